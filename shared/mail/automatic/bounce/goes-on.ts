import { closingOf } from '../../own-content/closing.ts';
import { fold, foldAll, includesAny } from '../fold.ts';
import { FAILURE_TEXTS } from '../words/bounce-texts.ts';
import { PERSONS_REQUESTS, SERVER_REMARKS } from '../words/remarks.ts';
import type { ReportText } from './report-text.ts';
import { hasFailureCode } from './values.ts';

const REQUESTS = foldAll(PERSONS_REQUESTS);
const REMARKS = foldAll([...SERVER_REMARKS, ...FAILURE_TEXTS]);
/** An address, or another server's answer: what a report is about. */
const isFact = (line: string) => /\S@\S/.test(line) || hasFailureCode(line.slice(0, MAX_LINE));
const MAX_LINE = 1000;

/**
 * True when somebody goes on below the address and the answer that a report is about, in words that no server has: asks for something,
 * takes leave, signs. Servers end there, or explain what failed.
 */
export function goesOn({ head }: ReportText): boolean {
  const lines = head.split('\n');
  const last = lines.findLastIndex(isFact);
  if (last < 0) return false;
  const below = lines.slice(last + 1);
  if (below.some((line) => closingOf(line)?.isSure)) return true;
  const paragraphs = below
    .join('\n')
    .split(/\n\s*\n/)
    .map(fold)
    .filter((text) => /\p{L}{2}/u.test(text));
  return paragraphs.some((text) => includesAny(text, REQUESTS) || !includesAny(text, REMARKS));
}
