import { TaskBusy } from '../../shared/ticket/task.ts';
import { TicketContended } from '../../shared/use-cases/steps/update.ts';
import type { Io } from './command.ts';
import { counted } from './counted.ts';
import { showProgress } from './progress.ts';

/** Before each further look at the tickets that were busy, in ms. Together longer than a claim that a crash left (90 s). */
const PAUSES_MS = [1_000, 5_000, 15_000, 30_000, 45_000];

/** Ids that a message names. */
const MOST_NAMED = 10;

/**
 * Does `work` for each ticket, and once more, after a while, for those that somebody else was at work on; gives those that still were
 * at the end. Any other failure is thrown.
 */
export async function goThrough<T extends { id: string }>(
  tickets: readonly T[],
  io: Pick<Io, 'stderr'>,
  work: (ticket: T) => Promise<void>,
): Promise<T[]> {
  const progress = showProgress(io.stderr, tickets.length);
  try {
    let left = await once(tickets, work, (done) => progress.at(done));
    for (const pause of PAUSES_MS) {
      if (left.length === 0) break;
      progress.at(tickets.length - left.length);
      await new Promise((resolve) => setTimeout(resolve, pause));
      left = await once(left, work);
    }
    return left;
  } finally {
    progress.end();
  }
}

/** The tickets that others were at work on. */
async function once<T>(
  tickets: readonly T[],
  work: (ticket: T) => Promise<void>,
  at: (done: number) => void = () => {},
) {
  const busy: T[] = [];
  for (const [index, ticket] of tickets.entries()) {
    try {
      await work(ticket);
    } catch (error) {
      if (!(error instanceof TaskBusy || error instanceof TicketContended)) throw error;
      busy.push(ticket);
    }
    at(index + 1 - busy.length);
  }
  return busy;
}

/** Which tickets could not be changed, in words for the admin. */
export function stillBusy(what: string, tickets: readonly { id: string }[]): string {
  const named = tickets.slice(0, MOST_NAMED).map(({ id }) => id);
  const more = tickets.length > named.length ? ` and ${tickets.length - named.length} more` : '';
  const count = counted(tickets.length, 'ticket');
  return `${count} could not be ${what}, since the desk was at work on them all the while: ${named.join(', ')}${more}`;
}
