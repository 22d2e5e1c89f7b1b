import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import { textField } from '../../web/fields.ts';
import { type Problem, problemSummary } from '../../web/problems.ts';
import type { Page } from '../../web/shell.ts';
import { MOST } from '../read-form.ts';
import { deskWords } from '../words/words.ts';

export type LinkView = {
  language: Language;
  /** `gone`: of a link that opens nothing; the same for a forged, an old, a revoked and an unknown one. */
  why?: 'gone';
  typed?: { number: string; email: string };
  problems?: readonly Problem[];
  /** What was written by a link that is gone, and where else it can be sent. */
  unsent?: string;
  mail?: string;
};

/** Asks for a new link to a request, or, without a number, to a company's. It comes by mail, to an address that may have it, and the page never says whether it does. */
export function linkPage({ language, why, typed, problems = [], unsent, mail = '' }: LinkView): Page {
  const { link, file, problem } = deskWords(language);
  const heading = why === 'gone' ? link.goneTitle : link.title;
  const main = html`<div class="stack wide">
${problemSummary(file.errors.heading, problems)}
<div class="stack"><h1>${heading}</h1><p class="lead">${why === 'gone' ? link.gone : link.lead}</p></div>
${unsent && html`<section class="card stack"><h2>${link.unsentTitle}</h2><p>${link.unsent(mail)}</p><div class="text">${unsent}</div></section>`}
<form class="card stack" method="post" action="/desk/link?lang=${language}" novalidate>
${textField({ name: 'number', label: link.number, hint: link.numberHint, value: typed?.number, language, isRequired: false, problems })}
${textField({ name: 'email', label: link.email, value: typed?.email, type: 'email', autocomplete: 'email', most: MOST.email, language, problems })}
<p><button class="main-action" type="submit">${link.send}</button></p>
</form></div>`;
  const title = problems.length > 0 ? `${problem}: ${heading}` : heading;
  return { language, title, main, path: '/desk/link', here: 'link' };
}

/** The one answer to whoever asks for a link. */
export function linkSentPage(language: Language): Page {
  const { link } = deskWords(language);
  const main = html`<div class="stack"><h1>${link.sentTitle}</h1><p class="lead">${link.sent}</p></div>`;
  return { language, title: link.sentTitle, main, path: '/desk/link/sent' };
}
