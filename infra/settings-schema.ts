import * as z from 'zod';
import { addressSchema } from '../shared/address.ts';
import { settingsSchema } from '../shared/settings.ts';

/** What an admin decides before `cdk deploy`, `context.desk` in `cdk.json`: the run-time settings, and what only the stack needs. */
export const deploymentSchema = settingsSchema.omit({ attachmentUrl: true }).extend({
  /** Left out, it is the address of the ticket in the agent API. */
  ticketUrl: settingsSchema.shape.ticketUrl.optional(),
  /** Left out, it is the address of the HTTP API. */
  webUrl: settingsSchema.shape.webUrl.optional(),
  /** The domain whose MX record points to SES, and as which SES sends. */
  mailDomain: z.hostname().toLowerCase(),
  /** Who vouches for agents that call the API. */
  jwt: z.strictObject({
    issuer: z.url({ protocol: /^https$/ }),
    audience: z.array(z.string().min(1)).min(1),
  }),
  /** Who hears of alarms. Left out, alarms show only in CloudWatch. */
  alarmMail: addressSchema.optional(),
  /** `existing`: the account already has the mail domain as an SES identity, and the stack leaves it alone. */
  sendingIdentity: z.enum(['create', 'existing']).default('create'),
  /** Days until a raw mail goes; while it is there, the mail can be replayed. */
  rawMailDays: z.int().positive().default(365),
});
export type Deployment = z.infer<typeof deploymentSchema>;
