/**
 * Puts the time that is left in the place of each deadline, and how much of it is gone, by the desk's clock, which may be another than the
 * browser's, and locally faster. No live region: nobody is read a countdown.
 */

import { inWords } from './in-words.js';

const began = Date.now();
const clock = document.querySelector('[data-now]');

/** The desk's time now, in ms. */
function deskTime() {
  const { now, pace } = clock.dataset;
  return Date.parse(now) + (Date.now() - began) * Number(pace);
}

/** Seconds count only in the last minute. */
function inMinutes(left) {
  return Math.abs(left) < 60_000 ? left : Math.trunc(left / 60_000) * 60_000;
}

function show() {
  const now = deskTime();
  for (const box of document.querySelectorAll('[data-due]')) {
    const { start, due, late } = box.dataset;
    const left = Date.parse(due) - now;
    const gone = Math.min(1, Math.max(0, (now - Date.parse(start)) / (Date.parse(due) - Date.parse(start))));
    const tone = left < 0 ? 'late' : gone > 0.75 ? 'soon' : 'calm';
    const text = box.querySelector('.left');
    const bar = box.querySelector('progress');
    const words = inWords(inMinutes(left));
    text.textContent = left < 0 ? late.replace('{}', words) : words;
    bar.value = Math.round(gone * 1000);
    for (const each of [text, bar]) {
      each.classList.remove('late', 'soon', 'calm');
      each.classList.add(tone);
    }
  }
}

if (clock) {
  show();
  setInterval(show, 1000);
  // What is put in their place is counted at once.
  document.addEventListener('desk:rows', show);
}
