import { type Evidence, evidenceIn } from './evidence.ts';
import { bare, isBlank, LONGEST_MARK } from './line.ts';
import { unquoted } from './quote.ts';
import { isTold } from './told.ts';
import { allWords, anyOf } from './words/all.ts';

/** The line or lines above a quote: "On Monday … wrote:". */
export interface Attribution {
  /** How many lines it is wrapped over. */
  readonly lines: number;
  /** False if it could as well be somebody's own sentence: it then counts only with a quote right below it. */
  readonly certain: boolean;
}

/** Programs wrap an attribution with a long name and a long address over this many lines at most. */
const MOST_LINES = 4;

const VERBS = allWords('wrote');
/** Scripts that set a word apart by what is no letter; in Chinese, Japanese and Korean the verb follows without a space. */
const SPACED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const SPACED_WROTE = anyOf(VERBS.filter((verb) => SPACED.test(verb)));
const JOINED_WROTE = anyOf(VERBS.filter((verb) => !SPACED.test(verb)));
const ENDS_WITH_WROTE = new RegExp(`(?:(?<!\\p{L})${SPACED_WROTE}|${JOINED_WROTE})\\s?[:：]?$`, 'iu');
const HAS_WROTE = new RegExp(`(?<!\\p{L})${SPACED_WROTE}(?!\\p{L})|${JOINED_WROTE}`, 'iu');
const NAME_AFTER_WROTE = new RegExp(`(?<!\\p{L})${SPACED_WROTE}\\s["'“„«]?(\\S{1,60})`, 'iu');
const YOU_WROTE = /(?:^|\s)(?:you|du|sie|lei|tu|vous|usted|você|u) \S+\s?:?$/i;

/** The word behind the time of day, past its zone and its `PM`. */
const AFTER_TIME =
  /\d[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|[A-Z]{3,4}(?:[+-]\d{1,2})?|[+-]\d{4})?[,\s]{1,3}(\S{1,60})/i;

const STARTS_WITH_WORD = new RegExp(`^${anyOf(allWords('starts'))}[\\s\\d,]`, 'iu');
const STARTS_WITH_DATE = /^(?:\d|\p{L}{2,12}[.,]{0,2}\s\d{1,2}[.,\s])/u;
const STARTS_WITH_NAME_AND_ADDRESS =
  /^["'“„]?[^<>@:!?()[\]]{0,80}["'”“]?\s?[<([][^\s<>]{0,20}\s?[^\s<>@]{1,80}@[^\s<>@]{1,120}[>)\]]/u;
const STARTS_WITH_NAME_WROTE = new RegExp(`^\\p{Lu}[^.,:;!?<>@]{1,60}\\s${SPACED_WROTE}(?!\\p{L})`, 'u');
const STARTS_WITH_ADDRESS = /^<?[^\s<>@:]{1,80}@[^\s<>@:]{1,120}>?\s/;

/** Reads the attribution that begins at line `at`, or says there is none. It looks at no more than four lines. */
export function attributionAt(lines: readonly string[], at: number): Attribution | undefined {
  let joined = '';
  for (let count = 1; count <= MOST_LINES; count += 1) {
    const line = lines[at + count - 1];
    if (line === undefined || isBlank(line) || line.length > LONGEST_MARK) return undefined;
    joined = join(joined, plain(line));
    if (joined.length > LONGEST_MARK || (count === 1 && !startsLikeOne(joined))) return undefined;
    const certain = judge(joined);
    if (certain !== undefined) return { lines: count, certain };
  }
  return undefined;
}

/** Whether a line is too long to be read as an attribution, and ends as one: a name in it may have as many letters as its owner likes. */
export function isLongAttribution(line: string): boolean {
  return line.length > LONGEST_MARK && ENDS_WITH_WROTE.test(bare(line.slice(-LONGEST_MARK)));
}

/** Bare of quote marks, of the dashes and stars that some programs set around it, and of doubled spaces. */
function plain(line: string): string {
  return bare(unquoted(line))
    .replace(/^[-*_\s]{1,40}|[-*_\s]{1,40}$/g, '')
    .replace(/\s+/g, ' ');
}

function join(before: string, line: string): string {
  return before === '' || /[<(]$/.test(before) ? before + line : `${before} ${line}`;
}

function startsLikeOne(text: string): boolean {
  return (
    STARTS_WITH_WORD.test(text) ||
    STARTS_WITH_DATE.test(text) ||
    startsWithSender(text) ||
    STARTS_WITH_NAME_WROTE.test(text)
  );
}

function startsWithSender(text: string): boolean {
  return STARTS_WITH_NAME_AND_ADDRESS.test(text) || STARTS_WITH_ADDRESS.test(text);
}

/** True for what only a program writes, false for what a person might, undefined for no attribution. */
function judge(text: string): boolean | undefined {
  const ending = ENDS_WITH_WROTE.exec(text);
  const colon = /[:：]$/.test(text);
  if (!ending && !colon) return endsWithDatedAddress(text) ? false : undefined;
  if (isTold(text)) return false;
  const found = evidenceIn(text);
  if (STARTS_WITH_NAME_WROTE.test(text) && !found.address) return false;
  if (!found.date && !found.time && !found.address && !/\d/.test(text)) return undefined;
  if (ending) return isCertainEnding(text, wordBefore(text, ending.index), found);
  if (HAS_WROTE.test(text)) return isCertainMiddle(text, found);
  return isVerbless(text, found) ? true : undefined;
}

/** `2026/11/12 Ada <ada@example.com>` with no more to it. */
function endsWithDatedAddress(text: string): boolean {
  return /^\d{4}[-/.]\d/.test(text) && /@[^\s<>]{1,120}>$/.test(text);
}

function isCertainEnding(text: string, beforeVerb: string, found: Evidence): boolean {
  if (found.address) return found.date || found.time || startsWithSender(text);
  if (found.date && YOU_WROTE.test(text)) return true;
  return found.date && found.time && (looksLikeName(beforeVerb) || looksLikeName(wordAfterTime(text)));
}

function wordBefore(text: string, index: number): string {
  return text.slice(0, index).trimEnd().split(' ').at(-1) ?? '';
}

/** "Am 12.11.2026 um 10:12 schrieb Ada:", "… ezt írta (időpont: 2026. nov. 12. 10:12):". */
function isCertainMiddle(text: string, found: Evidence): boolean {
  if (found.address) return found.date || found.time;
  return found.date && found.time && looksLikeName(NAME_AFTER_WROTE.exec(text)?.[1] ?? '');
}

/** "12.11.2026, 10:12, Ada <ada@example.com>:", as Yandex, Gmail in Japanese and older Gmails have it. */
function isVerbless(text: string, found: Evidence): boolean {
  return found.address && found.date && found.time && STARTS_WITH_DATE.test(text) && /[>)\]님]\s?[:：]$/.test(text);
}

function wordAfterTime(text: string): string {
  return AFTER_TIME.exec(text)?.[1] ?? '';
}

/** A name begins with a capital, or with a letter of a script that has none; "our technician wrote" is a sentence, and Hans77 is in a forum. */
function looksLikeName(word: string): boolean {
  return /^["'“„«(<]*(?:\p{Lu}|\p{Lo})/u.test(word) && !/\p{L}\d/u.test(word);
}
