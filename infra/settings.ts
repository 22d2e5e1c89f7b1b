import type { Settings } from '../shared/settings.ts';
import { contradictions } from './settings-contradictions.ts';
import { mend } from './settings-mend.ts';
import { type Deployment, deploymentSchema, runtimePart } from './settings-schema.ts';

/** Settings that do not hold: a line for each complaint, with the file, the field, and what it should be. */
export class SettingsError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'SettingsError';
    this.lines = lines;
  }
}

/** Where settings come from, for whoever has to mend them. */
type Source = {
  /** The file, or what stands in its place. */
  name?: string;
  /** The place of a field there, from the place below `context.desk`. */
  place?: (field: string) => string;
};

/**
 * The settings in `context.desk` of `cdk.json`, or of what `source` names in their place.
 * @throws {SettingsError} that names every field that is wrong, and its mend.
 */
export function parseSettings(
  context: unknown,
  { name = 'cdk.json', place = (field) => field }: Source = {},
): Deployment {
  const result = deploymentSchema.safeParse(context);
  const complaints = result.success ? contradictions(result.data) : result.error.issues.flatMap(mend);
  if (result.success && complaints.length === 0) return result.data;
  throw new SettingsError(complaints.map(({ field, message }) => `${name}: ${place(field)}: ${message}`));
}

/** The part of the settings that the functions read at run time. `url` is where their HTTP doors are: it counts when the admin set no `ticketUrl` or `webUrl`; `stage` names the deployed desk. */
export function runtimeSettings(deployment: Deployment, url: string, stage?: string): Settings {
  const { webUrl = url, ticketUrl = `${webUrl}/console/t/{id}`, ...rest } = runtimePart(deployment);
  const canary = sendsCanary(deployment) && ({ canary: true } as const);
  return {
    ...rest,
    ...canary,
    ...(stage !== undefined && { stage }),
    ticketUrl,
    webUrl,
    attachmentUrl: `${url}/files/{path}`,
  };
}

/** Whether the sweep mails the desk a canary: before customers write no MX record leads it here. */
export function sendsCanary({ live, canaryMinutes }: Pick<Deployment, 'live' | 'canaryMinutes'>): boolean {
  return live && canaryMinutes > 0;
}
