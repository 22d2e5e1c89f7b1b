import type { Closure } from './schedule.ts';
import { SlaError } from './sla-error.ts';
import type { WeeklyHours } from './terms.ts';

/** Opening hours by name, always read in the customer's own zone (promise.md section 3). */
export type Calendar = {
  name: string;
  hours: WeeklyHours;
  closesOnHolidays: boolean;
  /** Parts of certain days, closed whatever the customer's holidays are. */
  closures?: readonly Closure[];
};

const NINE_TO_FIVE = [['09:00', '17:00']] as const;
const EIGHT_TO_FIVE = [['08:00', '17:00']] as const;
const ALL_DAY = [['00:00', '24:00']] as const;

const BUILT_IN = {
  global: {
    hours: { mon: NINE_TO_FIVE, tue: NINE_TO_FIVE, wed: NINE_TO_FIVE, thu: NINE_TO_FIVE, fri: NINE_TO_FIVE },
    closesOnHolidays: true,
  },
  'north-america': {
    hours: { mon: EIGHT_TO_FIVE, tue: EIGHT_TO_FIVE, wed: EIGHT_TO_FIVE, thu: EIGHT_TO_FIVE, fri: EIGHT_TO_FIVE },
    closesOnHolidays: true,
  },
  // One opening of 4 d 23 h 58 min; the page excludes weekends, not holidays.
  '24x5': {
    hours: { mon: [['00:01', '24:00']], tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: [['00:00', '23:59']] },
    closesOnHolidays: false,
  },
  '24x7': {
    hours: { mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY },
    closesOnHolidays: false,
  },
} as const satisfies Record<string, Omit<Calendar, 'name'>>;

/** The calendars of the price page. */
export const CALENDAR_NAMES = ['global', 'north-america', '24x5', '24x7'] as const satisfies (keyof typeof BUILT_IN)[];

/**
 * A calendar by its name: one of the page's, which nobody can redefine, or one the admin declared. Throws `SlaError`
 * (`unknown-calendar`), which names the calendar and those there are.
 */
export function findCalendar(name: string, declared: readonly Calendar[] = []): Calendar {
  const builtIn = CALENDAR_NAMES.find((known) => known === name);
  if (builtIn !== undefined) return { name, ...BUILT_IN[builtIn] };
  const found = declared.find((calendar) => calendar.name === name);
  if (found !== undefined) return found;
  const names = [...CALENDAR_NAMES, ...declared.map((calendar) => calendar.name)];
  throw new SlaError('unknown-calendar', `There is no calendar ${JSON.stringify(name)}; there are ${names.join(', ')}`);
}
