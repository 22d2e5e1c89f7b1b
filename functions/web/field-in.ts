import { cleanLine, cleanText } from '../../shared/mail/clean.ts';

/**
 * What of a field is shown again at most, in characters: far more than people paste, so that nothing of it is cut before they have seen that it
 * is too long, and bounded, since what is sent back must not be what a program sent.
 */
export const SHOWN = { line: 2_000, text: 100_000 };

/** A field of a submitted form, a line as a mail's is cleaned; a file in place of a text is none. */
export function lineIn(form: FormData, name: string, most = SHOWN.line): string {
  return cleanLine(fieldIn(form, name), Number.POSITIVE_INFINITY).slice(0, most + 1);
}

/** The same of several lines. Cleaned before it is measured: browsers send two characters for a line break (HTML, "constructing the entry list"). */
export function textIn(form: FormData, name: string): string {
  return cleanText(fieldIn(form, name))
    .trim()
    .slice(0, SHOWN.text + 1);
}

function fieldIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
