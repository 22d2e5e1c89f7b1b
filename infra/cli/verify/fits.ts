import { atStage } from '../../../shared/at-stage.ts';
import { STATES } from '../../../shared/ticket/ticket.ts';
import type { Schedules } from '../timers/schedules.ts';
import type { Inventory, OpenClock } from './inventory.ts';
import { type Line, named } from './line.ts';

/** What a desk finds by its indexes and at the scheduler. */
export type Found = {
  /** Tickets in the lists, by state. */
  listed: Inventory['tickets'];
  /** Ids of tickets with an open clock that the sweep would come to. */
  due: ReadonlySet<string>;
  schedules: Schedules;
  /** Undefined: the desk runs here. */
  stage?: string | undefined;
};

/** How many of the next deadlines are shown. */
const NEXT = 5;

/** Whether what a desk works by fits what it holds. `now`: desk time. */
export function fits(inventory: Inventory, { listed, due, schedules, stage }: Found, now: Date): Line[] {
  const doctor = `desk doctor --repair${atStage(stage)}`;
  // One that has escalated to its last level is owed still, and nobody has to come to it.
  const clocks = [...inventory.clocks.values()].filter(({ timer }) => timer.next !== undefined);
  const unseen = clocks.filter(({ id }) => !due.has(id));
  const awaited = clocks.filter(({ timer }) => timer.next && timer.next.at > now.toISOString());
  const bare = awaited.filter((clock) => !schedules.has(clock));
  const forgotten = unseen.filter((clock) => !schedules.has(clock));
  return [
    lists(inventory, listed, doctor),
    readable(inventory, doctor),
    judged('open clocks', forgotten, {
      all: `${clocks.length}, and the sweep comes to each`,
      verdict: 'lost',
      says: 'neither the sweep nor a schedule comes to',
      mend: doctor,
    }),
    judged('schedules', bare, {
      all: `each of ${awaited.length} open clocks has its own`,
      verdict: 'differs',
      says: 'no schedule, and are served by the sweep, up to eight minutes late:',
      mend: `desk timers rebuild --yes${atStage(stage)}`,
    }),
    { check: 'next deadlines', verdict: 'ok', says: nextDeadlines(inventory.clocks.values()) },
  ];
}

function lists({ tickets }: Inventory, listed: Inventory['tickets'], doctor: string): Line {
  const says = STATES.map((state) => `${state} ${tickets[state]}`).join(', ');
  if (STATES.every((state) => listed[state] === tickets[state])) return { check: 'lists', verdict: 'ok', says };
  return {
    check: 'lists',
    verdict: 'differs',
    says: `${says}; in the lists ${STATES.map((state) => `${state} ${listed[state]}`).join(', ')}: agents see others than there are`,
    mend: `wait a minute, since lists lag; then ${doctor}`,
  };
}

function readable({ unreadable }: Inventory, mend: string): Line {
  return judged(
    'tickets that cannot be read',
    unreadable.map((id) => ({ id })),
    {
      all: 'none',
      verdict: 'lost',
      says: 'nobody knows what is owed to',
      mend,
    },
  );
}

function judged(
  check: string,
  wrong: readonly { id: string }[],
  { all, verdict, says, mend }: { all: string; verdict: Line['verdict']; says: string; mend: string },
): Line {
  if (wrong.length === 0) return { check, verdict: 'ok', says: all };
  return {
    check,
    verdict,
    says: `${says} ${named(
      wrong.map(({ id }) => id),
      'ticket',
    )}`,
    mend,
  };
}

/** The earliest, since whoever reads this can look whether they are known to somebody. */
function nextDeadlines(clocks: Iterable<OpenClock>): string {
  const sorted = [...clocks].flatMap(({ id, deadline }) => (deadline ? [`${deadline} ${id}`] : [])).sort();
  return sorted.length === 0 ? 'none' : sorted.slice(0, NEXT).join(', ');
}
