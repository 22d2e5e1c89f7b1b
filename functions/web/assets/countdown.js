/** Counts down to a deadline by the desk's clock, which may be another than the browser's, and locally faster. */

const began = Date.now();

for (const element of document.querySelectorAll('[data-due]')) {
  const { due, now, pace = '1', late = '' } = element.dataset;
  const left = () => Date.parse(due) - (Date.parse(now) + (Date.now() - began) * Number(pace));
  const lang = document.documentElement.lang;
  const unit = (name) => new Intl.NumberFormat(lang, { style: 'unit', unit: name, unitDisplay: 'long' });
  const units = [
    [86_400, unit('day')],
    [3_600, unit('hour')],
    [60, unit('minute')],
    [1, unit('second')],
  ];
  const list = new Intl.ListFormat(lang, { type: 'conjunction' });

  const words = (milliseconds) => {
    let rest = Math.floor(Math.abs(milliseconds) / 1000);
    const parts = [];
    for (const [size, format] of units) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) parts.push(format.format(count));
    }
    return list.format(parts.slice(0, 2)) || units[3][1].format(0);
  };

  const show = () => {
    const rest = left();
    // A deadline that passes while the page is open changes more than this line.
    if (rest < 0 && element.dataset.state === 'running') return location.reload();
    const template = rest < 0 ? late : element.dataset.template;
    element.textContent = template.replace('{}', words(rest));
  };
  if (element.dataset.template) {
    show();
    setInterval(show, 1000);
  }
}
