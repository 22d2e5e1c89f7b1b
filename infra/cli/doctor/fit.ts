import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../../shared/aws/table.ts';
import { LATE_MS } from './overdue.ts';

/** What the indexes are made of, beside the due index. */
const LISTED = ['view', 'viewKey', 'customerId', 'assigneeId', 'listKey', 'card', 'mailId'];

/** The keys of an item's indexes that do not follow from it; `expected` is the item as it would be written now. `now` is desk time. */
export function misfits(stored: Item, expected: Item, now: Date): string[] {
  const wrong = LISTED.filter((name) => !isDeepStrictEqual(plain(stored[name]), plain(expected[name])));
  if (stored.dueShard !== expected.dueShard) return [...wrong, 'dueShard'];
  return isDueInTime(stored.dueKey, expected.dueKey, now) ? wrong : [...wrong, 'dueKey'];
}

/** What the sweep has set back is looked at later than the item says, by some minutes. */
function isDueInTime(stored: unknown, expected: unknown, now: Date): boolean {
  if (stored === expected) return true;
  if (typeof stored !== 'string' || typeof expected !== 'string') return false;
  const [[at = '', urgency], [soonest = '', expectedUrgency]] = [stored.split('#'), expected.split('#')];
  const latest = new Date(now.getTime() + LATE_MS).toISOString();
  return urgency === expectedUrgency && at > soonest && at <= latest;
}

/** As the table gives it back: without what is undefined. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
