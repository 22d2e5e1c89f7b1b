import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import { hiddenField } from '../../web/fields.ts';
import type { Page } from '../../web/shell.ts';
import { strangersFrame } from './frame.ts';

type Said = {
  title: string;
  text: string;
  link: { href: string; text: string };
  button?: { action: string; text: string };
  /** What somebody wrote that was not taken. */
  kept?: { label: string; text: string };
};

/** A page for whoever is not signed in: what is so, and the way from there. */
export function saidPage(language: Language, { title, text, link, button, kept }: Said): Page {
  const main = html`<div class="stack"><h1>${title}</h1><p>${text}</p>
${
  kept &&
  html`<div class="field"><label for="kept">${kept.label}</label><textarea id="kept" rows="10" readonly>
${kept.text}</textarea></div>`
}
<p class="row"><a class="button main-action" href="${link.href}">${link.text}</a></p>
${button && html`<form method="post" action="${button.action}">${hiddenField('from', 'said')}<button type="submit">${button.text}</button></form>`}
</div>`;
  return { language, title, main, frame: strangersFrame() };
}
