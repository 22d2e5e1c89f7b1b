import type { Language } from '../../shared/language.ts';
import { html } from '../../shared/mail/templates/html.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Page } from './shell.ts';
import { pageWords } from './words/words.ts';

const STATUS = {
  unreadable: 400,
  notFound: 404,
  otherMethod: 405,
  tooLarge: 413,
  crossSite: 403,
  busy: 503,
  broken: 500,
} as const;

export type Failure = keyof typeof STATUS;

/** A failure in words, what it means and what to do, and its status. */
export type Failed = { failure: Failure; status: number; title: string; text: string };

/** A failure in the words of a language. */
export function failed(
  { supportAddress }: Pick<Settings, 'supportAddress'>,
  failure: Failure,
  language: Language,
): Failed {
  const { title, text } = pageWords(language).failure[failure];
  return { failure, status: STATUS[failure], title, text: typeof text === 'function' ? text(supportAddress) : text };
}

/** The page of a failure, where there is nothing to show again. */
export function failurePage({ title, text }: Failed, language: Language): Page {
  return { language, title, main: html`<div class="stack"><h1>${title}</h1><p>${text}</p></div>` };
}
