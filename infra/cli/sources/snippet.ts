import { MOST_FILES } from '../../../functions/web/most-files.ts';
import { PAGE_FIELDS } from '../../../shared/forms/page-fields.ts';
import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';

/** `action`: where the form posts; `own`: the desk's own form, for what is too large; `next`: where its sender goes; `turnstile`: a site key. */
export type EmbeddedForm = {
  action: string;
  own: string;
  next?: string | undefined;
  turnstile?: string | undefined;
};

/** As each field to write in looks where its page says nothing else. */
const FIELD = 'width:100%;box-sizing:border-box;font:inherit;padding:.5em';

const WORDS: Readonly<
  Record<Language, Record<'name' | 'email' | 'subject' | 'text' | 'files' | 'empty' | 'send' | 'large', string>>
> = {
  en: {
    name: 'Name',
    email: 'Email',
    subject: 'Subject',
    text: 'What happened?',
    files: 'Files (4 MB together)',
    empty: 'Leave this empty',
    send: 'Send',
    large: 'The files are larger than 4 MB together. Larger ones can be sent here:',
  },
  it: {
    name: 'Nome',
    email: 'E-mail',
    subject: 'Oggetto',
    text: 'Che cosa è successo?',
    files: 'File (4 MB in tutto)',
    empty: 'Lascia vuoto questo campo',
    send: 'Invia',
    large: 'I file superano 4 MB in tutto. Quelli più grandi si inviano qui:',
  },
};

/**
 * A plain form for any page, whole without JavaScript. Its script fetches the token that says when the page was opened, and sees that the files are
 * not too large. No `maxlength` cuts what is pasted. `_next` may be any page of the source's origins.
 */
export function snippet({ action, own, next, turnstile }: EmbeddedForm, language: Language): string {
  const { name, email, subject, text, files, empty, send, large } = WORDS[language];
  const form = html`<form action="${action}" method="post" enctype="multipart/form-data" accept-charset="utf-8" lang="${language}" style="max-width:32em">
  <p><label>${name}<br><input name="name" autocomplete="name" required style="${FIELD}"></label></p>
  <p><label>${email}<br><input name="email" type="email" autocomplete="email" required style="${FIELD}"></label></p>
  <p><label>${subject}<br><input name="subject" required style="${FIELD}"></label></p>
  <p><label>${text}<br><textarea name="text" required rows="8" style="${FIELD}"></textarea></label></p>
  <p><label>${files}<br><input name="files" type="file" multiple></label></p>
  <p style="position:absolute;left:-9999px" aria-hidden="true"><label>${empty} <input name="${PAGE_FIELDS.trap}" tabindex="-1" autocomplete="off"></label></p>
  <input type="hidden" name="${PAGE_FIELDS.token}">${next && html`\n  <input type="hidden" name="${PAGE_FIELDS.next}" value="${next}">`}${turnstile && html`\n  <div class="cf-turnstile" data-sitekey="${turnstile}"></div>`}
  <p role="alert" hidden style="color:#b00020">${large} <a href="${own}">${own}</a></p>
  <p><button type="submit" style="padding:.6em 1.6em;font:inherit">${send}</button></p>
</form>`;
  return `${form.markup}
<script>
  (() => {
    const form = document.currentScript.previousElementSibling;
    const files = () => form.querySelector('[type=file]')?.files ?? [];
    const fetchToken = () =>
      fetch(form.getAttribute('action'))
        .then((answer) => answer.json())
        .then(({ token }) => { form.querySelector('[name=${PAGE_FIELDS.token}]').value = token; })
        .catch(() => {});
    fetchToken();
    setInterval(fetchToken, 12 * 60 * 60 * 1000);
    form.addEventListener('submit', (event) => {
      const bytes = [...files()].reduce((sum, file) => sum + file.size, 0);
      form.querySelector('[role=alert]').hidden = bytes <= ${MOST_FILES.together};
      if (bytes > ${MOST_FILES.together}) event.preventDefault();
    });
  })();
</script>
${turnstile === undefined ? '' : '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer></script>\n'}`;
}
