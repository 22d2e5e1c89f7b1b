import { toAddress } from '../address.ts';

import { hasWord, isCalled, placeAmong } from './labels.ts';
import { isLink } from './linked-file.ts';
import type { FormField, Submission } from './submission.ts';
import { plainWords } from './words.ts';

/** What was found, and in which fields: those stand in no table any more. */
export type Found = { text: string; fields: FormField[] };

/**
 * Whom to answer: the question for an address; else the only address that was given at all. Who pays, who is logged in, and whoever
 * else is named loses to it, and so does an address in the midst of a text.
 */
export function guessEmail({ fields }: Submission): Found | undefined {
  const given = fields.flatMap((field) => {
    const address = field.values.length === 1 ? toAddress(field.values[0] ?? '') : undefined;
    return address ? [{ field, text: address }] : [];
  });
  const theirs = given.filter(({ field }) => field.kind !== 'hidden' && !hasWord(field, 'somebodyElse'));
  const best =
    theirs.find(({ field }) => field.kind === 'email') ??
    theirs.find(({ field }) => isCalled(field, 'email')) ??
    theirs.find(({ field }) => hasWord(field, 'email'));
  // A question that was left open, or answered with something else, is not answered by somebody else's address.
  const question = fields.filter(({ kind }) => kind !== 'hidden').find((field) => isEmailQuestion(field));
  if (!best && question)
    return question.values.length > 0 ? { text: question.values.join(', '), fields: [question] } : undefined;
  const only = (found: typeof given) => (new Set(found.map(({ text }) => text)).size === 1 ? found[0] : undefined);
  const found = best ?? only(theirs) ?? only(given);
  return found && { text: found.text, fields: [found.field] };
}

function isEmailQuestion(field: FormField): boolean {
  return (field.kind === 'email' || isCalled(field, 'email')) && !hasWord(field, 'somebodyElse');
}

/** What they are called: first and last name together, else what is asked for as a name. */
export function guessName({ fields }: Submission): Found | undefined {
  const names = fields.filter(
    ({ kind, values }) => kind !== 'hidden' && values.length === 1 && isNameLike(values[0] ?? ''),
  );
  const called = (part: 'name' | 'firstName' | 'lastName') => names.find((field) => isCalled(field, part));
  const last = called('lastName');
  const first = called('firstName') ?? (last && called('name'));
  if (first && last) return { text: `${first.values[0]} ${last.values[0]}`, fields: [first, last] };
  const typed = names.filter(({ kind }) => kind === 'name');
  const found = called('name') ?? typed[0] ?? first ?? last;
  return found && { text: found.values[0] ?? '', fields: [found] };
}

/** What it is about, where the form asks for it. */
export function guessSubject({ fields }: Submission): Found | undefined {
  const asked = fields.filter(({ kind, values }) => ['text', 'choice'].includes(kind) && values.length === 1);
  const found =
    asked.find((field) => isCalled(field, 'subject')) ??
    asked.find((field) => /^(?:subject|oggetto|argomento|topic) /.test(plainWords(field.label)));
  return found && { text: found.values[0] ?? '', fields: [found] };
}

/** The request itself: what is asked for as a message, else the longest that was written. */
export function guessText({ fields }: Submission, taken: readonly FormField[]): Found | undefined {
  const written = fields.filter((field) => isWritten(field) && !taken.includes(field));
  const long = written.filter(({ kind }) => kind === 'long text');
  // "Text" is also what the editors of forms call a question of one line by themselves.
  const isUnnamed = ({ kind, label }: FormField) => kind === 'text' && /^(?:text|testo)$/.test(plainWords(label));
  const called = written
    .filter((field) => isCalled(field, 'message') && !(long.length > 0 && isUnnamed(field)))
    .toSorted((a, b) => placeAmong(a, 'message') - placeAmong(b, 'message'))[0];
  const longest = (found: FormField[]) => found.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  const isElse = (field: FormField) => hasWord(field, 'noMessage');
  const asked = written.filter((field) => hasWord(field, 'message') && !isElse(field));
  const found =
    called ??
    longest(long) ??
    longest(asked) ??
    longest(written.filter((field) => /\S\s+\S/.test(field.values[0] ?? '') && !isElse(field)));
  return found && { text: found.values[0] ?? '', fields: [found] };
}

/** A priority that is asked for by that very name, and answered by nothing but P1 to P4. */
export function guessPriority({ fields }: Submission): Found | undefined {
  const found = fields.find((field) => isCalled(field, 'priority') && field.values.length === 1);
  return found && { text: found.values[0] ?? '', fields: [found] };
}

const lengthOf = ({ values }: FormField) => values[0]?.length ?? 0;

/** Text of people: no address, number or link, and nothing that was chosen from a list. */
function isWritten({ kind, values }: FormField): boolean {
  const [text = ''] = values;
  return ['text', 'long text'].includes(kind) && values.length === 1 && isNameLike(text);
}

function isNameLike(text: string): boolean {
  return (
    /\p{L}/u.test(text) && toAddress(text) === undefined && !isLink(text.trim()) && !/^(?:true|false)$/i.test(text)
  );
}
