import { HIDDEN, hide } from '../../mail/redaction/hide.ts';
import type { Needle } from '../../mail/redaction/needle.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { hideIn } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { TicketContended } from './update.ts';

/** How often it is tried again when others hide something in the same lines, or the same entry. */
const TRIES = 8;

/**
 * Hides in what a ticket has beside its own item and its messages: lines that have left its trail, and the entries of the quarantine that
 * its mails were let out of, or that are held and name it. `emptied` is the message of which nothing is left, if there is one. Repeating it changes nothing.
 */
export async function hideBeside(
  desk: Desk,
  { id, audit }: Pick<Ticket, 'id' | 'audit'>,
  { needles, emptied }: { needles: readonly Needle[]; emptied: Message | undefined },
): Promise<void> {
  const older = await hideInTrail(desk, id, needles);
  const released = [...older, ...audit].filter(({ action }) => action === 'released').map(({ detail }) => detail ?? '');
  const held = await heldFor(desk, id);
  for (const entryId of new Set([...released, ...held])) await hideInEntry(desk, id, { entryId, needles, emptied });
}

/** Hides in lines that have left the trail of a ticket; gives them all as they are then. */
async function hideInTrail(desk: Desk, id: string, needles: readonly Needle[]): Promise<Ticket['audit']> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const { batches, unreadable } = await desk.tickets.olderTrail(id);
    if (unreadable.length > 0)
      desk.log.error('lines of a trail were not redacted', { ticket: id, batches: unreadable });
    const hidden = batches.map((before) => ({
      before,
      after: { ...before, entries: before.entries.map((line) => hideIn(line, ['detail'], needles)) },
    }));
    const changed = hidden.filter(({ before, after }) =>
      after.entries.some(({ detail }, index) => detail !== before.entries[index]?.detail),
    );
    let isWritten = true;
    for (const { before, after } of changed) isWritten = (await desk.tickets.rewriteTrail(before, after)) && isWritten;
    if (isWritten) return hidden.flatMap(({ after }) => after.entries);
  }
  throw new TicketContended(id);
}

/** Ids of what is held, or was discarded, and names this ticket: messages by link, which have its subject, and what was written to it as spam. */
async function heldFor(desk: Desk, id: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await desk.quarantine.list({ limit: 100, cursor });
    found.push(...page.entries.filter(({ detail }) => detail === id).map((entry) => entry.id));
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

async function hideInEntry(
  desk: Desk,
  id: string,
  { entryId, needles, emptied }: { entryId: string; needles: readonly Needle[]; emptied: Message | undefined },
): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const entry = await desk.quarantine.get(entryId);
    if (!entry) return;
    const isEmptied = emptied?.raw !== undefined && emptied.raw === entry.received.raw;
    const hidden = (text: string) => (isEmptied ? HIDDEN : hide(text, needles));
    const { subject, received } = entry;
    const header = received.header.subject === undefined ? {} : { subject: hidden(received.header.subject) };
    const isChanged = hidden(subject) !== subject || header.subject !== received.header.subject;
    if (!isChanged || (await desk.quarantine.saveSubject(entry, hidden(subject), header))) return;
  }
  throw new TicketContended(id);
}
