import { asks, fold, foldAll, includesAny } from '../fold.ts';
import { subjectBeginning, subjectOpening } from '../subject.ts';
import { ARRIVAL_SUBJECTS, DELAY_SUBJECTS, FAILURE_SUBJECTS, STATUS_SUBJECTS } from '../words/bounce-subjects.ts';
import { ARRIVAL_TEXTS, DELAY_TEXTS, FAILURE_TEXTS, SERVER_INTRODUCTIONS } from '../words/bounce-texts.ts';
import { isAddressLine } from './address-line.ts';
import type { ReportText } from './report-text.ts';

const REPORT_SUBJECTS = [...FAILURE_SUBJECTS, ...STATUS_SUBJECTS, ...DELAY_SUBJECTS];
const opensAsReport = subjectOpening(REPORT_SUBJECTS);
const beginsAsReport = subjectBeginning(REPORT_SUBJECTS);
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

/** Subject and text say it, in the form of a report and without a question, unless a server introduces itself first. */
export function saysTwice(report: ReportText): boolean {
  if (!begins(report)) return false;
  return introducesAtOnce(report) || (says(report) && hasForm(report) && !asks(report.folded()));
}

/** The subject is that of a report, and of nothing else. */
export function opens({ subject }: ReportText): boolean {
  return opensAsReport(subject);
}

/** The subject begins like that of a report; the text decides. */
export function begins(report: ReportText): boolean {
  const { subject } = report;
  return beginsAsReport(subject) || (opensAsArrival(subject) && includesAny(report.folded(), ARRIVAL));
}

/** The text says that something did not arrive, or is late. */
export function says(report: ReportText): boolean {
  return [INTRODUCTIONS, FAILURE, DELAY].some((phrases) => includesAny(report.folded(), phrases));
}

/** It returns a mail, names an address on a line of its own, or quotes a server's answer on one. */
export function hasForm(report: ReportText): boolean {
  return report.returnsMail || hasLines(report);
}

export function hasLines({ head }: ReportText): boolean {
  return ANSWER_LINE.test(head) || head.split('\n').some(isAddressLine);
}

/**
 * A server introduces itself at once, below a greeting or its name at most: on one of the lines `starts`, blank ones aside. A person
 * who copies a report says something before.
 */
export function introducesAtOnce({ head }: ReportText, starts = [0, 1, 2]): boolean {
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
