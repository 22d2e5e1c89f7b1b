import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { SlaError } from '../../../shared/sla/sla-error.ts';
import { CommandError, type Io } from '../command.ts';

const idOf = z.object({ id: z.union([z.string(), z.number()]) });

/**
 * Answers JSON lines on standard input with JSON lines on standard output, in order, as they come. A line that is wrong is
 * answered by `{"id", "error"}` (`null` for an id that cannot be read) and stops nothing. Gives 1 when there was one, else 0.
 */
export async function answerLines(io: Io, answer: (row: unknown) => object): Promise<number> {
  let status = 0;
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const result = answerLine(line, answer);
    if ('error' in result) status = 1;
    if (!io.stdout.write(`${JSON.stringify(result)}\n`)) await once(io.stdout, 'drain');
  }
  return status;
}

function answerLine(line: string, answer: (row: unknown) => object): object {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return { id: null, error: 'not JSON' };
  }
  const id = idOf.safeParse(row).data;
  try {
    return { ...id, ...answer(row) };
  } catch (error) {
    return { id: id?.id ?? null, error: reason(error) };
  }
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; ');
  }
  if (error instanceof SlaError || error instanceof CommandError) return error.message;
  throw error;
}
