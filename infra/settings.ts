import type { Settings } from '../shared/settings.ts';
import { contradictions } from './settings-contradictions.ts';
import { type Complaint, mend } from './settings-mend.ts';
import { type Deployment, deploymentSchema } from './settings-schema.ts';

/** Settings that do not hold. The message has a line for each complaint: the field, and what it should be. */
export class SettingsError extends Error {
  constructor(complaints: readonly Complaint[], source: string) {
    super(complaints.map(({ field, message }) => `${source}: ${field}: ${message}`).join('\n'));
    this.name = 'SettingsError';
  }
}

/**
 * The settings in `context.desk` of `cdk.json`, or of what `source` names in their place.
 * @throws {SettingsError} that names every field that is wrong, and its mend.
 */
export function parseSettings(context: unknown, source = 'cdk.json'): Deployment {
  const result = deploymentSchema.safeParse(context);
  const complaints = result.success ? contradictions(result.data) : result.error.issues.flatMap(mend);
  if (!result.success || complaints.length > 0) throw new SettingsError(complaints, source);
  return result.data;
}

/** The part of the settings that the functions read at run time. `apiUrl` counts when the admin set no `ticketUrl` or `webUrl`. */
export function runtimeSettings(deployment: Deployment, apiUrl: string): Settings {
  // What only the stack needs stays out; all else is for the functions.
  const { ticketUrl, webUrl, mailDomain, jwt, alarmMail, sendingIdentity, rawMailDays, ...rest } = deployment;
  return {
    ...rest,
    ticketUrl: ticketUrl ?? `${apiUrl}/api/tickets/{id}`,
    webUrl: webUrl ?? apiUrl,
    attachmentUrl: `${apiUrl}/files/{path}`,
  };
}
