/**
 * Keeps what an agent is writing in this tab until it is sent: a page that is loaded again, or a session that is over, loses no draft, and a note never comes back as
 * an answer. Files that have arrived are kept with it. Ctrl+Enter sends.
 */

import { letRemove } from './upload-row.js';

const form = document.querySelector('[data-draft]');
const key = `draft ${form.dataset.draft}`;
const { text } = form.elements;
const address = new URL(location.href);
const done = address.searchParams.get('done');
const KEPT = ['text', 'as', 'byPhone'];
const TICKED = ['close', 'asks'];
const list = form.querySelector('[data-upload-list]');

// What was sent is no draft any more; loading the page again must not say so twice, and end the next one.
if (['answered', 'parked', 'noted'].includes(done)) sessionStorage.removeItem(key);
if (done) {
  address.searchParams.delete('done');
  history.replaceState(null, '', address);
}

const draft = JSON.parse(sessionStorage.getItem(key) ?? '{}');
const { uploads = [] } = draft;
if (text.value === '' && (draft.text || uploads.length > 0)) {
  for (const name of KEPT) if (form.elements[name]) form.elements[name].value = draft[name] ?? '';
  for (const name of TICKED) if (form.elements[name]) form.elements[name].checked = draft[name] === true;
  for (const each of uploads) list.append(uploadRow(each));
}

form.addEventListener('input', keep);
form.addEventListener('change', keep);
// What was typed before this script was there.
if (text.value !== '') keep();
function keep() {
  const values = KEPT.map((name) => [name, form.elements[name]?.value]);
  const ticks = TICKED.map((name) => [name, form.elements[name]?.checked]);
  const sent = [...list.querySelectorAll('[name=upload]')].map(({ value }) => withToken(JSON.parse(value)));
  sessionStorage.setItem(key, JSON.stringify({ ...Object.fromEntries([...values, ...ticks]), uploads: sent }));
}

/** Another page finds a file by the token of the one that sent it. */
function withToken(upload) {
  return { token: form.elements.token.value, ...upload };
}

/** The line of a file that arrived, as the page makes it. */
function uploadRow(upload) {
  const item = document.createElement('li');
  const name = document.createElement('span');
  const field = document.createElement('input');
  name.textContent = upload.filename;
  field.type = 'hidden';
  field.name = 'upload';
  field.value = JSON.stringify(upload);
  item.append(name, field);
  const words = document.querySelector('[data-upload-words]').dataset.uploadWords;
  letRemove(item, upload.filename, JSON.parse(words));
  return item;
}

// Sent twice by an impatient finger is sent once anyway; the button says that it was heard.
form.addEventListener('submit', (event) => {
  // A file is still under way.
  if (event.defaultPrevented) return;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-busy', 'true');
});

text.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('.main-action'));
});
