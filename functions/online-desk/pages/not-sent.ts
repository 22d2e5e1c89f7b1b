import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Page } from '../../web/shell.ts';
import { deskWords } from '../words/words.ts';

/** Why a form was not taken, with what the door said (`functions/ingest-webhook/browser.ts`). */
export const STATUS = {
  email: 400,
  unreadable: 400,
  page: 403,
  gone: 410,
  'too-large': 413,
  'too-many': 429,
  broken: 500,
  busy: 503,
} as const;

export type Reason = keyof typeof STATUS;

/** What no sender can mend. */
const OUT_OF_THEIR_HANDS: readonly Reason[] = ['page', 'gone'];

export function isReason(text: string): text is Reason {
  return Object.hasOwn(STATUS, text);
}

/** A form on somebody else's page was not taken. What was written is not here: it is still in the form, one step back. */
export function notSentPage(
  { supportAddress }: Pick<Settings, 'supportAddress'>,
  { language, why }: { language: Language; why: Reason },
): Page {
  const { notSent } = deskWords(language);
  const main = html`<div class="stack wide">
<div class="stack"><h1>${notSent.title}</h1><p class="lead">${notSent.why[why]}</p></div>
<p>${OUT_OF_THEIR_HANDS.includes(why) ? '' : notSent.back} ${notSent.orMail(supportAddress)}</p>
<p><a class="button" href="/desk/new?lang=${language}">${notSent.desk}</a></p>
</div>`;
  return { language, title: notSent.title, main, path: `/desk/not-sent/${why}` };
}
