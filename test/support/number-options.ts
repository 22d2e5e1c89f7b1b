import { parseArgs } from 'node:util';

/** What an option of a long run may be; it is given as `--name NUMBER`. */
export type NumberOption = { default: number; least: number; most: number };

/** A command line that its user can mend: the message names the option and what it takes, and is all they see. */
class WrongOption extends Error {}

/** The options of a run, each a number between its bounds. Throws `WrongOption`. */
export function readNumberOptions<Name extends string>(
  args: string[],
  known: Record<Name, NumberOption>,
): Record<Name, number> {
  const names = Object.keys(known) as Name[];
  const values = valuesOf(args, names);
  const read = (name: Name): [Name, number] => {
    const { default: usual, least, most } = known[name];
    const given = values[name];
    const number = given === undefined ? usual : Number(given);
    if (given?.trim() === '' || !(number >= least && number <= most)) {
      throw new WrongOption(`--${name} must be a number from ${least} to ${most}, not "${given}".`);
    }
    return [name, number];
  };
  return Object.fromEntries(names.map(read)) as Record<Name, number>;
}

function valuesOf(args: string[], names: string[]): Record<string, string | undefined> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args, options }).values as Record<string, string | undefined>;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    const takes = names.map((name) => `--${name} NUMBER`).join(', ');
    throw new WrongOption(`${reason}. It takes ${takes}.`);
  }
}

/** Runs what `npm run` asked for; a wrong option is one line, and no stack. */
export async function runWith(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof WrongOption)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
