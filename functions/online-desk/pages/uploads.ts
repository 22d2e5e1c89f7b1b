import type { Language } from '../../../shared/language.ts';
import { formatSize } from '../../../shared/mail/templates/format-size.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { pageWords } from '../../web/words/words.ts';

/** A file that the script has sent to its slot of this submission. */
export type Upload = { index: number; filename: string; contentType: string; size: number };

/** Files that arrived before the form did, each a field of it; the script adds and takes away such lines. */
export function uploadedFiles(uploads: readonly Upload[], language: Language): Html {
  return html`<ul class="uploads" data-upload-list aria-live="polite">${uploads.map(
    (upload) => html`<li><span>${upload.filename} (${formatSize(upload.size, language)})</span>
<input type="hidden" name="upload" value="${JSON.stringify(upload)}"></li>`,
  )}</ul>`;
}

/** What the script says, in the page's language: a script of ours has no words of its own. */
export function uploadWords(language: Language): Html {
  const { sending, done, failed, remove, tooLarge } = pageWords(language).file.uploads;
  return html`<div hidden data-upload-words data-sending="${sending}" data-done="${done}" data-failed="${failed}" data-remove="${remove}" data-too-large="${tooLarge}"></div>`;
}
