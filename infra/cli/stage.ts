import { readFile } from 'node:fs/promises';
import { SettingsError } from '../settings.ts';
import { namedStage, type Stage } from '../stages.ts';
import { CommandError } from './command.ts';

/** The stage of this name in `cdk.json`; without a name the one that commands usually take. Throws a `CommandError` that says what is wrong with it. */
export async function stageOf(name: string | undefined): Promise<Stage> {
  const file = new URL('../../cdk.json', import.meta.url);
  const { context } = JSON.parse(await readFile(file, 'utf8'));
  try {
    return namedStage(context, { name, by: name === process.env.DESK_STAGE ? 'DESK_STAGE' : '--stage' });
  } catch (error) {
    throw error instanceof SettingsError ? new CommandError(error.message) : error;
  }
}
