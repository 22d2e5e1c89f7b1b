import { MANY_HELD } from '../../alarms.ts';
import type { Agent } from '../../customer/agent.ts';
import type { Card } from '../../ticket/card.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { TicketPage } from '../../ticket/ticket-store.ts';
import { localDay } from './day.ts';
import { type Health, loadHealth } from './health.ts';
import { type Known, known } from './known.ts';
import { loadParked, type Parked } from './parked.ts';
import { type Answers, answersBy, type Breach, breachesOf } from './today.ts';
import { type Waiting, waitingBy } from './waiting.ts';

/** Tickets that are read of a list; beyond, the page says that there are more. */
export const MOST_READ = 250;

/** Of answered tickets, and of held mails, so many days are looked back: an answer that was later than that is not counted. */
export const BACK_DAYS = 7;
const HELD_DAYS = 30;

/** Held mails that are counted. */
const MOST_HELD = 99;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A figure that was counted, and whether there may be more of it than was read. */
type Counted<T> = T & { isMore: boolean };

/** How many wait in the quarantine, and how many came there within an hour. */
type Held = { count: number; isMore: boolean; inAnHour: number };

export type LeadFigures = {
  /** Numbers of tickets that could not be read: they are in no figure. */
  unreadable: readonly string[];
  waiting: Known<Counted<Waiting>>;
  /** Answered tickets whose customer wrote again: they wait for us too, and no clock runs. */
  wroteAgain: Known<Counted<{ count: number }>>;
  breaches: Known<Counted<{ breaches: Breach[] }>>;
  answers: Known<Counted<{ hours: Answers[] }>>;
  held: Known<Held>;
  parked: Known<Parked>;
  health: Health;
};

/** All figures of the lead's page, as of now; what is today by the zone of who looks. A source that fails is unknown, and keeps none of the rest. */
export async function loadLead(
  desk: Desk,
  { agents, timeZone }: { agents: readonly Agent[]; timeZone: string },
): Promise<LeadFigures> {
  const now = desk.now();
  const day = localDay(now, timeZone);
  const [waiting, again, answered, closed, held, parked, health] = await Promise.all([
    known(desk, 'waiting tickets', readWaiting(desk)),
    known(desk, 'who wrote again', desk.tickets.list({ state: 'answered', awaits: 'agent', limit: MOST_READ })),
    known(desk, 'answered tickets', readAnswered(desk, day.start)),
    known(
      desk,
      'closed tickets',
      desk.tickets.list({ state: 'closed', since: day.start, isNewestFirst: true, limit: MOST_READ }),
    ),
    known(desk, 'the quarantine', readHeld(desk)),
    known(desk, 'what is parked', loadParked(desk)),
    loadHealth(desk),
  ]);
  const today = wholeOf(waiting, answered, closed);
  const done = wholeOf(answered, closed);
  const read = [waiting, again, answered, closed].flatMap((page) => (page === 'unknown' ? [] : page.unreadable));
  return {
    unreadable: [...new Set(read)],
    waiting:
      waiting === 'unknown'
        ? waiting
        : { ...waitingBy(waiting.cards, agents, desk.settings), isMore: waiting.next !== undefined },
    wroteAgain: again === 'unknown' ? again : { count: again.cards.length, isMore: again.next !== undefined },
    breaches:
      today === 'unknown'
        ? today
        : { breaches: breachesOf(today.cards, { from: day.start, now: now.toISOString() }), isMore: today.isMore },
    answers: done === 'unknown' ? done : { hours: answersBy(done.cards, day.hours), isMore: done.isMore },
    held,
    parked,
    health,
  };
}

/** Tickets that wait for a first answer, by deadline. */
export function readWaiting({ tickets }: Pick<Desk, 'tickets'>): Promise<TicketPage> {
  return tickets.list({ state: 'waiting', limit: MOST_READ });
}

/** Answered ones, those out of sight too, the latest deadline first: a ticket stands by that, and not by when it was answered. */
function readAnswered({ tickets }: Desk, start: string): Promise<TicketPage> {
  const since = new Date(Date.parse(start) - BACK_DAYS * DAY_MS).toISOString();
  return tickets.list({ state: 'answered', since, isNewestFirst: true, limit: MOST_READ });
}

/** Cards of several lists together, each once: one may have gone from one list to the next in between. */
function wholeOf(...pages: Known<TicketPage>[]): Known<Counted<{ cards: Card[] }>> {
  const read = pages.filter((page) => page !== 'unknown');
  if (read.length < pages.length) return 'unknown';
  const cards = new Map(read.flatMap((page) => page.cards.map((card) => [card.id, card] as const)));
  return { cards: [...cards.values()], isMore: read.some(({ next }) => next !== undefined) };
}

async function readHeld({ quarantine, now }: Desk): Promise<Held> {
  const before = (ms: number) => new Date(now().getTime() - ms).toISOString();
  const [waiting, newest] = await Promise.all([
    quarantine.list({ state: 'held', since: before(HELD_DAYS * DAY_MS), limit: MOST_HELD }),
    // Those that were let out since have been held, too.
    quarantine.list({ since: before(DAY_MS), limit: MANY_HELD }),
  ]);
  const hourAgo = before(HOUR_MS);
  return {
    count: waiting.entries.length + waiting.unreadable.length,
    isMore: waiting.next !== undefined,
    inAnHour: newest.entries.filter(({ at, heldAt = at }) => heldAt > hourAgo).length,
  };
}
