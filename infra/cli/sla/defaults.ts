import { readFileSync } from 'node:fs';
import type { Settings } from '../../../shared/settings.ts';
import { deploymentOf } from '../../stages.ts';
import { CommandError } from '../command.ts';

type Defaults = Pick<Settings, 'defaults' | 'escalation' | 'calendars' | 'holidayRegions'>;

let known: Defaults | undefined;

/** What the admin of this desk decided for requesters that no record knows, the ladder, calendars and regions: from `cdk.json`, read once. */
export function deskDefaults(): Defaults {
  known ??= read();
  return known;
}

function read(): Defaults {
  try {
    const file = readFileSync(new URL('../../../cdk.json', import.meta.url), 'utf8');
    return deploymentOf(JSON.parse(file).context, { name: process.env.DESK_STAGE });
  } catch (error) {
    throw new CommandError(`the desk's settings cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
