import type { Language } from '../../shared/language.ts';
import { formatSize } from '../../shared/mail/templates/format-size.ts';
import { type Html, html } from '../../shared/mail/templates/html.ts';
import { MOST_FILES } from './most-files.ts';
import { pageWords } from './words/words.ts';

/** A file that the script has sent to its slot: of this submission, or, by its `token`, of the page that was shown again as this. */
export type Upload = { index: number; filename: string; contentType: string; size: number; token?: string | undefined };

/** Files that arrived before the form did, each a field of it; the script adds and takes away such lines. */
export function uploadedFiles(uploads: readonly Upload[], language: Language): Html {
  return html`<ul class="uploads" data-upload-list aria-live="polite">${uploads.map(
    (upload) => html`<li><span>${upload.filename} (${formatSize(upload.size, language)})</span>
<input type="hidden" name="upload" value="${JSON.stringify(upload)}"></li>`,
  )}</ul>`;
}

/** What the script says, in the page's language, and by what it judges: a script of ours has no words or caps of its own. */
export function uploadWords(language: Language): Html {
  const { tooLarge, tooMany, ...words } = pageWords(language).file.uploads;
  const said = { ...words, tooLarge: tooLarge(MOST_FILES), tooMany: tooMany(MOST_FILES) };
  return html`<div hidden data-upload-words="${JSON.stringify({ ...said, most: MOST_FILES })}"></div>`;
}
