import * as z from 'zod';
import { fold } from '../mail/redaction/fold.ts';
import { HIDDEN, hide } from '../mail/redaction/hide.ts';
import { type Mark, markNeedles, markSchema, type Needle } from '../mail/redaction/needle.ts';
import { PREFIX } from '../names.ts';
import { bareSubject, wordsOfSubject } from './hidden-subject.ts';
import type { Message } from './message.ts';

/** What an agent hid on a ticket: in which message, all of it or some words, and by what they are known again. */
export const redactionSchema = z.object({
  at: z.iso.datetime(),
  /** Id of the agent. */
  by: z.string(),
  /** Key of the message. */
  message: z.string(),
  /** Id of the ticket on which it was hidden, when it is another: all that was hidden there is one entry here. */
  from: z.string().optional(),
  whole: z.boolean().optional(),
  /** Who beside the team could have had it (`hadOf`); missing on those of before: whoever reads the ticket. */
  had: z.array(z.string()).optional(),
  marks: z.array(markSchema),
  /** When the sweep looks once more for what came meanwhile, or what a crash left (ISO, UTC); gone when it has. */
  again: z.iso.datetime().optional(),
});
export type Redaction = z.infer<typeof redactionSchema>;

/** A ticket has so many at most, some more of whole messages, and each keeps so many marks: some 20 kB of its item. */
export const MOST_REDACTIONS = { words: 20, all: 30 };
const MOST_MARKS = 12;
const MOST_NAMES = 4;

/** Folded letters that words need, and that a line of a whole message needs: with a digit it is a password rather than a greeting. */
export const FEWEST_LETTERS = 4;
const FEWEST_OF_LINE = 6;

/** What is to be hidden of a message elsewhere: the words; or of all of it what names it, its subject and files, and its lines. */
export type Secrets = { names: string[]; lines: string[] };

/**
 * What is to be hidden of a message, for its quotes elsewhere. `thread`: the subject that its ticket has from another message, which an answer below
 * it has as well, and which is none of its own.
 */
export function secretsOf(
  { subject = '', text, attachments }: Pick<Message, 'subject' | 'text' | 'attachments'>,
  { words, thread }: { words: string | undefined; thread: string | undefined },
): Secrets {
  if (words !== undefined) return { names: [], lines: [words] };
  const isOwn = thread === undefined || bareSubject(subject) !== bareSubject(thread);
  const subjects = isOwn ? [wordsOfSubject(subject), bareSubject(subject)].map(piecesOf) : [];
  const named = subjects.find((pieces) => pieces.length > 0) ?? [];
  const files = attachments.filter(({ redacted }) => !redacted).map(({ filename }) => filename);
  const telling = files.filter((name) => isTelling(name.replace(ENDING, '')) && !ANY_FILE.test(name));
  return { names: [...named, ...byWorth(telling)], lines: text.split('\n').flatMap(piecesOf) };
}

/** What is worth looking for of a line, around what is hidden of it already: what quotes it has the words that stood there. */
function piecesOf(line: string): string[] {
  return line.split(HIDDEN).filter(isTelling);
}

/** The ending of a file's name, which says nothing of it. */
const ENDING = /\.[^.]{1,5}$/;

/** Names that programs give: another file of such a name is another file. */
const ANY_FILE =
  /^(?:image|img|imag|pic|picture|photo|foto|bild|immagine|scan|scansione|screenshot|schermata|screen|outlook|logo|unnamed|untitled|noname|attachment|allegato|document|documento|dokument|file|part|message|signature|firma|smime|winmail|invite|calendar|log|error|output|console|readme)[\W_\d]*(?:\.[^.]{1,5})?$/i;

/** Whether a text is long enough to be known again. */
function isTelling(text: string): boolean {
  const { letters } = fold(text);
  return letters.length >= (/\d/.test(letters) ? FEWEST_LETTERS : FEWEST_OF_LINE);
}

/** Those that a ticket keeps marks of: the names first, since all that answer have them, then the lines. */
export function worthMarking({ names, lines }: Secrets): string[] {
  return [...names.slice(0, MOST_NAMES), ...byWorth(lines)].slice(0, MOST_MARKS);
}

/** With digits first, which are less often a greeting, then the longest. */
function byWorth(texts: readonly string[]): string[] {
  const hasDigit = (text: string) => Number(/\d/.test(text));
  return texts.toSorted((a, b) => hasDigit(b) - hasDigit(a) || b.length - a.length);
}

/** What is looked for: what was hidden, by its marks; and of what is being hidden just now (`fresh`) all of its words, which nobody has later. */
export type Sought = {
  redactions: readonly Redaction[];
  keys: readonly string[];
  fresh?: { redaction: Redaction; needles: readonly Needle[] };
};

/** Of what is looked for, what is to be found by those redactions alone. */
export function needlesIn({ redactions, keys, fresh }: Sought, isMeant: (redaction: Redaction) => boolean): Needle[] {
  const marked = needlesOf(redactions.filter(isMeant), keys);
  return fresh && isMeant(fresh.redaction) ? [...fresh.needles, ...marked] : marked;
}

/** All that is hidden by these. */
export function needlesOf(redactions: readonly Redaction[], keys: readonly string[]): Needle[] {
  const marks = new Map<string, Mark>(redactions.flatMap(({ marks }) => marks.map((mark) => [mark.hash, mark])));
  return markNeedles([...marks.values()], keys);
}

/**
 * What was kept of a message as it came, each time it came: the raw mail with what the service said of it, a form's delivery with what it
 * asks, what was submitted on a page with its delivery, or the request; where its files were before; and its texts that others took the place of.
 */
export function keptOf({ raw, copies = [], replaced = [] }: Pick<Message, 'raw' | 'copies' | 'replaced'>): string[] {
  const all = raw === undefined ? copies : [raw, ...copies];
  return [...all.flatMap((key) => [key, ...besideOf(key)]), ...replaced];
}

function besideOf(key: string): string[] {
  if (key.startsWith(PREFIX.raw)) return [receivedKey(key)];
  if (key.startsWith(PREFIX.pages)) return [deliveryKey(key)];
  return key.startsWith(PREFIX.webhooks) ? [askedKey(key)] : [];
}

/** What the service said of a raw mail: it has the name that the service gave the mail. */
export function receivedKey(raw: string): string {
  return `${PREFIX.received}${raw.slice(PREFIX.raw.length)}.json`;
}

/** What a form asks, beside its delivery as it came. */
export function askedKey(raw: string): string {
  return `${raw}.asked`;
}

/** A form of somebody else's page in the very bytes that its browser sent, beside what was read of it. */
export function deliveryKey(raw: string): string {
  return `${raw}.delivery`;
}

/** Texts of a record with what is to be hidden hidden; those that are missing stay so. */
export function hideIn<T extends object, K extends keyof T>(
  record: T,
  fields: readonly K[],
  needles: readonly Needle[],
): T {
  const changed = fields.flatMap((field) => {
    const value = record[field];
    return typeof value === 'string' ? [[field, hide(value, needles)]] : [];
  });
  return { ...record, ...Object.fromEntries(changed) };
}
