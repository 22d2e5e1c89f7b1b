import type { Hint } from './findings.ts';
import { asks, foldAll, includesAny } from './fold.ts';
import { ownLines, unquoted } from './own-text.ts';
import { foldSubject, isForward, subjectOpening, subjectPrefix } from './subject.ts';
import { ABSENCE, ABSENCE_CUES, THANKS } from './words/absence.ts';
import { AWAY_SUBJECTS, ROBOT_SUBJECTS, SYSTEM_REPLY_SUBJECTS } from './words/auto-subjects.ts';
import { DO_NOT_REPLY, MACHINE_MADE, SELF_DECLARED } from './words/robot-texts.ts';
import { WISHES } from './words/wishes.ts';

const WORDS = {
  absence: foldAll(ABSENCE),
  cues: foldAll(ABSENCE_CUES),
  thanks: foldAll(THANKS),
  selfDeclared: foldAll(SELF_DECLARED),
  machineMade: foldAll(MACHINE_MADE),
  doNotReply: foldAll(DO_NOT_REPLY),
  wishes: foldAll(WISHES),
};
const isRobotSubject = subjectOpening(ROBOT_SUBJECTS);
const isAwaySubject = subjectOpening(AWAY_SUBJECTS);
const isAnnouncement = subjectPrefix(SYSTEM_REPLY_SUBJECTS);

/** A robot says at once that its owner is away. */
const OPENING_LENGTH = 250;
/** Longer than this, a person had more to say than that they are away. */
const MAX_ABSENCE_LENGTH = 2500;
/** A salutation and thanks. */
const GREETING_LENGTH = 120;
/** A robot that says what it is says so before this line. */
const MAX_DECLARING_LINES = 30;

type Wording = {
  hint: false | Hint;
  /** The words are those of an automatic reply, and not only of a machine. */
  isReply: boolean;
  /** Its subject opens as mail systems open that of an automatic reply, with the subject that it answers behind it. */
  isAnnounced: boolean;
};

/**
 * What subject and text give away when no field does. Only fixed wordings in fixed places count, and none in a forward, which
 * tells what another wrote.
 */
export function readWording(subjectLine: string, text: string): Wording {
  const subject = foldSubject(subjectLine);
  if (isForward(subject)) return { hint: false, isReply: false, isAnnounced: false };
  const lines = ownLines(text);
  const own = lines.join(' ');
  const said = unquoted(lines);
  const hasQuestion = asks(own);
  const wants = hasQuestion || includesAny(said, WORDS.wishes);
  const thanks = includesAny(own.slice(0, GREETING_LENGTH), WORDS.thanks);
  const isRobots = isRobotSubject(subject);
  const isSubject = isRobots || (!hasQuestion && isAwaySubject(subject) && includesAny(own, WORDS.absence));
  // Few mails have the words at all, and only their places cost time.
  const declares = includesAny(own, WORDS.selfDeclared) && lines.slice(0, MAX_DECLARING_LINES).some(declaresItself);
  const isAway = !hasQuestion && isAbsence(own, isRobots);
  const reasons = [
    isSubject && `Subject: ${subjectLine.slice(0, 60)}`,
    declares && 'Text: it says that it is an automatic reply',
    !declares && includesAny(said, WORDS.machineMade) && 'Text: it says that a machine wrote it',
    isAway && 'Text: it says that its writer is away',
    includesAny(said, WORDS.doNotReply) && 'Text: it asks not to be answered',
  ].filter((reason) => reason !== false);
  const [reason] = reasons;
  return {
    // Two phrases of one text are one place: a footer has both, and so has what a person tells of. Whoever writes that they are away
    // calls the mail so as well: there the text must be more of a robot's than that.
    hint: reason !== undefined && {
      reason,
      isStrong: isSubject && reasons.length > 1 && !wants && (isRobots || declares || thanks),
    },
    isReply: isSubject || declares || isAway,
    isAnnounced: !wants && isAnnouncement(subject),
  };
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

/** Without the subject of a robot, an absence alone is what people write of. */
function isAbsence(text: string, hasRobotsSubject: boolean): boolean {
  return (
    text.length <= MAX_ABSENCE_LENGTH &&
    includesAny(text.slice(0, OPENING_LENGTH), WORDS.absence) &&
    (hasRobotsSubject || includesAny(text, WORDS.cues) || includesAny(text.slice(0, GREETING_LENGTH), WORDS.thanks))
  );
}
