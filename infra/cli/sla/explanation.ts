import { type Calendar, findCalendar } from '../../../shared/sla/calendars.ts';
import { openings } from '../../../shared/sla/deadline.ts';
import type { NamedDate } from '../../../shared/sla/holidays/on-the-way.ts';
import { isoOf } from '../../../shared/sla/instant.ts';
import {
  clockSchedule,
  type FirstResponsePlan,
  type LevelShare,
  planFirstResponse,
} from '../../../shared/sla/promise.ts';
import type { Priority, Terms } from '../../../shared/sla/terms.ts';
import { closedDates, type HolidayList, unknownHolidays } from './holidays.ts';

/** A longer trace is cut: nobody reads on, and a target of a year takes 260. */
const LONGEST_TRACE = 1000;

/** What is asked. `from` in epoch milliseconds. */
export type Question = {
  terms: Omit<Terms, 'holidays'>;
  holidays: HolidayList;
  priority: Priority;
  from: number;
  ladder: readonly LevelShare[];
  /** Those of the admin. */
  calendars?: readonly Calendar[] | undefined;
};

/** A plan with its whole trace. Instants ISO in UTC, seconds of open time; `total` is what is used up at the end of an opening. */
export type Explanation = Omit<FirstResponsePlan, 'openings' | 'levels'> & {
  openings: { from: string; to: string; seconds: number; total: number }[];
  /** Dates on the way that would have been open. */
  holidays: NamedDate[];
  levels: { name: string; share: number; at: string }[];
  warning?: string;
};

/** The first response that is owed, and opening by opening why. Throws `SlaError`. */
export function explanation({ terms: sold, holidays, priority, from, ladder, calendars }: Question): Explanation {
  const [region] = holidays.regions;
  const terms: Terms = { ...sold, holidays: closedDates(holidays), ...(region && { holidayRegion: region }) };
  const plan = planFirstResponse(terms, priority, isoOf(from), ladder, calendars);
  const due = Date.parse(plan.deadline);
  const calendar = findCalendar(plan.calendar, calendars);
  let total = 0;
  const trace = openings(clockSchedule(terms, calendar), from, due, LONGEST_TRACE).map(({ from, to }) => {
    const seconds = (to - from) / 1000;
    total += seconds;
    return { from: isoOf(from), to: isoOf(to), seconds, total };
  });
  const latest = Math.max(due, ...plan.levels.map(({ at }) => Date.parse(at)));
  const warning = calendar.closesOnHolidays ? unknownHolidays(holidays, from, latest) : undefined;
  return {
    ...plan,
    levels: plan.levels.map((level, index) => ({ ...level, share: ladder[index]?.share ?? 1 })),
    openings: trace,
    holidays: plan.holidays.map(({ date }) => holidays.dates.find((holiday) => holiday.date === date) ?? { date }),
    ...(warning && { warning }),
  };
}
