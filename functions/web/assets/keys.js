/**
 * Single letters are commands outside of fields: `/` searches, `j` and `k` go through the queue, Enter opens,
 * `r` answers, `n` notes. Loaded only for whoever wants that.
 */

const links = () => [...document.querySelectorAll('table.queue .subject')];

function move(step) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}

function compose(as) {
  const choice = document.querySelector(`#write [name="as"][value="${as}"]`);
  if (!choice) return;
  choice.checked = true;
  document.querySelector('#text').focus();
}

const COMMANDS = {
  '/': () => document.querySelector('#q')?.focus(),
  j: () => move(1),
  k: () => move(-1),
  r: () => compose('answer'),
  n: () => compose('note'),
};

document.addEventListener('keydown', (event) => {
  const isTyping = document.activeElement?.matches('input:not([type="radio"], [type="checkbox"]), textarea, select');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !(event.key in COMMANDS)) return;
  event.preventDefault();
  COMMANDS[event.key]();
});
