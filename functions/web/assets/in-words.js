/** A duration in the page's language, as the pages say it: its two largest units. */
export function inWords(milliseconds) {
  const { lang } = document.documentElement;
  const say = (unit, count) => new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  let rest = Math.floor(Math.abs(milliseconds) / 1000);
  const parts = [];
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ]) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(say(unit, count));
  }
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(parts.slice(0, 2)) || say('second', 0);
}
