import { toAddress } from '../address.ts';
import { hasWord, isCalled, type Meaning, meaningOf, placeAmong } from './labels.ts';
import { isLink } from './linked-file.ts';
import type { FormField } from './submission.ts';
import { plainWords } from './words.ts';

/** What was found, and in which fields: those stand in no table any more. */
export type Found = { text: string; fields: FormField[] };

/** A field of a form, as the guesses look at it. */
export type Question = {
  field: FormField;
  meaning: Meaning;
  /** The one value that was given; undefined for none, and for several. */
  only?: string;
  /** The address that it is. */
  address?: string;
};

/** The fields of a form as questions: each guess asks the same of them, so that it is found out once. */
export function questionsOf(fields: readonly FormField[]): Question[] {
  return fields.map((field) => {
    const only = field.values.length === 1 ? field.values[0] : undefined;
    return { field, meaning: meaningOf(field), only, address: only === undefined ? undefined : toAddress(only) };
  });
}

/**
 * Whom to answer: the question for an address; else the only address that was given at all. Who pays, who is logged in, and whoever
 * else is named loses to it, and so does an address in the midst of a text.
 */
export function guessEmail(questions: readonly Question[]): Found | undefined {
  const given = questions.filter(({ address }) => address !== undefined);
  const theirs = given.filter(({ field, meaning }) => field.kind !== 'hidden' && !hasWord(meaning, 'somebodyElse'));
  const best =
    theirs.find(({ field }) => field.kind === 'email') ??
    theirs.find(({ meaning }) => isCalled(meaning, 'email')) ??
    theirs.find(({ meaning }) => hasWord(meaning, 'email'));
  // A question that was left open, or answered with something else, is not answered by somebody else's address.
  const open = best ? undefined : questions.find(isEmailQuestion)?.field;
  if (open) return open.values.length > 0 ? { text: open.values.join(', '), fields: [open] } : undefined;
  const only = (found: Question[]) => (new Set(found.map(({ address }) => address)).size === 1 ? found[0] : undefined);
  const found = best ?? only(theirs) ?? only(given);
  return found && { text: found.address ?? '', fields: [found.field] };
}

function isEmailQuestion({ field: { kind }, meaning }: Question): boolean {
  if (kind === 'hidden') return false;
  return (kind === 'email' || isCalled(meaning, 'email')) && !hasWord(meaning, 'somebodyElse');
}

/** What they are called: first and last name together, else what is asked for as a name. */
export function guessName(questions: readonly Question[]): Found | undefined {
  const find = (isIt: (question: Question) => boolean) =>
    questions.find((question) => question.field.kind !== 'hidden' && isIt(question) && isNameLike(question));
  const called = (part: 'name' | 'firstName' | 'lastName') => find(({ meaning }) => isCalled(meaning, part));
  const last = called('lastName');
  const first = called('firstName') ?? (last && called('name'));
  if (first && last) return { text: `${first.only} ${last.only}`, fields: [first.field, last.field] };
  return asFound(called('name') ?? find(({ field }) => field.kind === 'name') ?? first ?? last);
}

/** What it is about, where the form asks for it. */
export function guessSubject(questions: readonly Question[]): Found | undefined {
  const asked = questions.filter(
    ({ field: { kind }, only }) => (kind === 'text' || kind === 'choice') && only !== undefined,
  );
  return asFound(
    asked.find(({ meaning }) => isCalled(meaning, 'subject')) ??
      asked.find(({ field }) => /^(?:subject|oggetto|argomento|topic) /.test(plainWords(field.label))),
  );
}

/** The request itself: what is asked for as a message, else the longest that was written. */
export function guessText(questions: readonly Question[], taken: readonly FormField[]): Found | undefined {
  const written = questions.filter((question) => isWritten(question) && !taken.includes(question.field));
  const long = written.filter(({ field }) => field.kind === 'long text');
  // "Text" is also what the editors of forms call a question of one line by themselves.
  const isUnnamed = ({ field: { kind, label } }: Question) =>
    kind === 'text' && /^(?:text|testo)$/.test(plainWords(label));
  const called = written
    .filter((question) => isCalled(question.meaning, 'message') && !(long.length > 0 && isUnnamed(question)))
    .toSorted((a, b) => placeAmong(a.meaning, 'message') - placeAmong(b.meaning, 'message'))[0];
  const isElse = ({ meaning }: Question) => hasWord(meaning, 'noMessage');
  return asFound(
    called ??
      longest(long) ??
      longest(written.filter((question) => hasWord(question.meaning, 'message') && !isElse(question))) ??
      longest(written.filter((question) => /\S\s+\S/.test(question.only ?? '') && !isElse(question))),
  );
}

/** A priority that is asked for by that very name, and answered by nothing but P1 to P4. */
export function guessPriority(questions: readonly Question[]): Found | undefined {
  return asFound(questions.find(({ meaning, only }) => only !== undefined && isCalled(meaning, 'priority')));
}

function asFound(question: Question | undefined): Found | undefined {
  return question && { text: question.only ?? '', fields: [question.field] };
}

function longest(questions: Question[]): Question | undefined {
  const lengthOf = ({ only = '' }: Question) => only.length;
  return questions.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
}

/** Text of people: no address, number or link, and nothing that was chosen from a list. */
function isWritten(question: Question): boolean {
  const { kind } = question.field;
  return (kind === 'text' || kind === 'long text') && isNameLike(question);
}

function isNameLike({ only, address }: Question): boolean {
  if (only === undefined || address !== undefined) return false;
  return /\p{L}/u.test(only) && !isLink(only.trim()) && !/^(?:true|false)$/i.test(only);
}
