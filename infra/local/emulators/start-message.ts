import * as z from 'zod';
import { clockOriginSchema } from '../clock.ts';
import { keysSchema } from '../keys.ts';
import { endpointsSchema } from './endpoints.ts';

/** What the desk says to the process of the emulators, once; by its channel, since there are keys in it. */
export const startSchema = z.object({
  clock: clockOriginSchema,
  keys: keysSchema,
  mailboxPort: z.number().int(),
  /** The domain as which the desk sends. */
  mailDomain: z.string(),
  /** SES tells the desk what becomes of its mails. */
  isReporting: z.boolean(),
  /** Directory that keeps state; left out in memory. */
  data: z.string().optional(),
});
export type StartMessage = z.infer<typeof startSchema>;

/** What it answers once all of them are up. */
export const readySchema = z.object({ endpoints: endpointsSchema });
