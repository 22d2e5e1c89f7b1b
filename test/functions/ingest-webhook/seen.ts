import { cleanLine, cleanText } from '../../../shared/mail/clean.ts';

/** A text as it can be searched: cleaned as every text of a ticket is, and all space alike. */
const plain = (text: string) => cleanText(text).replace(/\s+/g, ' ').trim();
/** What stands in one line, a subject or a name, is cleaned otherwise: a control is a space there. */
const inLine = (text: string) => cleanLine(text, Number.POSITIVE_INFINITY);
/** A message into which JSON was pasted is shown as it was written. */
const inJson = (text: string) => plain(JSON.stringify(text).slice(1, -1));

/** Those answers that nobody finds in what is shown of a ticket, unless it says that there are so many more. */
export function missingIn(shown: string, answers: readonly string[]): string[] {
  const text = plain(shown);
  const isShown = (answer: string) => [plain, inLine, inJson].some((as) => text.includes(as(answer)));
  const missing = answers.filter((answer) => !isShown(answer));
  const more = Number(/and (\d+) more answers/.exec(text)?.[1] ?? 0);
  // The ends are enough to tell which, and fit on a screen.
  return missing.length <= more ? [] : missing.map((answer) => answer.slice(-200));
}
