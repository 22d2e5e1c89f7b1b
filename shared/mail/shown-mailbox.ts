import { toAddress } from '../address.ts';
import { cleanLine } from './clean.ts';
import type { Mailbox } from './outgoing.ts';

/** Somebody is named, and whom that means cannot be said for sure. */
export const DOUBTFUL = 'doubtful';

/** Whatever has a sign that somebody reads as an `@`, to the next sign that stands in no address. */
const MEANT_AS_ADDRESS = /[^\s<>()[\]\\,;:"'*|@＠﹫]*[@＠﹫][^\s<>()[\]\\,;:"'*|]*/g;

/** What has no letters left once its address is out of it is no name. */
const MARKS = /["'*_<>[\]()]|mailto:/gi;

/**
 * The sender as programs show one in a text: `Susan Hudson <susan@hudson.example>`, `[mailto:susan@hudson.example]`, the address alone,
 * or that for the name as well. Doubtful when anything else in it looks like an address: whoever wrote the mail chose the name, and must
 * not choose whom an agent answers by it (docs/promise.md section 9). Undefined when there is no address.
 */
export function shownMailbox(value: string): Mailbox | typeof DOUBTFUL | undefined {
  const [first, ...others] = value.match(MEANT_AS_ADDRESS) ?? [];
  if (first === undefined) return undefined;
  const address = toAddress(first);
  if (address === undefined || others.some((other) => toAddress(other) !== address)) return DOUBTFUL;
  const name = cleanLine(value.slice(0, value.indexOf(first)).replace(MARKS, ' '), 100).trim();
  return { address, ...(name && { name }) };
}
