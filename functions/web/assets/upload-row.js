/** The line of one file in the list of those of a form: how far it is, what became of it, and a button that takes it away. */

/** Adds the line of a file that was just chosen. */
export function addRow(list, file, words) {
  const item = document.createElement('li');
  const name = document.createElement('span');
  const state = document.createElement('span');
  const bar = document.createElement('progress');
  name.textContent = `${file.name} (${sizeOf(file)}) `;
  state.textContent = words.sending;
  name.append(state);
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  item.append(name, bar);
  list.append(item);
  letRemove(item, file.name, words);
  return {
    progress: (share) => {
      bar.value = share;
    },
    /** It is not attached, and why: the line stays until it is taken away. */
    fail: (text) => {
      item.dataset.failed = '';
      state.textContent = text;
      state.classList.add('failed');
      bar.remove();
    },
    done: (upload) => {
      const field = document.createElement('input');
      field.type = 'hidden';
      field.name = 'upload';
      field.value = JSON.stringify(upload);
      item.append(field);
      tell(list);
      state.textContent = words.done;
      bar.remove();
    },
  };
}

/** Gives a line its button. */
export function letRemove(item, filename, words) {
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'slim';
  remove.textContent = words.remove;
  remove.setAttribute('aria-label', `${words.remove}: ${filename}`);
  remove.addEventListener('click', () => {
    const list = item.parentElement;
    item.remove();
    tell(list);
  });
  item.firstElementChild.after(remove);
}

/** The form holds other files than before, as when a field of it changes. */
function tell(list) {
  list.dispatchEvent(new Event('change', { bubbles: true }));
}

function sizeOf({ size }) {
  const isLarge = size >= 1_000_000;
  const format = new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumSignificantDigits: 3,
  });
  return format.format(size === 0 ? 0 : Math.max(0.1, size / (isLarge ? 1_000_000 : 1_000)));
}
