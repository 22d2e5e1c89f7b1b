import { fold, foldAll, includesAny } from '../fold.ts';
import { subjectBeginning, subjectOpening } from '../subject.ts';
import { ARRIVAL_SUBJECTS, DELAY_SUBJECTS, FAILURE_SUBJECTS } from '../words/bounce-subjects.ts';
import { ARRIVAL_TEXTS, DELAY_TEXTS, FAILURE_TEXTS, GIVEN_UP_TEXTS } from '../words/bounce-texts.ts';
import type { ReportText } from './report-text.ts';

const beginsAsFailure = subjectBeginning(FAILURE_SUBJECTS);
const beginsAsDelay = subjectBeginning(DELAY_SUBJECTS);
const opensAsArrival = subjectOpening(ARRIVAL_SUBJECTS);
const FAILURE = foldAll(FAILURE_TEXTS);
const DELAY = foldAll(DELAY_TEXTS);
const GIVEN_UP = foldAll(GIVEN_UP_TEXTS);
const ARRIVAL = foldAll(ARRIVAL_TEXTS);
/** `Undelivered mail (still being retried)`. */
const LATE =
  /\b(?:warning|warnung|avviso di ritardo|avertissement|still being retried)\b|\bdelay|verzoger|ritard|\bretard|retras/;

/**
 * What became of the mail, by the words of a report without a status part: `failed` unless it says that the mail is late or arrived.
 * The subject of a failure and a permanent status (RFC 3463, class 5) go before words of delay: a report of a failure tells of the
 * attempts before it.
 */
export function actionInWords(report: ReportText, status: string | undefined): string {
  const { subject } = report;
  if (beginsAsDelay(subject)) return 'delayed';
  if (opensAsArrival(subject)) return /relay|ubermittelt/.test(subject) ? 'relayed' : 'delivered';
  const isFailure = beginsAsFailure(subject) && !LATE.test(subject);
  if (isFailure || status?.startsWith('5')) return 'failed';
  const folded = report.folded();
  if (includesAny(folded, ARRIVAL) && !includesAny(folded, FAILURE)) return 'delivered';
  const own = fold(withoutAnswers(report.head));
  return includesAny(own, DELAY) && !includesAny(folded, GIVEN_UP) ? 'delayed' : 'failed';
}

/** Where another server's answer begins in a line: `mx.rossi.example said: 421 4.7.0 temporarily deferred`. */
const ANSWER =
  /(?:\bsaid\s?:|\bresponse was\s?:|\bsmtp error from remote|(?:^|[\s:;(<"'=])[45]\d\d[\s-]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])).*$/i;
const MAX_LINE = 1000;

/** The reporting server's own words: another server's answer may speak of delay, and goes on in the indented lines below it. */
function withoutAnswers(head: string): string {
  let isAnswer = false;
  const own = head.split('\n').map((line) => {
    isAnswer &&= /^[ \t]+\S/.test(line);
    if (isAnswer) return '';
    const start = line.slice(0, MAX_LINE).search(ANSWER);
    isAnswer = start >= 0;
    return isAnswer ? line.slice(0, start) : line;
  });
  return own.join('\n');
}
