import * as z from 'zod';
import { quote } from './csv.ts';

/** Cells that the files of customers and of agents share. Messages are what an admin reads: what is wrong, and the mend. */

/** A short stable key, `[a-z0-9-]`, at most `longest` characters. */
export function idCell(longest: number): z.ZodType<string, string> {
  return z.string().regex(new RegExp(`^[a-z0-9-]{1,${longest}}$`), {
    error: ({ input }) => `${said(input)} is no id; use 1 to ${longest} of a-z, 0-9 and -`,
  });
}

/** A name on one line. */
export const nameCell = z
  .string()
  .transform((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim())
  .pipe(z.string().min(1, 'is empty; give a name').max(200, 'is longer than 200 characters; shorten it'));

/** One word of a list, in any case; `noun` names what the list holds. */
export function wordCell<const T extends readonly string[]>(words: T, noun: string): z.ZodType<T[number], string> {
  return z
    .string()
    .toLowerCase()
    .pipe(z.enum(words, { error: ({ input }) => `${said(input)} is no ${noun}; use ${or(words)}` }));
}

/** What was in the cell, for an error. */
export function said(input: unknown): string {
  return input === '' ? 'nothing' : quote(String(input));
}

/** `a, b or c`. */
function or(words: readonly string[]): string {
  return words.join(', ').replace(/, ([^,]*)$/, ' or $1');
}
