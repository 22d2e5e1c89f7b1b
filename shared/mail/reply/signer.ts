import { bare } from './line.ts';
import { isContact, isLabelled } from './prose.ts';

/** A link to a thing, and no firm's site: a path of several steps, or a file. */
const DEEP_LINK = /https?:\/\/[^\s/]+\/(?:[^\s/]+\/\S|[^\s/]+\.\w{2,4}(?:$|[\s>)]))/i;
/** Signs of a list, a table, a code, an error, a command; `*Nora*` is bold. */
const NO_NAME = /^[-+•·#>]|(?:^|\s)\*(?:\s|$)|\d|[_=;<>{}\\$%^~`[\]]|\s{3,}|[^:]:\s?\S/u;
/** Words of a firm in the scripts that set none apart. */
const FIRM = /会社|公司|株式|集団|集团|部|課|科|局|室|店|組|係|院|主任|様|주식|회사|팀|부서/u;
const LONGEST_NAME_IN_HAN = 4;
const CJK = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** True for a line below a name that tells how to reach somebody, or what their firm is; no link to a file. */
export function isOfContacts(line: string): boolean {
  return (isContact(line) && !DEEP_LINK.test(line)) || isLabelled(line);
}

/**
 * True if a signature may begin with the line, which reads like a name. A word in lower case does below the exact delimiter of RFC 3676
 * alone; figures and signs do only with a way to reach somebody, or behind a name and a comma.
 */
export function isSigner(line: string, isExact: boolean): boolean {
  const text = bare(line);
  if (isOfContacts(line)) return true;
  const [name = ''] = text.split(/\s?[,|–—]\s/, 1);
  if (name.length < text.length && /^\p{Lu}\p{L}+ \p{Lu}|^\p{Lu}\p{L}+,/u.test(text)) return !NO_NAME.test(name);
  if (NO_NAME.test(text)) return false;
  if (CJK.test(text))
    return FIRM.test(text) || (text.length <= LONGEST_NAME_IN_HAN + 1 && !/\p{Script=Hiragana}$/u.test(text));
  const words = text.split(/\s+/).map((word) => word.replace(/^[*"'“„«(]+/u, ''));
  if (!words.some((word) => /^\p{L}['’.]?\p{L}/u.test(word))) return false;
  const [first = '', second] = words;
  if (/^\p{Ll}/u.test(first)) return isExact && second === undefined;
  return words.length !== 2 || !/^\p{Ll}/u.test(second ?? '');
}

/** "Nora Weiss - nora77": a name of two words and what its bearer is called, which alone could be a device's or an order's. */
export function isNickname(line: string): boolean {
  return /^\p{Lu}\p{L}+ \p{Lu}\p{L}+\s?[-,|–—(]\s?\p{L}[\p{L}\d.]{1,20}\)?$/u.test(bare(line));
}
