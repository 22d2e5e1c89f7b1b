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

/** The page of a failure: what it means, and what to do. */
export function failurePage(
  { supportAddress }: Pick<Settings, 'supportAddress'>,
  failure: Failure,
  language: Language,
): { status: number; page: Page } {
  const { title, text } = pageWords(language).failure[failure];
  const said = typeof text === 'function' ? text(supportAddress) : text;
  const main = html`<h1>${title}</h1><p>${said}</p>`;
  return { status: STATUS[failure], page: { language, title, main: html`<div class="stack">${main}</div>` } };
}
