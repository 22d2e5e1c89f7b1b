/**
 * Files of a form, sent one by one as soon as they are chosen, straight into the bucket and with a bar each: what is sent then needs no room
 * in the form. Each file that is chosen has a line, which says what became of it. Without this script they come with the form, and are fewer.
 */

import { addRow, letRemove } from './upload-row.js';

/** What a slot that is refused means for whoever chose the file. */
const REFUSED = { 400: 'refused', 404: 'expired', 413: 'tooLarge', 415: 'refused', 429: 'later' };

for (const form of document.querySelectorAll('form[data-uploads]')) {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('[data-upload-list]');
  const said = document.querySelector('[data-upload-words]')?.dataset.uploadWords;
  if (input && list && said) prepare(form, input, list, JSON.parse(said));
}

function prepare(form, input, list, { most, ...words }) {
  const token = form.elements.token.value;
  const buttons = form.querySelectorAll('button[type=submit]');
  let next = 0;
  let sending = 0;

  // Those that arrived before, for this page or for the one that it shows again.
  for (const item of list.children) {
    const { index, filename, token: older } = JSON.parse(item.querySelector('[name=upload]').value);
    if (older === undefined) next = Math.max(next, index + 1);
    letRemove(item, filename, words);
  }

  input.addEventListener('change', () => {
    for (const file of [...input.files]) send(file);
    // They are in the list now, and must not come with the form as well.
    input.value = '';
  });

  // A form that is sent now would leave behind what is still under way.
  form.addEventListener('submit', (event) => {
    if (sending > 0) event.preventDefault();
  });

  async function send(file) {
    const attached = list.querySelectorAll('li:not([data-failed])').length;
    const row = addRow(list, file, words);
    if (file.size > most.upload) return row.fail(words.tooLarge);
    if (file.size === 0) return row.fail(words.empty);
    if (attached >= most.files) return row.fail(words.tooMany);
    sending += 1;
    for (const button of buttons) button.disabled = true;
    const upload = {
      index: next++,
      filename: file.name.slice(0, 200),
      contentType: file.type || 'application/octet-stream',
      size: file.size,
    };
    try {
      const answer = await slotFor(upload);
      if (!answer.ok) return row.fail(words[REFUSED[answer.status]] ?? words.failed);
      await put(await answer.json(), file, row);
      row.done(upload);
    } catch {
      row.fail(words.failed);
    } finally {
      sending -= 1;
      for (const button of buttons) button.disabled = sending > 0;
    }
  }

  function slotFor({ filename: _, ...upload }) {
    return fetch('/desk/uploads', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...upload }),
    });
  }
}

/** `fetch` tells nothing of how far a request is; this older way does. */
function put({ url, headers }, file, row) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => row.progress(loaded / Math.max(1, total)));
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(new Error(`refused: ${request.status}`)),
    );
    request.addEventListener('error', () => reject(new Error('the line broke')));
    request.send(file);
  });
}
