import { asks, fold, foldAll, includesAny } from '../fold.ts';
import type { Sender } from '../sender.ts';
import { isReplyOrForward, subjectBeginning, subjectOpening } from '../subject.ts';
import { ARRIVAL_SUBJECTS, DELAY_SUBJECTS, FAILURE_SUBJECTS } from '../words/bounce-subjects.ts';
import { ARRIVAL_TEXTS, DELAY_TEXTS, FAILURE_TEXTS, SERVER_INTRODUCTIONS } from '../words/bounce-texts.ts';
import { isAddressLine } from './address-line.ts';
import type { ReportText } from './report-text.ts';
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
/** Stands for an address in the introductions. */
const SOME_ADDRESS = fold('…');
const ANY_ADDRESS = /[<"'(]{0,2}[^\s<>"'()@]{1,64}@[^\s<>"'()@]{1,253}[>"')]{0,2}/g;
const OPENING_FLOURISH = /^(?:[^\p{L}\p{N}]{0,80})(?:(?:hi|hello)\s?[.,!]\s?)?/u;

/** A server's answer where it begins a line, alone or behind the address: `550 5.1.1 unknown`, `<anna@rossi.example>: 550`. */
const ANSWER_LINE =
  /^[ \t>|*-]{0,20}(?:received )?(?:<<< ?)?(?:\S{1,320}@\S{1,320}\s)?["'(]?(?:smtp;\s?)?(?:#?[45]\d\d[ -]|#?[45]\.\d{1,3}\.\d{1,3}\b)/m;

/** An answer line with an enhanced status code; `550 Main Street` is where a parcel goes. */
const STATUS_LINE =
  /^[ \t>|*-]{0,20}(?:received )?(?:<<< ?)?(?:\S{1,320}@\S{1,320}\s)?["'(]?(?:smtp;\s?)?(?:#?[45]\d\d[ -])?#?[45]\.\d{1,3}\.\d{1,3}\b/m;

/**
 * True when a mail without the structure of RFC 3464 is a server's report all the same. The less is known of the sender, the
 * more must be said, and in more places: people forward, paste and discuss such reports, and a person may be postmaster.
 */
export function soundsLikeReport(report: ReportText, sender: Sender): boolean {
  if (sender.kind === 'daemon') return true;
  if (isReplyOrForward(report.subject) && sender.path !== 'null') return false;
  if (sender.kind === 'server') return begins(report) || says(report) || hasForm(report);
  if (sender.path === 'null') {
    const known = sender.kind !== 'other';
    return known
      ? begins(report) || says(report) || hasForm(report)
      : saysTwice(report) || (says(report) && hasForm(report));
  }
  if (sender.kind === 'administrator') return administratorReports(report, sender.path);
  // Nobody writes from a no-reply address, but couriers do, of parcels that came back.
  if (sender.noReply) return saysTwice(report) && hasServersForm(report, sender.path);
  // People paste whole reports and ask below them, but their mail has a return path.
  if (sender.path === 'set' || asks(fold(report.below))) return false;
  if (sender.kind === 'named-administrator') return isWhole(report) || (introducesAtOnce(report, [0]) && opens(report));
  return !sender.hasPersonsName && isWhole(report);
}

/** Behind an administrator's address is a server, or a person: who asks something, and has a return path. */
function administratorReports(report: ReportText, path: Sender['path']): boolean {
  if (!report.head.includes('@')) return says(report) && returnsWithForm(report);
  if (asks(report.folded())) return path !== 'set' && isMicrosofts(report);
  if (path === 'set' && !hasForm(report)) return false;
  return (
    saysTwice(report) || (introducesAtOnce(report) && hasForm(report)) || (says(report) && returnsWithForm(report))
  );
}

/** Microsoft's servers ask whether the address is right, between the words that they begin with and the code. */
function isMicrosofts(report: ReportText): boolean {
  return opens(report) && introducesAtOnce(report, [0]) && hasFailureCode(report.head);
}

/** What no shop or courier has: the mail that came back, a status code, or a server that introduces itself with the null return path. */
function hasServersForm(report: ReportText, path: Sender['path']): boolean {
  return (
    report.encloses ||
    report.returnsHeader ||
    STATUS_LINE.test(report.head) ||
    (path !== 'set' && introducesAtOnce(report))
  );
}

/** The mail that came back is there, and not only quoted as mail programs do; an attached one may be a person's doing. */
function returnsWithForm(report: ReportText): boolean {
  return !asks(report.folded()) && (report.returnsHeader || (report.encloses && hasLines(report)));
}

/** All that a report has, in places that no person writes in at once: for a sender of whom nothing is known. */
function isWhole(report: ReportText): boolean {
  const returns = report.encloses || report.returnsHeader;
  return opens(report) && hasForm(report) && introducesAtOnce(report, [0]) && returns;
}

/** Subject and text say it, in the form of a report and without a question, unless a server introduces itself first. */
function saysTwice(report: ReportText): boolean {
  if (!begins(report)) return false;
  return introducesAtOnce(report) || (says(report) && hasForm(report) && !asks(report.folded()));
}

/** The subject is that of a report, and of nothing else. */
function opens({ subject }: ReportText): boolean {
  return opensAsReport(subject);
}

/** The subject begins like that of a report; the text decides. */
function begins(report: ReportText): boolean {
  const { subject } = report;
  return (
    beginsAsFailure(subject) ||
    beginsAsDelay(subject) ||
    (opensAsArrival(subject) && includesAny(report.folded(), ARRIVAL))
  );
}

/** The text says that something did not arrive, or is late. */
function says(report: ReportText): boolean {
  return [INTRODUCTIONS, FAILURE, DELAY].some((phrases) => includesAny(report.folded(), phrases));
}

/** It returns a mail, names an address on a line of its own, or quotes a server's answer on one. */
function hasForm(report: ReportText): boolean {
  return report.returnsMail || hasLines(report);
}

function hasLines({ head }: ReportText): boolean {
  return ANSWER_LINE.test(head) || head.split('\n').some(isAddressLine);
}

/**
 * A server introduces itself at once, below a greeting or its name at most: on one of the lines `starts`, blank ones aside. A person
 * who copies a report says something before.
 */
function introducesAtOnce({ head }: ReportText, starts = [0, 1, 2]): boolean {
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  return starts.some((start) => {
    const opening = fold(
      lines
        .slice(start, start + 4)
        .join(' ')
        .slice(0, 500),
    )
      .replace(OPENING_FLOURISH, '')
      .replace(ANY_ADDRESS, SOME_ADDRESS);
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
