/**
 * Counts down to a deadline by the desk's clock, which may be another than the browser's, and locally faster. A deadline that passes changes the
 * page in place: to load it again would lose what somebody is typing, and send a form again that was refused.
 */

import { inWords } from './in-words.js';

const began = Date.now();

for (const box of document.querySelectorAll('[data-countdown]')) countDown(box, box.querySelector('[data-due]'));

function countDown(box, line) {
  const { due, now, pace, template, late } = line.dataset;
  let isLate = line.classList.contains('late');

  const show = () => {
    const left = Date.parse(due) - (Date.parse(now) + (Date.now() - began) * Number(pace));
    if (left < 0 && !isLate) {
      isLate = true;
      becomeLate(box);
    }
    line.textContent = (isLate ? late : template).replace('{}', inWords(left));
  };
  show();
  setInterval(show, 1000);
}

function becomeLate(box) {
  const title = box.querySelector('h2');
  title.textContent = title.dataset.late;
  for (const each of box.querySelectorAll('.calm, .soon')) {
    each.classList.remove('calm', 'soon');
    each.classList.add('late');
  }
  for (const bar of box.querySelectorAll('progress')) bar.value = bar.max;
  for (const each of box.querySelectorAll('[data-until-late]')) each.hidden = true;
  for (const each of box.querySelectorAll('[data-only-late]')) each.hidden = false;
}
