import { addressSchema } from '../../shared/address.ts';
import type { Language } from '../../shared/language.ts';
import { PRIORITIES, type Priority } from '../../shared/sla/terms.ts';
import { lineIn, SHOWN, textIn } from '../web/field-in.ts';
import type { Problem } from '../web/problems.ts';
import { deskWords } from './words/words.ts';

/** What a field of the form holds at most, in characters. */
export const MOST = { name: 100, email: 254, subject: 200, text: 20_000 };

/** What somebody typed, cleaned, as it is shown to them again. */
export type Typed = { name: string; email: string; subject: string; text: string; priority: string };

export type FormRequest = { name: string; email: string; subject: string; text: string; priority: Priority };

export const NOTHING_TYPED: Typed = { name: '', email: '', subject: '', text: '', priority: '' };

/** The fields of a submitted form as they were typed. */
export function typedIn(form: FormData): Typed {
  return {
    name: lineIn(form, 'name'),
    email: lineIn(form, 'email'),
    subject: lineIn(form, 'subject'),
    text: textIn(form, 'text'),
    priority: lineIn(form, 'priority', 1),
  };
}

/** What somebody asks, or each field that is wrong and how to mend it, in the page's language. */
export function readForm(typed: Typed, language: Language): { request?: FormRequest; problems: Problem[] } {
  const { errors } = deskWords(language).file;
  const problems: Problem[] = [];
  const need = (field: keyof typeof MOST) => {
    if (typed[field] === '') problems.push({ field, message: errors[field] });
    else problems.push(...tooLong(field, typed[field], language));
  };
  need('name');
  const email = addressSchema.safeParse(typed.email);
  if (!email.success) problems.push({ field: 'email', message: errors.email });
  need('subject');
  need('text');
  const priority = PRIORITIES.find((each) => String(each) === typed.priority);
  if (priority === undefined) problems.push({ field: 'priority', message: errors.priority });
  if (problems.length > 0 || !email.success || priority === undefined) return { problems };
  const { name, subject, text } = typed;
  return { request: { name, email: email.data, subject, text, priority }, problems };
}

/** That a field holds more than it may, and the mend. */
export function tooLong(field: keyof typeof MOST, { length }: string, language: Language): Problem[] {
  const { tooLong: say, textTooLong, isCut } = deskWords(language).file.errors;
  if (length <= MOST[field]) return [];
  if (field !== 'text') return [{ field, message: say(MOST[field]) }];
  return [{ field, message: `${textTooLong(MOST.text)}${length > SHOWN.text ? `. ${isCut}` : ''}` }];
}
