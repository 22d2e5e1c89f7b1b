import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { claimed } from './relay.ts';
import { boundedWarnings } from './store-message.ts';
import { TicketContended } from './update.ts';

/**
 * Whether a mail that nobody was to hear of, since a machine had sent it, comes again as somebody's own (docs/promise.md section 9): its
 * message has no relay. `wakes`: of this delivery somebody is to hear.
 */
export function isWoken(
  before: Message,
  { wakes, author, isCopy = false }: { wakes: boolean; author: Message['author']; isCopy?: boolean | undefined },
): boolean {
  return wakes && !isCopy && before.relay === undefined && before.author === author;
}

/**
 * Claims the telling of a message that was stored in silence (`isWoken`), with what `fresh`, the same mail as somebody's own, says of its
 * writer. `existed`: another delivery has claimed it. Throws `TicketContended` when a redaction was written meanwhile.
 */
export async function wakeMessage(
  desk: Desk,
  { ticketId, key }: Message,
  fresh: Message,
): Promise<{ stored: Message; existed: boolean }> {
  // As it is now: a proved copy has lifted it.
  const before = await desk.tickets.getMessage(ticketId, key);
  if (!before) throw new Error(`the message ${key} of ${ticketId} is gone`);
  const { fromOutside: _, undone: __, unanswerable: ___, answersTo: ____, ...kept } = before;
  const { fromOutside, undone, declares, unanswerable, answersTo } = fresh;
  const after = {
    ...kept,
    warnings: boundedWarnings([...new Set([...fresh.warnings, ...kept.warnings])]),
    ...(fromOutside && { fromOutside }),
    ...(undone && { undone }),
    ...(unanswerable && { unanswerable }),
    ...(answersTo && { answersTo }),
    ...(declares && { declares }),
  };
  if (!(await desk.tickets.rewriteMessage(before, after))) throw new TicketContended(ticketId);
  const { relay } = claimed(desk, after);
  const isOurs = relay !== undefined && (await desk.tickets.saveRelay(before, relay));
  return { stored: { ...after, ...(isOurs && { relay }) }, existed: !isOurs };
}
