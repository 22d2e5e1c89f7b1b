import { asks, fold, foldAll, includesAny } from '../fold.ts';
import type { Sender } from '../sender.ts';
import { foldSubject, isReplyOrForward, subjectBeginning, subjectOpening } from '../subject.ts';
import { ARRIVAL_SUBJECTS, DELAY_SUBJECTS, FAILURE_SUBJECTS } from '../words/bounce-subjects.ts';
import {
  ARRIVAL_TEXTS,
  DELAY_TEXTS,
  FAILURE_TEXTS,
  RETURNED_MAIL,
  SERVER_INTRODUCTIONS,
} from '../words/bounce-texts.ts';
import { hasFailureCode } from './values.ts';

const opensAsReport = subjectOpening([...FAILURE_SUBJECTS, ...DELAY_SUBJECTS]);
const beginsAsFailure = subjectBeginning(FAILURE_SUBJECTS);
const beginsAsDelay = subjectBeginning(DELAY_SUBJECTS);
const opensAsArrival = subjectOpening(ARRIVAL_SUBJECTS);
/** Without the rulers and stars around them, which are taken off what they are compared with. */
const INTRODUCTIONS = foldAll(SERVER_INTRODUCTIONS).map((phrase) => phrase.replace(/^[^\p{L}]+/u, ''));
const FAILURE = foldAll(FAILURE_TEXTS);
const DELAY = foldAll(DELAY_TEXTS);
const ARRIVAL = foldAll(ARRIVAL_TEXTS);
const RETURNED = foldAll(RETURNED_MAIL);
const OPENING_FLOURISH = /^(?:[^\p{L}\p{N}]{0,80})(?:(?:hi|hello)\s?[.,!]\s?)?/u;

/** Beyond this a server's own words have ended, whether or not a mark says so. */
const MAX_SERVER_TEXT = 16_384;
/** A report's prose: what the server itself says, above the mail it returns. */
export type ReportText = { subject: string; head: string; folded: () => string; returnsMail: boolean };

/** Parts a text into the server's words and the mail that it returns below them. */
export function readReportText(subject: string, text: string, encloses: boolean): ReportText {
  const lines = text.slice(0, MAX_SERVER_TEXT).split('\n');
  const end = lines.findIndex(isReturnMark);
  const head = (end < 0 ? lines : lines.slice(0, end)).join('\n');
  // Most mails are none, and need no folding to tell.
  let folded: string | undefined;
  const foldOnce = () => {
    folded ??= fold(head);
    return folded;
  };
  return { subject: foldSubject(subject), head, folded: foldOnce, returnsMail: encloses || end >= 0 };
}

/** `--- Below this line is a copy of the message.`: a phrase that is set off, or that announces what comes. */
function isReturnMark(line: string): boolean {
  if (line.length > 200 || !/^\s*[-=*|_]{2}|[:\-=*|]\s*$/.test(line)) return false;
  return includesAny(fold(line), RETURNED);
}

/**
 * True when a mail without the structure of RFC 3464 is a server's report all the same. The less is known of the sender, the
 * more must be said: people forward, paste and discuss such reports.
 */
export function soundsLikeReport(report: ReportText, sender: Sender): boolean {
  const { subject } = report;
  if (sender.kind === 'daemon') return true;
  const isPassedOn = isReplyOrForward(subject);
  if (!isPassedOn && beginsWithIntroduction(report.head)) return true;
  const isStranger = sender.kind === 'other' && sender.path !== 'null';
  if (isStranger && !opensAsReport(subject)) return false;
  const folded = report.folded();
  const introduces = includesAny(folded, INTRODUCTIONS);
  const says = introduces || includesAny(folded, FAILURE) || includesAny(folded, DELAY);
  const proves = report.returnsMail || hasFailureCode(report.head);
  // Nobody writes from a no-reply address.
  if (isStranger && sender.noReply) return says;
  // A person tells of their failed mail too, but hardly with code, address and without a question.
  if (isStranger) return says && proves && report.head.includes('@') && !asks(folded);
  const arrives = opensAsArrival(subject) && includesAny(folded, ARRIVAL);
  if (beginsAsFailure(subject) || beginsAsDelay(subject) || arrives) return true;
  if (isPassedOn && sender.path !== 'null') return false;
  return introduces || (says && (proves || sender.kind === 'system'));
}

/** A server introduces itself at once, if it does not greet first; a person who copies a report says something before. */
function beginsWithIntroduction(head: string): boolean {
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  return [0, 1].some((start) => {
    const opening = fold(
      lines
        .slice(start, start + 4)
        .join(' ')
        .slice(0, 500),
    ).replace(OPENING_FLOURISH, '');
    return INTRODUCTIONS.some((phrase) => opening.startsWith(phrase));
  });
}

/** What became of the mail, by the report's words: `failed` unless it says that the mail is late or arrived. */
export function actionInWords(report: ReportText): string {
  const { subject } = report;
  if (beginsAsDelay(subject)) return 'delayed';
  if (opensAsArrival(subject)) return /relay|ubermittelt/.test(subject) ? 'relayed' : 'delivered';
  const folded = report.folded();
  if (!beginsAsFailure(subject) && includesAny(folded, ARRIVAL) && !includesAny(folded, FAILURE)) return 'delivered';
  return includesAny(folded, DELAY) && !/\bpermanent|\bgave up|giving up/.test(folded) ? 'delayed' : 'failed';
}
