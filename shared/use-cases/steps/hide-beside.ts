import { HIDDEN, hide } from '../../mail/redaction/hide.ts';
import type { Needle } from '../../mail/redaction/needle.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { hideIn } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/**
 * Hides in what a ticket has beside its own item and its messages: lines that have left its trail, and the entries of the quarantine that
 * its mails were let out of. `emptied` is the message of which nothing is left, if there is one. Repeating it changes nothing.
 */
export async function hideBeside(
  desk: Desk,
  { id, audit }: Pick<Ticket, 'id' | 'audit'>,
  { needles, emptied }: { needles: readonly Needle[]; emptied: Message | undefined },
): Promise<void> {
  const { batches, unreadable } = await desk.tickets.olderTrail(id);
  if (unreadable.length > 0) desk.log.error('lines of a trail were not redacted', { ticket: id, batches: unreadable });
  for (const batch of batches) {
    const entries = batch.entries.map((line) => hideIn(line, ['detail'], needles));
    const isChanged = entries.some(({ detail }, index) => detail !== batch.entries[index]?.detail);
    if (isChanged) await desk.tickets.rewriteTrail({ ...batch, entries });
  }
  const lines = [...batches.flatMap(({ entries }) => entries), ...audit];
  const released = lines.filter(({ action }) => action === 'released').map(({ detail }) => detail ?? '');
  for (const entryId of new Set(released)) {
    const entry = await desk.quarantine.get(entryId);
    if (!entry) continue;
    const isEmptied = emptied?.raw !== undefined && emptied.raw === entry.received.raw;
    const hidden = (text: string) => (isEmptied ? HIDDEN : hide(text, needles));
    const { subject, received } = entry;
    const header = received.header.subject === undefined ? {} : { subject: hidden(received.header.subject) };
    const isChanged = hidden(subject) !== subject || header.subject !== received.header.subject;
    if (isChanged) await desk.quarantine.saveSubject(entryId, hidden(subject), header);
  }
}
