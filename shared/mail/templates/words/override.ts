import { endSentence } from './end-sentence.ts';
import type { Words } from './shape.ts';

/** Sentences with something to fill in, by their path, and the placeholders that a sentence of yours must hold, in order. */
const PLACEHOLDERS: Readonly<Record<string, readonly string[]>> = {
  'acknowledgement.received': ['ticketId'],
  'acknowledgement.receivedCall': ['ticketId'],
  'acknowledgement.receivedFiled': ['ticketId'],
  'notice.within': ['duration'],
  'notice.late': ['duration'],
  'notice.raised': ['priority'],
  'notice.raisedUnproved': ['priority'],
  'notice.proposed': ['priority'],
  'notice.declared': ['priority'],
  'notice.follows': ['ticketId'],
  'notice.assignedBy': ['agent'],
  'notice.howToOutside': ['address'],
  'notice.howToUnsent': ['address'],
  'notice.howToNoLink': ['address'],
  'notice.howToClaimed': ['address'],
  'notice.howToAstray': ['address'],
  'notice.readerWarning': ['address'],
  'notice.proposedPeople': ['addresses'],
  'notice.removedBefore': ['address'],
  'notice.sameThread': ['ticketId'],
  'promiseChange.priority': ['ticketId', 'from', 'to'],
  'promiseChange.time': ['ticketId'],
  'promiseChange.reopened': ['ticketId'],
  'promiseChange.closed': ['ticketId'],
  'promiseChange.closedByLink': ['ticketId'],
  'promiseChange.reason': ['reason'],
  'notice.hidden': ['count'],
  'follow.here': ['ticketId'],
  'follow.goodFor': ['days'],
  'report.subject': ['month'],
  'report.here': ['company', 'month'],
  'report.ofAll': ['met', 'all', 'share'],
  'report.late': ['ticket', 'due'],
  'companyLink.here': ['company'],
  'companyLink.goodFor': ['days'],
  'answer.footer': ['ticketId'],
  'answer.ask': ['until'],
  'answer.byPhone': ['agent', 'at'],
  'unresponsive.meaning': ['customer', 'agent', 'askedAt', 'until'],
  'escalation.dueIn': ['until', 'duration'],
  'escalation.lateBy': ['until', 'duration'],
  'escalation.waiting': ['name', 'since', 'duration'],
  'escalation.leftOut': ['count'],
};

/** A deployment's own sentence that does not fit. The message names the language, the path, and the mend. */
export class WordsError extends Error {
  constructor(place: string, mend: string) {
    super(`overrides.json: ${place}: ${mend}`);
    this.name = 'WordsError';
  }
}

type Tree = { readonly [name: string]: unknown };

/**
 * The words with a deployment's own in place of them: a tree of the same shape, with only the leaves that differ. A sentence
 * with something to fill in is written with placeholders, as `Ticket {ticketId}`. Throws `WordsError` for a path that is not
 * there, for what is no text, and for a missing or unknown placeholder.
 */
export function overrideWords(words: Words, own: unknown, language: string): Words {
  return merge(words, own, language, []) as Words;
}

function merge(base: Tree, own: unknown, language: string, path: readonly string[]): Tree {
  if (!isTree(own)) throw new WordsError([language, ...path].join('.'), 'expected an object');
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(own)) {
    const here = [...path, name];
    if (!Object.hasOwn(base, name)) {
      throw new WordsError(
        [language, ...here].join('.'),
        `there is no such text; there are ${Object.keys(base).join(', ')}`,
      );
    }
    merged[name] = leafOrTree(base[name], value, language, here);
  }
  return merged;
}

function leafOrTree(base: unknown, value: unknown, language: string, path: readonly string[]): unknown {
  const place = [language, ...path].join('.');
  if (isTree(base)) return merge(base, value, language, path);
  if (typeof value !== 'string' || value.trim() === '') throw new WordsError(place, 'expected a text');
  const wanted = PLACEHOLDERS[path.join('.')] ?? [];
  if (typeof base !== 'string' && wanted.length === 0) throw new WordsError(place, 'this one cannot be changed');
  const held = new Set([...value.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
  for (const name of wanted) {
    if (!held.delete(name)) throw new WordsError(place, `the placeholder {${name}} is missing`);
  }
  for (const name of held) throw new WordsError(place, `there is nothing to fill in for {${name}}`);
  return wanted.length === 0 ? value : fill(value, wanted);
}

function fill(sentence: string, names: readonly string[]): (...values: unknown[]) => string {
  return (...values) =>
    sentence.replace(/\{(\w+)\}(\.?)/g, (_, name, stop) => {
      const text = String(values[names.indexOf(name)]);
      return stop ? endSentence(text) : text;
    });
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
