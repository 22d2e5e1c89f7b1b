import * as z from 'zod';
import { LANGUAGES } from '../language.ts';
import { PLANS, type Priority } from '../sla/terms.ts';

/** One value for each priority that a quote speaks of. */
function quoted<T extends z.ZodType>(value: T) {
  const optional = value.optional();
  return z.object({ 1: optional, 2: optional, 3: optional, 4: optional } satisfies Record<Priority, unknown>);
}

/** What a quote may set above the plan (promise.md section 4). */
export const quoteSchema = z.object({
  /** First-response targets in seconds of open time. */
  targets: quoted(z.number().positive()).optional(),
  /** Names of the calendars that the clocks run on. */
  clocks: quoted(z.string()).optional(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** A company that bought a plan. Found by a mail address first, then by a mail domain (promise.md section 3 and 4). */
export const customerSchema = z.object({
  /** Short stable key, `[a-z0-9-]`. */
  id: z.string(),
  name: z.string(),
  /** Addresses (`anna@acme.example`) and whole domains (`acme.example`), lower case. */
  contacts: z.array(z.string()),
  plan: z.enum(PLANS),
  calendar: z.string(),
  timeZone: z.string(),
  /** As the admin wrote it; without one, each request is answered in the language it comes in. */
  language: z.enum(LANGUAGES).optional(),
  /** A region of the holiday table: its public holidays are the customer's. None: only `holidays` are. */
  holidayRegion: z.string().optional(),
  /** Local dates `YYYY-MM-DD` that are holidays beside the region's. */
  holidays: z.array(z.string()),
  /** Holidays of the region on which this customer's calendar is open all the same. */
  workdays: z.array(z.string()).optional(),
  /** Who sees, by a link and without an account, all requests of the company and whether each promise was kept. */
  portal: z.object({ contacts: z.array(z.string()) }).optional(),
  ...quoteSchema.shape,
});
export type Customer = z.infer<typeof customerSchema>;
