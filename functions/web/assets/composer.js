/** Keeps what an agent is writing in this tab until it is sent: a page that is loaded again, or a session that is over, loses no draft. Ctrl+Enter sends. */

const form = document.querySelector('[data-draft]');
const key = `draft ${form.dataset.draft}`;
const text = form.querySelector('#text');
const done = new URLSearchParams(location.search).get('done');

// What was sent is no draft any more.
if (['answered', 'parked', 'noted'].includes(done)) sessionStorage.removeItem(key);
if (text.value === '') text.value = sessionStorage.getItem(key) ?? '';

text.addEventListener('input', () => sessionStorage.setItem(key, text.value));

// Sent twice by an impatient finger is sent once anyway; the button says that it was heard.
form.addEventListener('submit', (event) => {
  // A file is still under way.
  if (event.defaultPrevented) return;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-busy', 'true');
});

text.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
