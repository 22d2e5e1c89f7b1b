import { asks, foldAll, includesAny } from './fold.ts';
import { ownLines } from './own-text.ts';
import { foldSubject, isReplyOrForward, subjectOpening } from './subject.ts';
import { ABSENCE, ABSENCE_CUES, THANKS } from './words/absence.ts';
import { AWAY_SUBJECTS, ROBOT_SUBJECTS } from './words/auto-subjects.ts';
import { DO_NOT_REPLY, MACHINE_MADE, SELF_DECLARED } from './words/robot-texts.ts';

const WORDS = {
  absence: foldAll(ABSENCE),
  cues: foldAll(ABSENCE_CUES),
  thanks: foldAll(THANKS),
  selfDeclared: foldAll(SELF_DECLARED),
  machineMade: foldAll(MACHINE_MADE),
  doNotReply: foldAll(DO_NOT_REPLY),
};
const isRobotSubject = subjectOpening(ROBOT_SUBJECTS);
const isAwaySubject = subjectOpening(AWAY_SUBJECTS);

/** Aggregate reports of RFC 7489, section 7.2.1.1, carry no other mark. */
const DMARC_REPORT = /^report domain: \S{1,253} submitter: \S/;

/** A robot says at once that its owner is away. */
const OPENING_LENGTH = 250;
/** Longer than this, a person had more to say than that they are away. */
const MAX_ABSENCE_LENGTH = 2500;
/** A salutation and thanks. */
const GREETING_LENGTH = 120;

export type Wording = {
  /** Why the words are those of an automatic reply, or undefined. */
  reason?: string;
  /** The text asks not to be answered. */
  doNotReply: boolean;
};

/**
 * What subject and text give away when no header does: the weakest of signals, so only fixed wordings in fixed places count.
 * A reply or a forward is a person's; so is a text that asks something.
 */
export function readWording(input: { subject: string; text: string; isReply: boolean; noReply: boolean }): Wording {
  const subject = foldSubject(input.subject);
  const lines = ownLines(input.text);
  const text = lines.join(' ');
  const doNotReply = includesAny(text, WORDS.doNotReply);
  const reason = robotReason(input.subject, subject, lines, text) ?? machineReason(input, subject, text);
  return reason === undefined ? { doNotReply } : { reason, doNotReply };
}

function robotReason(written: string, subject: string, lines: readonly string[], text: string): string | undefined {
  if (isForward(subject)) return undefined;
  if (isRobotSubject(subject) || DMARC_REPORT.test(subject)) return `Subject: ${written.slice(0, 60)}`;
  if (!asks(text) && isAwaySubject(subject) && includesAny(text, WORDS.absence)) {
    return `Subject: ${written.slice(0, 60)}`;
  }
  if (lines.slice(0, 30).some(declaresItself)) return 'Text: it says that it is an automatic reply';
  return isAbsence(text) ? 'Text: it says that its writer is away' : undefined;
}

/** The words of a no-reply sender that answers a mail. Without an answer they are an order or an alarm, and a ticket. */
function machineReason(
  input: { isReply: boolean; noReply: boolean },
  subject: string,
  text: string,
): string | undefined {
  const answers = input.isReply || isReplyOrForward(subject);
  return input.noReply && answers && includesAny(text, WORDS.machineMade)
    ? 'Text: a no-reply sender answers that it is a machine'
    : undefined;
}

/** `Dear customer, this is …` */
const SALUTATION = /^[^,.]{1,40}, ?/;

/** At the start of the line or of a sentence in it; within one, a person tells what they were sent. */
function declaresItself(line: string): boolean {
  return [line.replace(SALUTATION, ''), line]
    .flatMap((each) => each.split(/(?<=[.!:;。！]) ?/))
    .map((sentence) => sentence.replace(/^[^\p{L}\p{N}]+/u, ''))
    .some((sentence) => !sentence.endsWith('?') && WORDS.selfDeclared.some((phrase) => sentence.startsWith(phrase)));
}

function isAbsence(text: string): boolean {
  return (
    text.length <= MAX_ABSENCE_LENGTH &&
    !asks(text) &&
    includesAny(text.slice(0, OPENING_LENGTH), WORDS.absence) &&
    (includesAny(text, WORDS.cues) || includesAny(text.slice(0, GREETING_LENGTH), WORDS.thanks))
  );
}

function isForward(subject: string): boolean {
  return /^(?:fw|fwd|wg|tr|i|inoltra|rv|enc|doorst|pd|转发|転送)\s?:/.test(subject);
}
