import type { Desk } from '../../../shared/ticket/ports.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import type { Io } from '../command.ts';
import { showProgress } from '../progress.ts';

/** After all that is ever due. */
const EVER = '9999-12-31T23:59:59.999Z';

/** The most that a query may ask for; a desk that owes more at once has other troubles. */
const MOST = 2 ** 31 - 1;

/** Tickets that are read side by side. */
const AT_ONCE = 10;

/**
 * Every ticket whose timer is set: it waits for a first response, or for the answer to a question, or is snoozed. The due index has them all,
 * whatever they wait for. `unreadable`: ids of those of which nobody knows.
 */
export async function openClocks(
  { tickets }: Pick<Desk, 'tickets'>,
  io: Pick<Io, 'stderr'>,
): Promise<{ open: Ticket[]; unreadable: string[] }> {
  const due = [...(await tickets.overdue(EVER, MOST)), ...(await tickets.overdueOfFloods(EVER, MOST))];
  const ids = [...new Set(due.flatMap(({ ticketId, messageKey }) => (messageKey === undefined ? [ticketId] : [])))];
  const progress = showProgress(io.stderr, ids.length);
  const found: (Ticket | string)[] = [];
  try {
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      found.push(...(await Promise.all(some.map(async (id) => (await ifReadable(tickets.get(id))) ?? id))));
      progress.at(found.length);
    }
  } finally {
    progress.end();
  }
  return {
    open: found.filter((each) => typeof each !== 'string').filter(({ timer }) => timer.next !== undefined),
    unreadable: found.filter((each) => typeof each === 'string'),
  };
}
