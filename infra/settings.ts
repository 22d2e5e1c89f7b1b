import * as z from 'zod';
import { type Settings, settingsSchema } from '../shared/settings.ts';
import { contradictions } from './settings-contradictions.ts';
import { type Complaint, mend } from './settings-mend.ts';

const address = z.email().toLowerCase();

/** What an admin decides before `cdk deploy`, `context.desk` in `cdk.json`: the run-time settings, and what only the stack needs. */
const deploymentSchema = settingsSchema.omit({ attachmentUrl: true }).extend({
  /** Left out, it is the address of the ticket in the agent API. */
  ticketUrl: settingsSchema.shape.ticketUrl.optional(),
  /** The domain whose MX record points to SES, and as which SES sends. */
  mailDomain: z.hostname().toLowerCase(),
  /** Who vouches for agents that call the API. */
  jwt: z.strictObject({
    issuer: z.url({ protocol: /^https$/ }),
    audience: z.array(z.string().min(1)).min(1),
  }),
  /** Who hears of alarms. Left out, alarms show only in CloudWatch. */
  alarmMail: address.optional(),
  /** `existing`: the account already has the mail domain as an SES identity, and the stack leaves it alone. */
  sendingIdentity: z.enum(['create', 'existing']).default('create'),
  /** Days until a raw mail goes; while it is there, the mail can be replayed. */
  rawMailDays: z.int().positive().default(365),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** Settings that do not hold. The message has a line for each complaint: the field, and what it should be. */
export class SettingsError extends Error {
  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(({ field, message }) => `cdk.json: ${field}: ${message}`).join('\n'));
    this.name = 'SettingsError';
  }
}

/**
 * The settings in `context.desk` of `cdk.json`.
 * @throws {SettingsError} that names every field that is wrong, and its mend.
 */
export function parseSettings(context: unknown): Deployment {
  const result = deploymentSchema.safeParse(context);
  const complaints = result.success ? contradictions(result.data) : result.error.issues.flatMap(mend);
  if (!result.success || complaints.length > 0) throw new SettingsError(complaints);
  return result.data;
}

/** The part of the settings that the functions read at run time. `apiUrl` counts when the admin set no `ticketUrl`. */
export function runtimeSettings(deployment: Deployment, apiUrl: string): Settings {
  // What only the stack needs stays out; all else is for the functions.
  const { ticketUrl, mailDomain, jwt, alarmMail, sendingIdentity, rawMailDays, ...rest } = deployment;
  return {
    ...rest,
    ticketUrl: ticketUrl ?? `${apiUrl}/api/tickets/{id}`,
    attachmentUrl: `${apiUrl}/files/{path}`,
  };
}
