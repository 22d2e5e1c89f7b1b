import { PRIORITIES, type Priority } from '../sla/terms.ts';
import { type Around, type Doubt, isAskedAbout, isCount, isDenied, isThing } from './priority-doubt.ts';
import { INCIDENT_WORDS, LEVEL_WORDS, PRIORITY_WORDS, URGENT_WORDS } from './priority-words.ts';

/** Longer subjects have their tag at the beginning, as this one's readers see it. In characters. */
const MOST = 1_000;

/** Nothing of a longer word, name or number before: `HP1`, `file.p1`, `v2-P1`. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_./\\@&-])`;
/** Nor after: `P10`, `P1.5`, `p1.png`, `P1-P3`, `P1/P2`, `50 %`; and no page or part of several. */
const AFTER = String.raw`(?![\p{L}\p{N}_%/&+@]|[.,:'’-][\p{L}\p{N}]|\s*(?:of|von|di|de|su|sur|/)\s*\d)`;

/** A digit behind the word for priority or severity: `Prio: 1`, `SEV-2`, `priority P1`, `severity level 1`. */
const WORDED = String.raw`(?:(?:prio|sev)\.|${PRIORITY_WORDS})(?:\s*(?:${LEVEL_WORDS}))?\s*[:=#-]?\s*p?([1-4])`;

/** Marks of a reply, the tags that gateways add, and the exclamation marks of people: all that may stand before a first `P1`. */
const HEAD = String.raw`^(?:\s|[!*#"'“«]|\[[^\]]{0,40}\]|[\p{L}]{1,6}(?:\[\d+\])?:)*`;

/** A form, and what else may be meant by it. */
type Form = { pattern: RegExp; doubts: readonly Doubt[] };
const ofForm = (pattern: string, ...doubts: Doubt[]): Form => ({ pattern: new RegExp(pattern, 'giu'), doubts });

const FORMS: readonly Form[] = [
  // [P1], [Sev 1], (P1), [P1 - critical]. A page is `(p 1)`, so that the round ones take no small `p` apart.
  ofForm(String.raw`[[【{]\s*(?:p\s*-?\s*([1-4])|${WORDED})\s*(?:[\]】}]|[:|,–—/-]\s)`),
  ofForm(String.raw`\(\s*(?:p-?([1-4])|(?-i:P) ([1-4])|${WORDED})\s*(?:\)|[:|,–—-]\s)`),
  ofForm(`${BEFORE}${WORDED}${AFTER}`, isCount, isAskedAbout),
  // P1 at the beginning: alone, before a mark that sets it off, or before what it is that is so bad.
  ofForm(
    String.raw`${HEAD}(?:p-?|(?-i:P) )([1-4])(?=\s*$|\s*[:|!–—](?!\d)|\s+-+\s|-+\s|\s+(?:${INCIDENT_WORDS}|${URGENT_WORDS})(?!\p{L}))`,
  ),
  // Or before anything else that is said.
  ofForm(String.raw`${HEAD}p([1-4])(?=[,.]?\s+["'“«(]?\p{L})`, isThing, isAskedAbout),
  // After an urgent word, wherever.
  ofForm(String.raw`${BEFORE}(?:${URGENT_WORDS})[\s:!,–—-]*\(?(?:p-?|(?-i:P) )([1-4])${AFTER}`),
  // At the end, or set off by a colon: of something that has no such number by itself.
  ofForm(String.raw`(?<=[\s,;:!|–—])(?:p|(?-i:P) )([1-4])(?=[\s!.]*$|\s*:(?!\d))`, isThing, isAskedAbout),
];

/** The priorities that a subject declares, in its order, each once. */
export function priorityTags(subject: string): Priority[] {
  const text = subject.slice(0, MOST).normalize('NFKC');
  const found = FORMS.flatMap(({ pattern, doubts }) => {
    const isMeant = (hit: RegExpMatchArray) => ![isDenied, ...doubts].some((doubt) => doubt(around(text, hit)));
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
  const digit = hit.slice(1).find((group) => group !== undefined);
  const at = (hit.index ?? 0) + hit[0].search(/[1-4]/);
  return { at, priority: PRIORITIES.find((each) => String(each) === digit) ?? 1 };
}

function around(text: string, hit: RegExpMatchArray): Around {
  const start = hit.index ?? 0;
  return { before: text.slice(0, start), tag: hit[0], after: text.slice(start + hit[0].length) };
}
