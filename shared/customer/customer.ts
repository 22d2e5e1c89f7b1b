import * as z from 'zod';
import { PLANS } from '../sla/terms.ts';

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

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
  language: z.enum(LANGUAGES),
  /** Local dates `YYYY-MM-DD`. */
  holidays: z.array(z.string()),
});
export type Customer = z.infer<typeof customerSchema>;
