import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './states/look.ts';
import { nameOf, sampleOf } from './states/views.ts';
import { openWindow, type Window } from './support/window.ts';

/** The pages in a real browser: each state in both languages, widths and colours; `npm run pages:all` looks at every mixture of them. */

const SEED = 20_261_128;

let window: Window;
beforeAll(async () => {
  window = await openWindow();
});
afterAll(() => window.close());

describe('a page', () => {
  it.each(sampleOf(SEED).map((view) => ({ name: nameOf(view), view })))(
    'is accessible, valid, quiet and as wide as the window: $name',
    async ({ view }) => {
      expect(await faultsOf(await window.open(view))).toEqual([]);
    },
  );
});

/** Nothing wrong is worth nothing when nothing would be found. */
describe('the look at a page', () => {
  it('finds what is planted', async () => {
    const [view] = sampleOf(SEED);
    if (!view) throw new Error('there are no states');
    const opened = await window.open(view);
    await opened.page.evaluate(`
      document.querySelector('main').innerHTML = '<p style="color:#bbb">pale</p><input type="text"><div class="wide-one">wide</div>';
      document.querySelector('.wide-one').style.width = '3000px';
      console.error('planted');
      setTimeout(() => { throw new Error('thrown') });`);
    const body = opened.body.replace('</main>', '<p><div></div></p></main>');
    await expect.poll(() => opened.complaints.join()).toContain('thrown');
    const faults = (await faultsOf({ ...opened, body })).join('\n');
    for (const fault of ['axe label', 'DIV.wide-one', 'console: planted', 'html no-implicit-close']) {
      expect(faults).toContain(fault);
    }
  });
});
