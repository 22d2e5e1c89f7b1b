/**
 * Asks for the rows of the queue again and again, and puts them in place when they have changed: never under the focus, not in a tab that nobody
 * sees, and more seldom while the desk does not answer. Who does not want that switches it off.
 */

const EVERY = 15_000;
const LONGEST = 240_000;

const rows = document.querySelector('[data-rows]');
const live = document.querySelector('[data-live]');
const offline = document.querySelector('[data-offline]');
let tag = '';
let pause = EVERY;

async function ask() {
  const mayAsk = live.querySelector('input').checked && !document.hidden && !rows.contains(document.activeElement);
  if (mayAsk) await load().catch(failed);
  setTimeout(ask, pause);
}

async function load() {
  const answer = await fetch(rows.dataset.rows, { headers: tag ? { 'if-none-match': tag } : {} });
  // Signed out: the page itself leads to the login, and back.
  if (answer.status === 401) return location.reload();
  if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
  pause = EVERY;
  offline.hidden = true;
  if (answer.status === 304) return;
  tag = answer.headers.get('etag') ?? '';
  const text = await answer.text();
  // Somebody may have gone into the rows meanwhile.
  if (rows.contains(document.activeElement)) return;
  rows.innerHTML = text;
  const count = rows.querySelector('[data-count]')?.dataset.count;
  const figure = document.querySelector('.tabs [aria-current] .count');
  if (count && figure) figure.textContent = count;
  document.dispatchEvent(new Event('desk:rows'));
}

function failed() {
  offline.hidden = false;
  pause = Math.min(LONGEST, pause * 2);
}

live.hidden = false;
setTimeout(ask, EVERY);
