import { isNoticeWords } from '../templates/words/notice-phrases.ts';
import { bare, isBlank } from './line.ts';
import { isQuoted } from './quote.ts';

/** Mail programs break lines at 72 to 78 columns, some of them what they quote, too; what they break off loses its `>`. */
const WRAP_COLUMN = 66;

/**
 * The lines that an agent wrote between and below the quoted lines of a notice. What a mail program may have broken off a quoted line
 * is left out, and makes the whole doubtful: it can as well be an answer.
 */
export function aroundQuotedNotice(lines: readonly string[]): { lines: string[]; isDoubtful: boolean } {
  const own: string[] = [];
  let isDoubtful = false;
  /** The line above is the notice's, and this one may go on with it. */
  let quotedAbove: string | undefined;
  for (const line of lines) {
    if (isQuoted(line) || isBlank(line)) {
      if (own.at(-1) !== '') own.push('');
      quotedAbove = isBlank(line) ? undefined : line;
    } else if (quotedAbove !== undefined && mayGoOn(quotedAbove, line)) {
      isDoubtful ||= !isNoticeWords(line);
      quotedAbove = line;
    } else {
      own.push(line);
      quotedAbove = undefined;
    }
  }
  return { lines: own, isDoubtful };
}

function mayGoOn(above: string, line: string): boolean {
  const before = above.trimEnd();
  const [firstWord = ''] = bare(line).split(/\s/, 1);
  if (isNoticeWords(line)) return true;
  return before.length + 1 + firstWord.length > WRAP_COLUMN && !/[.!?:…。？！]$/.test(before);
}
