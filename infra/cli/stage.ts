import { readFile } from 'node:fs/promises';
import { SettingsError } from '../settings.ts';
import { namedStage, type Stage } from '../stages.ts';
import { CommandError } from './command.ts';

/**
 * The stage of this name in `cdk.json`; without a name the one that commands usually take. Throws a `CommandError` that says what is wrong: with the
 * call, if there is no such stage.
 */
export async function stageOf(name: string | undefined): Promise<Stage> {
  const by = name === process.env.DESK_STAGE ? 'DESK_STAGE' : '--stage';
  try {
    return namedStage(await contextOf('cdk.json'), { name, by });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CommandError(error.message, error.message.startsWith('--stage: ') ? 2 : 1);
  }
}

async function contextOf(file: string): Promise<unknown> {
  const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
  try {
    return JSON.parse(text).context;
  } catch (error) {
    throw new CommandError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
