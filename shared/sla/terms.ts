/** The words of the promise: plans, priorities, languages of time. `promise.md` sections 1 to 4. */

export const PLANS = ['basic', 'premium'] as const;
export type Plan = (typeof PLANS)[number];

export const PRIORITIES = [1, 2, 3, 4] as const;
/** Business impact, 1 (critical) to 4 (none now). */
export type Priority = (typeof PRIORITIES)[number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** Half-open openings of a day, local wall time `HH:MM` or `HH:MM:SS`; `24:00` is the day's end; an end before its start runs overnight. */
export type WeeklyHours = Partial<Record<Weekday, readonly (readonly [open: string, close: string])[]>>;

/** What a customer was sold: everything the clock of a ticket depends on. */
export type Terms = {
  plan: Plan;
  /** Name of the customer's working-hours calendar: a built-in one or one the admin declared. */
  calendar: string;
  /** IANA zone in which the calendar is read. */
  timeZone: string;
  /** Local dates `YYYY-MM-DD` on which a calendar that closes on holidays is closed. */
  holidays: readonly string[];
  /** The region that most of them come from, by which they are named; `shared/sla/holidays/`. */
  holidayRegion?: string;
  /** First-response targets of the customer's quote, in seconds of open time; they stand above the plan's (section 4). */
  targets?: Partial<Record<Priority, number>>;
  /** Names of calendars of the customer's quote: the clock of a priority, above what the plan says (section 4). */
  clocks?: Partial<Record<Priority, string>>;
};
