/** Says that a ticket is looked at, while its tab is seen, and whether somebody writes; shows who else does. */

const EVERY = 20_000;
const box = document.querySelector('[data-presence]');
const text = document.querySelector('#text');
let shown = box.innerHTML;
let [typed, said] = [-EVERY * 3, 0];
let timer = setTimeout(say, EVERY);

const isWriting = () => text.value && performance.now() < typed + EVERY * 3;

async function tell() {
  said = performance.now();
  const body = new URLSearchParams({ writing: isWriting() ? 'yes' : 'no', since: box.dataset.since });
  const answer = await fetch(box.dataset.presence, { method: 'POST', body });
  const lines = answer.ok ? await answer.text() : shown;
  // What is the same is not read out again.
  if (lines !== shown) box.innerHTML = lines;
  shown = lines;
}

function say() {
  clearTimeout(timer);
  timer = setTimeout(say, EVERY);
  if (!document.hidden) tell().catch(() => {});
}

text.addEventListener('input', () => {
  const isNew = !isWriting();
  typed = performance.now();
  if (isNew) say();
});
document.addEventListener('visibilitychange', () => performance.now() > said + EVERY && say());
