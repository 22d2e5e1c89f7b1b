import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { noteCopy } from '../use-cases/steps/note-copy.ts';
import { boundedWarnings } from '../use-cases/steps/store-message.ts';
import { TicketContended } from '../use-cases/steps/update.ts';

/** The source of a proved mail where the same one came before, unproved, and was not done. */
export const standInFor = (source: string) => `${source}:proved`;

/**
 * The source of a proved mail: its own, or one beside it where the same mail came before, unproved, and was not done. That one stays as
 * what came, with a word that this one stands in its place (docs/promise.md section 9). Throws
 * `TicketContended` when somebody hides something in it meanwhile.
 */
export async function inPlaceOf(
  desk: Desk,
  { ticket, source, raw }: { ticket: Pick<Ticket, 'id'>; source: string; raw: string },
): Promise<string> {
  const before = await desk.tickets.getMessage(ticket.id, messageKeyFor(source));
  // What was proved and not done all the same, is not done because it comes again.
  if (before?.author !== 'unverified' || before.verified) return source;
  const proved = standInFor(source);
  await noteCopy(desk, before, raw);
  const word = `it came again, proved: message ${messageKeyFor(proved)} and its commands stand in its place`;
  if (!before.warnings.includes(word)) {
    const warnings = boundedWarnings([word, ...before.warnings]);
    if (!(await desk.tickets.rewriteMessage(before, { ...before, warnings }))) throw new TicketContended(ticket.id);
  }
  return proved;
}
