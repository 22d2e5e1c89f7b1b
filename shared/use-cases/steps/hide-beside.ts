import { isDeepStrictEqual } from 'node:util';
import { HIDDEN, hide } from '../../mail/redaction/hide.ts';
import type { Needle } from '../../mail/redaction/needle.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { MOST_SHOWN, type QuarantineEntry } from '../../ticket/quarantine.ts';
import { hideIn } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ticketsLedTo } from './tickets-led-to.ts';
import { TicketContended } from './update.ts';

/** How often it is tried again when others hide something in the same lines, or the same entry. */
const TRIES = 8;

/**
 * Hides in what a ticket has beside its own item and its messages: lines that have left its trail, and the entries of the quarantine that
 * its mails were let out of, or that are held and lead to it. `emptied` is the message of which nothing is left, if there is one. Repeating it changes nothing.
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

/** Ids of what is held, or was, and leads to this ticket: messages by link, which have its subject, and mails to it or its number. */
async function heldFor(desk: Desk, id: string): Promise<string[]> {
  const keys = await desk.secrets.signingKeys();
  const isFor = (entry: QuarantineEntry) =>
    entry.detail === id || ticketsLedTo(keys, desk.settings, entry).includes(id);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await desk.quarantine.list({ limit: 100, cursor });
    found.push(...page.entries.filter(isFor).map((entry) => entry.id));
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
    const { subject, received, excerpt } = entry;
    const header = received.header.subject === undefined ? {} : { subject: hidden(received.header.subject) };
    const said = excerpt && {
      text: hidden(withoutTail(excerpt.text, Math.max(0, ...needles.map(({ length }) => length)))),
      files: excerpt.files.map(hidden),
    };
    const words = { subject: hidden(subject), header, ...(said && { excerpt: said }) };
    const before = { subject, header: received.header, ...(excerpt && { excerpt }) };
    if (isDeepStrictEqual(words, before) || (await desk.quarantine.saveWords(entry, words))) return;
  }
  throw new TicketContended(id);
}

/** An excerpt that was cut where it ends, without the end: it may be the beginning of what is hidden. */
function withoutTail(text: string, letters: number): string {
  const shown = [...text];
  return shown.length < MOST_SHOWN ? text : shown.slice(0, -2 * letters).join('');
}
