import { PRIORITIES, type Priority } from '../sla/terms.ts';
import { type Around, type Doubt, isAskedAbout, isCount, isDenied, isThing } from './priority-doubt.ts';
import { isOneOfTwo, isOver, isPast, isTalkedOf } from './priority-talk.ts';
import {
  BEFORE_DIGIT,
  CALLING_WORDS,
  INCIDENT_WORDS,
  NOW_WORDS,
  PRIORITY_WORDS,
  SPELT_DIGITS,
  URGENT_WORDS,
} from './priority-words.ts';

/** Longer subjects have their tag at the beginning, as this one's readers see it. In characters. */
const MOST = 1_000;

/** Nothing of a longer word, name or number before: `HP1`, `file.p1`, `v2-P1`. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_./\\@&-])`;
/** Nor after: `P10`, `P1.5`, `p1.png`, `P1-P3`, `P1/P2`, `50 %`; and no page or part of several. */
const AFTER = String.raw`(?![\p{L}\p{N}_%/&+@]|[.,:'’-][\p{L}\p{N}]|\s*(?:of|von|di|de|su|sur|/)\s*\d)`;

/** A digit behind the word for priority or severity: `Prio: 1`, `SEV-2`, `priority P1`, `severity level 1`. */
const WORDED = `${BEFORE_DIGIT}([1-4])`;

/** Marks of a reply, the tags that gateways add, and how people call for help: all that may stand before a first `P1`. */
const HEAD = String.raw`^(?<head>(?:[\s!*#"'“”‘«<,:–—-]|\[[^\]]{0,40}\]|(?!(?:${CALLING_WORDS}):)\p{L}{1,6}(?:\[\d+\])?:|(?:${CALLING_WORDS})(?=[\s:!,–—-]))*)`;
/** The other half of a pair of signs: `"P1"`, `*P1*`, `<P1>`. */
const CLOSING = `["'”’»*>]{0,2}`;

/** A form, and what else may be meant by it. */
type Form = { pattern: RegExp; doubts: readonly Doubt[] };
const ofForm = (pattern: string, ...doubts: Doubt[]): Form => ({ pattern: new RegExp(pattern, 'giu'), doubts });
/** Whatever its form is. */
const ALWAYS: readonly Doubt[] = [isDenied, isOver];
/** Brackets say that it is a tag; all else may be talk. */
const TALK: readonly Doubt[] = [isPast, isTalkedOf, isOneOfTwo];

const FORMS: readonly Form[] = [
  // [P1], [Sev 1], (P1), [P1 - critical]. A page is `(p 1)`, so that the round ones take no small `p` apart.
  ofForm(String.raw`[[【{]\s*(?:p\s*-?\s*([1-4])|${WORDED})\s*(?:[\]】}]|[:|,–—/-]\s)`),
  ofForm(String.raw`\(\s*(?:p-?([1-4])|(?-i:P) ([1-4])|${WORDED})\s*(?:\)|[:|,–—-]\s)`, isTalkedOf),
  ofForm(`${BEFORE}${WORDED}${AFTER}`, isCount, isAskedAbout, ...TALK),
  // P1 at the beginning: alone, before a mark that sets it off, or before what it is that is so bad.
  ofForm(
    String.raw`${HEAD}(?:p-?|(?-i:P) )([1-4])${CLOSING}(?=[\s-]*$|\s*[:|!–—](?!\d)|\s+-+\s|-+\s|\s+[[(]?(?:${INCIDENT_WORDS}|${URGENT_WORDS})(?!\p{L}))`,
    ...TALK,
  ),
  // Or before anything else that is said.
  ofForm(String.raw`${HEAD}(?:p-?|(?-i:P) )([1-4])${CLOSING}(?=[,.]?\s+["'“«(]?\p{L})`, isThing, isAskedAbout, ...TALK),
  // After an urgent word, wherever.
  ofForm(String.raw`${BEFORE}(?:${URGENT_WORDS})[\s:!,–—-]*\(?(?:p-?|(?-i:P) )([1-4])${AFTER}`, ...TALK),
  // At the end, or set off by a colon: of something that has no such number by itself.
  ofForm(
    String.raw`(?<=[\s,;:!|–—])(?:p|(?-i:P) )([1-4])(?=(?:\s+(?:${NOW_WORDS}))?[\s!.]*$|\s*:(?!\d))`,
    isThing,
    isAskedAbout,
    ...TALK,
  ),
];

/** Pictures, which show no words; a digit as a key is a digit. */
const PICTURES = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0E|\uFE0F|\u20E3|\u200D)+/gu;
/** The same priority in two words: `Sev1/P1`. */
const TWICE = new RegExp(
  String.raw`(?<!\p{L})(?:p|${BEFORE_DIGIT})([1-4])\s*/\s*(?:p|${BEFORE_DIGIT})\1(?![\p{L}\p{N}/])`,
  'giu',
);
/** `Priority one: …`. Without a mark it may be said of anything. */
const SPELT = new RegExp(
  String.raw`(?<!\p{L})(${PRIORITY_WORDS})\s+(${SPELT_DIGITS.flat().join('|')})(?=\s*[:!–—-])`,
  'giu',
);

/** A text in NFKC without what only decorates a priority (`🔥P1`), its digit as a digit. */
export function plainTag(text: string): string {
  return text
    .normalize('NFKC')
    .replace(PICTURES, ' ')
    .replace(TWICE, 'P$1')
    .replace(SPELT, (_, word: string, digit: string) => {
      const at = SPELT_DIGITS.findIndex((each) => each.includes(digit.toLowerCase()));
      return `${word} ${at + 1}`;
    });
}

/** The priorities that a subject declares, in its order, each once. */
export function priorityTags(subject: string): Priority[] {
  const text = plainTag(subject.slice(0, MOST));
  // Every form has its digit, and most subjects have none.
  if (!/[1-4]/.test(text)) return [];
  const found = FORMS.flatMap(({ pattern, doubts }) => {
    const isMeant = (hit: RegExpMatchArray) => ![...ALWAYS, ...doubts].some((doubt) => doubt(around(text, hit)));
    return [...text.matchAll(pattern)].filter(isMeant).map(placed);
  });
  const inOrder = found.sort((one, other) => one.at - other.at).map(({ priority }) => priority);
  return [...new Set(inOrder)];
}

/**
 * The priority a customer chose in the subject, as people write it: `[P1]`, `P1: …`, `URGENTE P1`, `Sev1`, `Prio 1`; the first
 * one when there are several. A word like "urgent" alone chooses none (docs/promise.md section 2: a priority confirms an impact).
 *
 * `P1` before other words cannot always be told from a part's number. At a support desk `P1 server down` is by far the likelier, so that
 * it declares, unless a part (`P1 connector broken`) or a verb (`P1 is …`) stands right behind it; behind a thing (`Hall P1`) it never does.
 */
export function priorityTag(subject: string): Priority | undefined {
  return priorityTags(subject)[0];
}

function placed(hit: RegExpMatchArray): { at: number; priority: Priority } {
  const digit = hit.slice(1).find((group) => /^[1-4]$/.test(group ?? '')) ?? '';
  const at = (hit.index ?? 0) + hit[0].lastIndexOf(digit);
  return { at, priority: PRIORITIES.find((each) => String(each) === digit) ?? 1 };
}

function around(text: string, hit: RegExpMatchArray): Around {
  const end = (hit.index ?? 0) + hit[0].length;
  const start = (hit.index ?? 0) + (hit.groups?.head ?? '').length;
  return { before: text.slice(0, start), tag: text.slice(start, end), after: text.slice(end) };
}
