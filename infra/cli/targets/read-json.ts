import { CommandError, type Io } from '../command.ts';
import { readInput } from '../read-input.ts';

/** The JSON of a file, or of standard input for `-`. Throws a `CommandError` that says why it cannot be read. */
export async function readJson(file: string, io: Io): Promise<unknown> {
  const text = await readInput(file, io.stdin);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
