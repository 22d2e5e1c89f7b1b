import { evidenceIn } from './evidence.ts';
import { bare, isBlank, isRule, LONGEST_MARK } from './line.ts';
import { unquoted } from './quote.ts';
import { isOriginalMessageLine } from './separator.ts';
import { allWords } from './words/all.ts';

type Field = 'from' | 'sent' | 'date' | 'to' | 'cc' | 'subject';

const FIELDS: readonly Field[] = ['from', 'sent', 'date', 'to', 'subject', 'cc'];

/** What a label can mean: `A` is "to" in Italian, `De` is "from" in three languages, `Data` a date in four. */
const MEANINGS = new Map<string, Field[]>();
for (const field of FIELDS) {
  for (const label of allWords(field)) MEANINGS.set(label, [...(MEANINGS.get(label) ?? []), field]);
}

/** `*From:*`, `From :`, `**From**:`; the value may be empty or stand right after the colon. */
const LABELLED = /^[*_]{0,2}([^:：*_]{1,40})[*_]{0,2}\s{0,3}[:：][*_]{0,2}(.*)$/u;

/** Past this many lines without a label the block is over, unless they go on with a list of recipients. */
const MOST_CONTINUATIONS = 6;
const MOST_LINES = 40;

interface Block {
  readonly lines: number;
  readonly values: ReadonlyMap<Field, string>;
}

/**
 * How many lines the header block takes that begins at line `at` (`From:`, `Sent:`, `To:`, `Subject:` in any language and
 * order), or 0 if there is none. A customer's own list ("Da: Milano, A: Roma, Data: 12/11") is none: at least one thing in
 * the block must be a mail's.
 */
export function headerBlockAt(lines: readonly string[], at: number): number {
  if (fieldOf(lines[at]).length === 0) return 0;
  const block = readBlock(lines, at);
  return isOfMail(block.values) ? block.lines : 0;
}

/** Who sent the mail of the header block at line `at`, and its subject; empty where it does not say. */
export function senderAndSubject(lines: readonly string[], at: number): { from: string; subject: string } {
  const { values } = readBlock(lines, at);
  return { from: values.get('from') ?? '', subject: values.get('subject') ?? '' };
}

/** Fewer labelled lines than these are somebody's own list, also in a mail that is passed on. */
const FEWEST_FIELDS = 2;

/**
 * The lines at `at` that begin as a header does, of a text that is known to pass mails on: quoted or not, in any language, without a date as well.
 * `from` is what stands in its "From:". It is empty where a line is a sender's and the block cannot be read: whoever was passed on chose their
 * name, and by one that is too long for a line the block that they wrote themselves would be the first. Undefined where no line is a sender's.
 */
export function shownHeaderAt(lines: readonly string[], at: number): { lines: number; from?: string } | undefined {
  if (!isField(lines[at]?.slice(0, LONGEST_MARK) ?? '')) return undefined;
  const { values, lines: count } = readBlock(lines, at);
  const from = values.get('from');
  if (from !== undefined && values.size >= FEWEST_FIELDS) return { lines: count, from: from.trim() };
  return lines.slice(at, at + count).some(isSender) ? { lines: count, from: '' } : { lines: count };
}

/** True if the line is a labelled field of a mail's header in some language. */
export function isField(line: string): boolean {
  return fieldOf(line).length > 0;
}

/** True if a line begins as the "From:" of a header does, however long it is. */
function isSender(line: string): boolean {
  return fieldOf(line.slice(0, LONGEST_MARK)).some(([field]) => field === 'from');
}

function readBlock(lines: readonly string[], at: number): Block {
  const values = new Map<Field, string>();
  let last = at;
  let isSpaced = false;
  let current: Field | undefined;
  for (let index = at; index < Math.min(lines.length, at + MOST_LINES); index += 1) {
    const line = lines[index] ?? '';
    const readings = fieldOf(line);
    const reading = readings.find(([field]) => field === 'cc' || !values.has(field));
    if ((readings.length > 0 && !reading) || isRule(line) || isOriginalMessageLine(line)) break;
    if (reading && isSpaced && last === index - 1) break;
    // A program that sets empty lines begins with "From:" and sets them all: else what stands above one is somebody's own list.
    if (reading && last < index - 1 && isBlank(lines[index - 1] ?? '')) {
      if (!values.has('from') || (values.size > 1 && !isSpaced)) break;
      isSpaced = true;
    }
    if (reading) {
      values.set(...reading);
      [current] = reading;
      last = index;
    } else if (isListed(current, line) && index === last + 1) {
      last = index;
    } else if (
      isBlank(line) ? !isFieldSoon(lines, index) : index - last > MOST_CONTINUATIONS || !isFieldSoon(lines, index)
    ) {
      break;
    } else if (current === 'from') {
      // The address of a long name stands on the line below it.
      values.set('from', `${values.get('from')} ${bare(unquoted(line))}`);
    }
  }
  return { lines: last - at + 1, values };
}

/** A line of a long list of recipients. */
function isListed(current: Field | undefined, line: string): boolean {
  return (
    (current === 'to' || current === 'cc') && /^[^:：]{0,200}@[^\s@]{1,120}[>)]?\s?[;,]?$/u.test(bare(unquoted(line)))
  );
}

/** A blank or wrapped line belongs to the block only if another field follows it closely. */
function isFieldSoon(lines: readonly string[], index: number): boolean {
  for (let next = index + 1; next <= index + 2; next += 1) if (fieldOf(lines[next]).length > 0) return true;
  return false;
}

/** Each way to read a line as a field. */
function fieldOf(line: string | undefined): readonly (readonly [Field, string])[] {
  if (line === undefined || line.length > LONGEST_MARK) return [];
  const [, label = '', value = ''] = LABELLED.exec(bare(unquoted(line))) ?? [];
  const meanings = MEANINGS.get(label.trim().toLowerCase().replace(/\s+/g, ' ')) ?? [];
  return meanings.map((field) => [field, value] as const);
}

/**
 * Sure only with when it was sent, to the minute, and with whom: a date alone, or an address alone, is in every booking. A name
 * without an address counts below "Sent:", which people hardly write themselves; one with a time in it ("Berlin 10:23") never.
 */
function isOfMail(values: ReadonlyMap<Field, string>): boolean {
  const from = evidenceIn(values.get('from') ?? '');
  const isAddressed = from.address || evidenceIn(values.get('to') ?? '').address;
  const when = evidenceIn(values.get('date') ?? '');
  const sent = values.get('sent');
  const others = (['to', 'subject'] as const).filter((field) => values.has(field)).length;
  if (from.time && !from.address) return false;
  if (sent !== undefined && /\d/.test(sent)) {
    return values.has('from') ? others > 0 || from.address : isAddressed && others > 0;
  }
  const isByMachine =
    /[+-]\d{4}(?!\d)|GMT/.test(values.get('date') ?? '') || (values.has('from') && values.has('subject'));
  return when.date && when.time && isAddressed && isByMachine && (values.has('from') || others > 0);
}
