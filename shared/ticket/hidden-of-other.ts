import { hadInCommon, isHadByAllOf, isOfReaders } from './hidden-from.ts';
import { isReader } from './participants.ts';
import type { Redaction } from './redaction.ts';
import type { Ticket } from './ticket.ts';

/** So many marks are taken over from one ticket, the newest: some 10 kB of the other's item. */
const MOST_MARKS = 120;

/**
 * The ticket with what agents hid on another one that its people quote: its marks hide the same in whatever comes from now on. The same
 * ticket when it has them all, or there are none.
 */
function withHiddenOf<T extends Pick<Ticket, 'id' | 'redactions' | 'requester' | 'participants'>>(
  ticket: T,
  other: Ticket,
): T {
  const { redactions = [] } = ticket;
  const { id } = other;
  // What nobody reads there, or all but these have had, is none of theirs.
  const others = (other.redactions ?? []).filter(
    (each) => each.from !== ticket.id && isOfReaders(each) && isHadByAllOf(ticket, other, each),
  );
  const last = others.at(-1);
  if (id === ticket.id || last === undefined) return ticket;
  const own = redactions.filter(({ from }) => from !== id);
  const known = new Set(own.flatMap(({ marks }) => marks.map(({ hash }) => hash)));
  const theirs = others.flatMap(({ marks }) => marks);
  const marks = [...new Map(theirs.map((mark) => [mark.hash, mark])).values()]
    .filter(({ hash }) => !known.has(hash))
    .slice(-MOST_MARKS);
  const before = redactions.find(({ from }) => from === id);
  if (marks.length === 0 || hashesOf(before) === hashesOf({ marks })) return ticket;
  const { at, by, message } = last;
  const had = hadInCommon(other, others);
  return { ...ticket, redactions: [...own, { at, by, message, from: id, had, marks }] };
}

/**
 * The same (`withHiddenOf`) where all who read this ticket read the other one now; any other ticket stays as it is: by what is hidden of a text one
 * can learn words by guessing, and a mark hides in all that comes, without end (docs/promise.md section 9).
 */
export function withHiddenOfRead<T extends Pick<Ticket, 'id' | 'redactions' | 'requester' | 'participants'>>(
  ticket: T,
  other: Ticket,
): T {
  return isReadByAllOf(ticket, other) ? withHiddenOf(ticket, other) : ticket;
}

/** Whether all who read a ticket read this other one now. */
function isReadByAllOf(
  { requester, participants }: Pick<Ticket, 'requester' | 'participants'>,
  other: Ticket,
): boolean {
  return [requester, ...participants].every(({ address }) => isReader(other, address));
}

function hashesOf(redaction: Pick<Redaction, 'marks'> | undefined): string {
  return redaction?.marks.map(({ hash }) => hash).join() ?? '';
}
