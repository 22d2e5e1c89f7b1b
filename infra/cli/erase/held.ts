import { quarantineEntryKey } from '../../../shared/aws/keys.ts';
import { PREFIX } from '../../../shared/names.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { QuarantineEntry } from '../../../shared/ticket/quarantine.ts';
import { keptOf } from '../../../shared/ticket/redaction.ts';
import type { EraseDesk } from './erase-desk.ts';
import { eraseItem } from './erase-ticket.ts';
import { isOf, type Person } from './person.ts';

const PAGE = 100;

/** What is held, or was let out, of this person, and came before `before` (ISO, UTC). It looks through all that is held: no index knows a sender. */
export async function heldOf(
  { quarantine }: Pick<Desk, 'quarantine'>,
  person: Person,
  before: string,
): Promise<QuarantineEntry[]> {
  const found: QuarantineEntry[] = [];
  let cursor: string | undefined;
  do {
    const { entries, next } = await quarantine.list({ limit: PAGE, cursor });
    found.push(...entries.filter((entry) => entry.at < before && isHeldOf(person, entry)));
    cursor = next;
  } while (cursor !== undefined);
  return found;
}

/** Whether a held mail is of this person, as far as anybody says who wrote it. An envelope that passed on somebody else's mail has not written it. */
export function isHeldOf(person: Person, { from, received }: Pick<QuarantineEntry, 'from' | 'received'>): boolean {
  const shown = (received.from ?? []).map((each) => /([^\s<>"]+@[^\s<>"]+)>?\s*$/.exec(each)?.[1]);
  // Where the mail could not be read, `from` is the envelope's.
  const isRead = from !== undefined && from !== received.envelopeFrom;
  const writers = isRead ? [from] : shown.length > 0 ? shown : [received.envelopeFrom];
  return writers.some((address) => isOf(person, address));
}

/** Keys of what was kept of a mail that was held or a delivery that was refused, by where it is kept; of what a page sent, with its uploads. */
export async function objectsOfHeld(raw: string, bucket: EraseDesk['bucket']): Promise<string[]> {
  const uploads = raw.startsWith(PREFIX.pages) ? await bucket.everBelow(`${raw}/`) : [];
  return [...keptOf({ raw }), ...uploads];
}

/** Takes a held mail away, its objects first: an entry that a run that broke off leaves names them still. */
export async function eraseHeld(desk: EraseDesk, entry: QuarantineEntry): Promise<void> {
  for (const key of await objectsOfHeld(entry.received.raw, desk.bucket)) await desk.bucket.erase(key);
  await eraseItem(desk, quarantineEntryKey(entry.id));
}
