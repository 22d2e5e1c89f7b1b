import { priorityTags } from '../mail/priority-tag.ts';
import { HIDDEN, hide, shows } from '../mail/redaction/hide.ts';
import type { Needle } from '../mail/redaction/needle.ts';
import { withoutReplyPrefix } from '../mail/reply/answers.ts';
import { withoutNumbers } from './identity.ts';

/** What stands before or behind the words of a subject: `[P1] …`, `P1: …`, `… - P1`. */
const BEFORE = /^(?:\s*(?:\[[^\]]{0,40}\]|\(?\bp\s?[1-4]\b\)?\s*[:!|–—-]?))+\s*/i;
const BEHIND = /[\s:!|–—-]*[[(]?\bp\s?[1-4]\b[\])]?[\s!.]*$/i;

/**
 * A subject with what is hidden of it hidden, which declares what it declared: whoever answers below it says no priority anew (docs/promise.md
 * section 5).
 */
export function hideSubject(subject: string, needles: readonly Needle[]): string {
  const left = hide(subject, needles);
  if (left === subject) return subject;
  const kept = withTags(subject, left);
  return shows(kept, needles) ? left : kept;
}

/** A subject that is hidden whole, save the priority that it declares. */
export function hiddenSubject(subject: string): string {
  return withTags(subject, HIDDEN);
}

/** A subject as all that answer it have it: without prefix and numbers. */
export function bareSubject(subject: string): string {
  return withoutReplyPrefix(withoutNumbers(subject));
}

/** The words of a subject alone, by which it is found again under another priority. */
export function wordsOfSubject(subject: string): string {
  return bareSubject(subject).replace(BEFORE, '').replace(BEHIND, '');
}

function withTags(subject: string, left: string): string {
  const there = priorityTags(left);
  const gone = priorityTags(subject).filter((tag) => !there.includes(tag));
  return [...gone.map((tag) => `[P${tag}]`), left].join(' ');
}
