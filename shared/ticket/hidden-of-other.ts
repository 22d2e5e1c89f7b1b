import type { Redaction } from './redaction.ts';
import type { Ticket } from './ticket.ts';

/** So many marks are taken over from one ticket, the newest: some 10 kB of the other's item. */
const MOST_MARKS = 120;

/**
 * The ticket with what agents hid on another one that its people quote: its marks hide the same in whatever comes from now on. The same
 * ticket when it has them all, or there are none.
 */
export function withHiddenOf<T extends Pick<Ticket, 'id' | 'redactions'>>(
  ticket: T,
  { id, redactions: others = [] }: Pick<Ticket, 'id' | 'redactions'>,
): T {
  const { redactions = [] } = ticket;
  const last = others.at(-1);
  if (id === ticket.id || last === undefined) return ticket;
  const own = redactions.filter(({ from }) => from !== id);
  const known = new Set(own.flatMap(({ marks }) => marks.map(({ hash }) => hash)));
  const theirs = others.filter(({ from }) => from !== ticket.id).flatMap(({ marks }) => marks);
  const marks = [...new Map(theirs.map((mark) => [mark.hash, mark])).values()]
    .filter(({ hash }) => !known.has(hash))
    .slice(-MOST_MARKS);
  const before = redactions.find(({ from }) => from === id);
  if (marks.length === 0 || hashesOf(before) === hashesOf({ marks })) return ticket;
  const { at, by, message } = last;
  return { ...ticket, redactions: [...own, { at, by, message, from: id, marks }] };
}

function hashesOf(redaction: Pick<Redaction, 'marks'> | undefined): string {
  return redaction?.marks.map(({ hash }) => hash).join() ?? '';
}
