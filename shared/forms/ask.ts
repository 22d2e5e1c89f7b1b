import { toAddress } from '../address.ts';
import { LANGUAGES, type Language } from '../language.ts';
import { cleanLine, cleanText } from '../mail/clean.ts';
import type { Priority } from '../sla/terms.ts';
import {
  type Found,
  guessEmail,
  guessName,
  guessPriority,
  guessSubject,
  guessText,
  type Question,
  questionsOf,
} from './guess.ts';
import type { MappedTo } from './map.ts';
import { select } from './select.ts';
import type { FormSource } from './source.ts';
import { standIn } from './stands-in.ts';
import type { FormField, Submission } from './submission.ts';
import { answersTable, linksOf } from './table.ts';

const LONGEST_NAME = 200;
/** What a list of tickets shows of a subject; the whole text is in the body. */
const LONGEST_SUBJECT = 120;

/** What a form asks the desk for. */
export type Asked = {
  /** An address by `toAddress`; undefined: there is nobody to acknowledge. Whether it is one of our own is for the door to see. */
  email?: string;
  name?: string;
  /** Never empty, one line. */
  subject: string;
  /** The request, then all other answers and what the form is called, then where its files are. */
  text: string;
  priority?: Priority;
  language?: Language;
  /** What the map did not find, or found to be something else: for agents. The words themselves are in the text. */
  problems: string[];
};

/**
 * What a submission asks for: by the source's map, and what the map says nothing of by a guess. Every answer is in one of the parts, and
 * nothing that a form can say is refused: what cannot be used is a problem, and stays in the text. What the source says by itself,
 * `defaults`, is for the door to add. Never throws.
 */
export function ask(submission: Submission, source: Pick<FormSource, 'name' | 'map'>): Asked {
  const { map = {} } = source;
  const problems: string[] = [];
  let known: Question[] | undefined;
  // A map that says all needs none.
  const questions = () => {
    known ??= questionsOf(submission.fields);
    return known;
  };
  const answer = (to: MappedTo, guess: () => Found | undefined): (Found & { said?: string }) | undefined => {
    const entry = map[to];
    if (!entry) return guess();
    const { found, asked } = select(submission.fields, entry.from, entry.as ?? []);
    if (asked) return found;
    problems.push(`the form has no ${to} where its map looks for it`);
    return guess();
  };

  const email = addressed(
    answer('email', () => guessEmail(questions())),
    problems,
  );
  const name = answer('name', () => guessName(questions()));
  const asked = answer('subject', () => guessSubject(questions()));
  const priority = answer('priority', () => plainPriority(guessPriority(questions())));
  const language = answer('language', () => undefined);
  const taken = [email, name, asked, priority, language].flatMap((found) => found?.fields ?? []);
  const text = answer('text', () => guessText(questions(), taken));

  const request = cleanText(text?.text ?? '').trim();
  const parts = {
    email: email?.text,
    name: cleanLine(name?.text ?? '', LONGEST_NAME) || undefined,
    subject: subjectOf([asked?.text, request, submission.form, source.name]),
    priority: priorityOf(priority, problems),
    language: languageOf(language, problems),
  };
  const shown = [request, parts.email ?? '', parts.name ?? '', parts.subject];
  const used = [text, email, name, asked].flatMap((found) => found?.fields ?? []);
  const others = submission.fields.filter((field) => !(used.includes(field) && isShown(field, shown)));
  const body = [
    request,
    answersTable(others.filter((field) => !isHidden(field))),
    answersTable([...others.filter(isHidden), ...titleOf(submission, parts.subject)]),
    linksOf(submission.files),
  ];
  return { ...parts, text: body.filter((part) => part !== '').join('\n\n'), problems };
}

const isHidden = ({ kind }: FormField) => kind === 'hidden';

/** What the form is called, where nothing else says so: one address may take several. */
function titleOf({ form, fields }: Submission, subject: string): FormField[] {
  const isSaid =
    form === undefined || form === subject || fields.some((field) => isHidden(field) && field.values.includes(form));
  return isSaid ? [] : [{ key: 'form', label: 'Form', kind: 'hidden', values: [form] }];
}

/** Whether what was answered can be read elsewhere as it was: not when it was cut, or changed to something else. */
function isShown({ values }: FormField, shown: readonly string[]): boolean {
  const answers = values.map((value) => cleanText(value).trim());
  return standIn(answers, shown);
}

/** Without an address there is still a request; it is only that nobody is acknowledged. */
function addressed(found: Found | undefined, problems: string[]): Found | undefined {
  if (!found) return undefined;
  const address = toAddress(found.text);
  if (address === undefined) problems.push(`the form's email ${quoted(found.text)} is no mail address`);
  return address === undefined ? undefined : { ...found, text: address };
}

/** The first of these that says anything, on one line. */
function subjectOf(texts: (string | undefined)[]): string {
  for (const text of texts) {
    const [first = ''] = cleanText(text ?? '')
      .trim()
      .split('\n', 1);
    const line = cleanLine(first, LONGEST_SUBJECT);
    if (line !== '') return line;
  }
  return '';
}

const PRIORITY = /^\s*p?([1-4])\s*$/i;

/** A word for a priority that no map has is just an answer. */
function plainPriority(found: Found | undefined): Found | undefined {
  return found && PRIORITY.test(found.text) ? found : undefined;
}

function priorityOf(found: (Found & { said?: string }) | undefined, problems: string[]): Priority | undefined {
  if (!found) return undefined;
  const digit = PRIORITY.exec(found.text)?.[1];
  if (digit === undefined)
    problems.push(`the form's priority ${quoted(found.said ?? found.text)} is none that its map lists`);
  return digit === undefined ? undefined : (Number(digit) as Priority);
}

function languageOf(found: (Found & { said?: string }) | undefined, problems: string[]): Language | undefined {
  if (!found) return undefined;
  const code = found.text.trim().toLowerCase().split(/[-_]/)[0];
  const language = LANGUAGES.find((each) => each === code);
  if (!language) problems.push(`the form's language ${quoted(found.said ?? found.text)} is none of the desk's`);
  return language;
}

const quoted = (text: string) => `"${cleanLine(text, 60)}"`;
