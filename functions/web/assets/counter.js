/** Says how much a field may still have, as it fills, and how much is too much: nothing is cut from what is typed or pasted. */

/** Of what a field may have, the share from which on it is said. */
const NEAR = 0.8;

for (const field of document.querySelectorAll('[data-most]')) {
  const { most, left, over } = field.dataset;
  const line = document.createElement('p');
  line.className = 'hint';
  line.setAttribute('role', 'status');
  field.after(line);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const say = () => {
    const rest = Number(most) - field.value.trim().length;
    const words = rest < 0 ? over : left;
    line.textContent = rest > Number(most) * (1 - NEAR) ? '' : words.replace('{}', number.format(Math.abs(rest)));
    line.classList.toggle('why-bad', rest < 0);
  };
  field.addEventListener('input', say);
  say();
}
