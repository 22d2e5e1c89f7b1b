import type { Around } from './priority-doubt.ts';
import {
  ABOUT_WORDS,
  AFTER_DONE,
  AGAIN_WORDS,
  CLOSED_WORDS,
  FORMER_WORDS,
  HEDGE_WORDS,
  LICENCE_WORDS,
  LINK_WORDS,
  MATTER_WORDS,
  OF_WORDS,
  PAST_WORDS,
  PRODUCT_WORDS,
  SMALL_WORDS,
  SOLVED_WORDS,
  TALK_ENDS,
  TALK_GOES_ON,
  TALK_WORDS,
} from './priority-talk-words.ts';
import { BEFORE_DIGIT, INCIDENT_WORDS, NEGATIONS } from './priority-words.ts';

/**
 * Priorities that are talked of: solved or past ones, other tickets', licences. A priority is declared only when it is said of this request
 * now (docs/promise.md section 5); in doubt it is not, and the acknowledgement says how to choose one.
 */

/** So much is looked at beside a tag. In characters. */
const NEAR = 80;
const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const pattern = (source: string) => new RegExp(source, 'iu');

const DONE = `(?:${SOLVED_WORDS}|${CLOSED_WORDS})${END}`;
const LINKS = String.raw`(?:(?:${LINK_WORDS})\s+){0,3}`;
/** `P1 resolved`, `P1 ticket closed, thanks`, `P1: è risolto`. */
const DONE_BEHIND = pattern(
  String.raw`^[\s:|,.!\])}–—-]{1,6}(?:(?:${INCIDENT_WORDS})\s+)?(?:(?:can|may) be\s+)?${LINKS}${DONE}(?=\s*(?:$|[.,;:!?()\]–—-])|\s+(?:${AFTER_DONE})${END})`,
);
/** `P1 server down - solved`, `P1 server down (chiuso)`, `P1 printer is fixed`. */
const DONE_AT_END = pattern(
  String.raw`(?:[:,;.!([|–—-]\s*${LINKS}${DONE}|\s(?:${LINK_WORDS})\s+${LINKS}(?:${SOLVED_WORDS})${END}|\s(?:${AGAIN_WORDS}))[\s.!)\]]*(?:,?\s*(?:thanks|thank you|grazie|danke|merci|gracias)[\s.!]*)?$`,
);
const DENIED_NEARBY = pattern(`${START}(?:${NEGATIONS}|cannot|until|bis|finch[ée])${END}`);
/** As monitoring and people head a subject: `RESOLVED: [P1] …`, `[Closed] P1`, `Resolved in 5m: …`. */
const DONE_BEFORE = pattern(
  String.raw`^(?:\p{L}{1,6}:\s*)*[[({]?(?:(?:${INCIDENT_WORDS})\s+)?${LINKS}(?:${SOLVED_WORDS}|${CLOSED_WORDS}|recovery|entwarnung|ok(?=\s*[:\]]))(?:\s+in\s[^:]{1,16}:|[\])}]|\s*[:|–—-]|\s*$)`,
);

/** Whether what was so bad is over: `P1 resolved`, `RISOLTO: [P1] …`, `P1 server down - fixed`. */
export function isOver({ before, after }: Around): boolean {
  if (DONE_BEFORE.test(before) || DONE_BEHIND.test(after.slice(0, NEAR))) return true;
  const end = after.slice(-NEAR);
  const [done] = DONE_AT_END.exec(end) ?? [];
  return done !== undefined && !DENIED_NEARBY.test(end.slice(0, end.length - done.length).slice(-30));
}

const PAST_BEHIND = pattern(
  String.raw`^\s+(?:(?:${INCIDENT_WORDS})\s+)?(?:(?:${OF_WORDS})\s+){0,3}(?:${PAST_WORDS})${END}`,
);
const FORMER_BEFORE = pattern(String.raw`${START}(?:${FORMER_WORDS})[\s-]+(?:(?:${SMALL_WORDS})\s+){0,2}["'“«]?$`);

/** Whether it was so: `P1 from last week`, `the old P1`. Since when it is so is another matter: `P1 since yesterday`. */
export function isPast({ before, after }: Around): boolean {
  return PAST_BEHIND.test(after.slice(0, NEAR)) || FORMER_BEFORE.test(before.slice(-NEAR));
}

const MATTER_BEFORE = pattern(
  String.raw`${START}(?:(?:${MATTER_WORDS})[\s:-]+(?:(?:${SMALL_WORDS})\s+){0,2}|(?:${ABOUT_WORDS}|${HEDGE_WORDS})\s+(?:(?:${SMALL_WORDS})\s+){0,2})["'“«]?$`,
);
const TALK_BEHIND = pattern(
  String.raw`^[\s-]+(?:(?:${TALK_WORDS}|(?:${LICENCE_WORDS})(?!\s+server))${END}|(?:${TALK_ENDS})(?=\s*(?:$|[.,;:!?()–—-])|\s+(?:${TALK_GOES_ON})${END}))`,
);
const PRODUCT_BEFORE = pattern(String.raw`${START}(?:(?:${PRODUCT_WORDS})[\s-]+|(?:${LICENCE_WORDS})[\s:-]+)["'“«(]?$`);

/** Whether a report, a thank-you, a course or a licence is about it, or nobody is sure: `our P1`, `P1 training`, `Entra P1`, `maybe P1`. */
export function isTalkedOf({ before, after }: Around): boolean {
  const ahead = before.slice(-NEAR);
  return MATTER_BEFORE.test(ahead) || PRODUCT_BEFORE.test(ahead) || TALK_BEHIND.test(after.slice(0, NEAR));
}

const JOINED = String.raw`(?:to|vs\.?|versus|or|and|auf|zu|oder|und|o|e|a|ou|et|à|u|y|[-=]?>|→|[/&,])`;
const OTHER = String.raw`(?:p\s?|${BEFORE_DIGIT})[1-4]`;
const OTHER_BEFORE = pattern(String.raw`${START}${OTHER}\s*(?:\s|${JOINED})\s*$`);
const OTHER_BEHIND = pattern(
  String.raw`^\s*(?:(?:\s|${JOINED}\s*)${OTHER}(?![\p{L}\p{N}])|${JOINED}\s*[1-4]\s*(?:$|[?!.;)]))`,
);
/** `P1 - no, P2` */
const CORRECTED = pattern(
  String.raw`^\s*[,.:–—-]?\s*(?:no|nein|non|sorry|pardon|rather|actually|anzi|meglio|besser|plutôt|mejor)[,.:!]?\s+${OTHER}`,
);

/** Whether it is one of two that are compared or changed, `P1 or P2`, `P3 -> P1`, or is taken back: `P1 - no, P2`. */
export function isOneOfTwo({ before, after }: Around): boolean {
  const behind = after.slice(0, NEAR);
  return OTHER_BEFORE.test(before.slice(-NEAR)) || OTHER_BEHIND.test(behind) || CORRECTED.test(behind);
}
