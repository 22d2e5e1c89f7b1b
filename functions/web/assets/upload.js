/**
 * Files of a form, sent one by one as soon as they are chosen, straight into the bucket and with a bar each: what is sent then needs no room
 * in the form. Without this script they come with the form, and are fewer.
 */

const LARGEST = 25_000_000;
const MOST = 10;

for (const form of document.querySelectorAll('form[data-uploads]')) {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('[data-upload-list]');
  const words = document.querySelector('[data-upload-words]')?.dataset;
  if (input && list && words) prepare(form, input, list, words);
}

function prepare(form, input, list, words) {
  const token = form.elements.token.value;
  let next =
    Math.max(-1, ...[...list.querySelectorAll('[name=upload]')].map(({ value }) => JSON.parse(value).index)) + 1;
  let sending = 0;
  const button = form.querySelector('button[type=submit]');

  input.addEventListener('change', () => {
    for (const file of [...input.files]) {
      if (list.children.length < MOST) send(file);
    }
    // They are in the list now, and must not come with the form as well.
    input.value = '';
  });

  // A form that is sent now would leave behind what is still under way.
  form.addEventListener('submit', (event) => {
    if (sending > 0) event.preventDefault();
  });

  async function send(file) {
    const row = line(file);
    if (file.size > LARGEST) return row.say(words.tooLarge, true);
    sending += 1;
    button.disabled = true;
    const upload = {
      index: next++,
      filename: file.name.slice(0, 200),
      contentType: file.type || 'application/octet-stream',
      size: file.size,
    };
    try {
      await put(await slotFor(upload), file, row);
      row.done(upload);
    } catch {
      row.say(words.failed, true);
    } finally {
      sending -= 1;
      button.disabled = sending > 0;
    }
  }

  async function slotFor({ filename: _, ...upload }) {
    const answer = await fetch('/desk/uploads', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...upload }),
    });
    if (!answer.ok) throw new Error(`no slot: ${answer.status}`);
    return answer.json();
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

  function line(file) {
    const item = document.createElement('li');
    const name = document.createElement('span');
    const isLarge = file.size >= 1_000_000;
    const size = new Intl.NumberFormat(document.documentElement.lang, {
      style: 'unit',
      unit: isLarge ? 'megabyte' : 'kilobyte',
      maximumSignificantDigits: 3,
    }).format(Math.max(0.1, file.size / (isLarge ? 1_000_000 : 1_000)));
    const state = document.createElement('span');
    const bar = document.createElement('progress');
    const remove = document.createElement('button');
    name.textContent = `${file.name} (${size}) `;
    state.textContent = words.sending;
    name.append(state);
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', file.name);
    remove.type = 'button';
    remove.className = 'slim';
    remove.textContent = words.remove;
    remove.setAttribute('aria-label', `${words.remove}: ${file.name}`);
    remove.addEventListener('click', () => item.remove());
    item.append(name, remove, bar);
    list.append(item);
    return {
      progress: (share) => {
        bar.value = share;
      },
      say: (text, isFailed = false) => {
        state.textContent = text;
        state.classList.toggle('failed', isFailed);
        bar.remove();
      },
      done: (upload) => {
        const field = document.createElement('input');
        field.type = 'hidden';
        field.name = 'upload';
        field.value = JSON.stringify(upload);
        item.append(field);
        state.textContent = words.done;
        bar.remove();
      },
    };
  }
}
