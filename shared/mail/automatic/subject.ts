import { anyOf, asks, fold, foldAll } from './fold.ts';

/** A phrase ends where the robot's wording does: the line's end, a colon, or the subject that it answers. */
const HARD_END = /^\s?(?:[:\])]|$|[.!…]+$|\(?(?:re|aw|r|rif|rv|sv|vs|antw|fw|fwd|wg|tr|i)\s?:)/;
/** People write on after a dash or a bracket too, but then mostly to ask something. */
const SOFT_END = /^\s?[-–—|(!.,;/*]|^ (?:from|von|de|da|van|fra|from:|od|от|until|till|bis|jusqu|fino|hasta|tot) ?/;

const REPLY_OR_FORWARD =
  /^(?:re|aw|antw|sv|vs|ref|rif|r|res|odp|ynt|fw|fwd|wg|tr|i|inoltra|rv|enc|doorst|vb|vl|pd|pto|isl|отв|ответ|回复|答复|转发|返信|転送)(?:\s?\[\d{1,3}\]|\^\d{1,3})?\s?:/;

/** Tags of spam filters and gateways, which stand before whatever the sender wrote. */
const TAG = /^(?:\[[^\]]{1,40}\]|\*+[^*]{1,30}\*+|\((?:ext|external|extern)\)|(?:ext|external|extern|esterno)\s?:)\s*/;

/** A subject line ready for comparing: folded, its first 300 characters. */
export function foldSubject(subject: string): string {
  return fold(subject.slice(0, 300));
}

/** True when a folded subject answers or passes on another mail: a person's, unless a robot's marks say otherwise. */
export function isReplyOrForward(subject: string): boolean {
  return REPLY_OR_FORWARD.test(withoutTags(subject));
}

/** True when a folded subject passes on another mail. */
export function isForward(subject: string): boolean {
  return /^(?:fw|fwd|wg|tr|i|inoltra|rv|enc|doorst|pd|转发|転送)\s?:/.test(withoutTags(subject));
}

/** A test whether a folded subject opens with one of the phrases and goes on as a robot's does. */
export function subjectOpening(phrases: readonly string[]): (subject: string) => boolean {
  const folded = foldAll(phrases);
  const opens = opening(folded);
  // Few subjects open with any of them, and only there does it matter with which.
  return (subject) =>
    forms(subject).some(
      (form) =>
        opens.test(form) &&
        folded.some((phrase) => form.startsWith(phrase) && isOpeningOnly(form, form.slice(phrase.length))),
    );
}

/** A test whether a folded subject has one of the phrases and a colon before the subject that is answered. */
export function subjectPrefix(phrases: readonly string[]): (subject: string) => boolean {
  const prefix = new RegExp(`${opening(foldAll(phrases)).source}\\s?:`);
  return (subject) => forms(subject).some((form) => prefix.test(form));
}

/** A test whether a folded subject begins with one of the phrases, whatever comes after: for senders that are servers. */
export function subjectBeginning(phrases: readonly string[]): (subject: string) => boolean {
  const opens = opening(foldAll(phrases));
  return (subject) => forms(subject).some((form) => opens.test(form));
}

function opening(folded: readonly string[]): RegExp {
  return new RegExp(`^${anyOf(folded).source}`);
}

function isOpeningOnly(subject: string, rest: string): boolean {
  return HARD_END.test(rest) || (SOFT_END.test(rest) && !asks(subject));
}

/** As written, without brackets or stars around it, and without a gateway's tags before it. */
function forms(subject: string): string[] {
  return [subject, subject.replace(/^[[(*<"]+\s?/, ''), withoutTags(subject)];
}

function withoutTags(subject: string): string {
  return subject.replace(TAG, '').replace(TAG, '');
}
