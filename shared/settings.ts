import * as z from 'zod';
import { LANGUAGES } from './customer/customer.ts';
import { PLANS, PRIORITIES } from './sla/terms.ts';

const address = z.email().toLowerCase();

/** What an admin decides and the functions read at run time (environment variable `DESK_SETTINGS`, from `cdk.json`). */
export const settingsSchema = z.strictObject({
  /** Shown as the sender's name. */
  deskName: z.string().min(1),
  /** Where customers write, and what every mail comes from. */
  supportAddress: address,
  /** Link to a ticket; `{id}` becomes its id. */
  ticketUrl: z.string().includes('{id}'),
  /** For requesters that no customer record knows, and for records that leave a field open. */
  defaults: z.strictObject({
    plan: z.enum(PLANS),
    priority: z.union(PRIORITIES.map((priority) => z.literal(priority))),
    calendar: z.string(),
    timeZone: z.string(),
    language: z.enum(LANGUAGES),
    holidays: z.array(z.iso.date()),
  }),
  escalation: z.strictObject({
    /** Levels as shares of the response time, in order (promise.md section 6). */
    levels: z
      .array(
        z.strictObject({
          name: z.string(),
          share: z.number().positive(),
          /** Who is told. */
          to: z.array(z.enum(['agents', 'lead', 'manager'])),
        }),
      )
      .min(1),
    lead: z.array(address),
    manager: z.array(address),
  }),
});
export type Settings = z.infer<typeof settingsSchema>;
