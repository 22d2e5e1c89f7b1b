import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../shared/language.ts';
import { COMPANY } from './states/company.ts';
import { CONSOLE } from './states/console.ts';
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

describe('the table of a company’s requests', () => {
  const state = COMPANY.find(({ name }) => name === 'company');
  it.each(LANGUAGES.flatMap((language) => [1280, 1920].map((width) => ({ language, width }))))(
    'has each address on one line where there is room: $language $width',
    async ({ language, width }) => {
      if (!state) throw new Error('there is no such state');
      const { page } = await window.open({ state, language, width, colours: 'light' });
      const lines = await page.evaluate<{ text: string; lines: number }[]>(`
        [...document.querySelectorAll('.address')].map((each) => {
          const range = document.createRange();
          range.selectNodeContents(each);
          return { text: each.textContent, lines: range.getClientRects().length };
        })`);
      expect(lines.map(({ text }) => text)).toContain('the.colleague.with.the.longest.name@rossi.example');
      expect(lines.filter((each) => each.lines !== 1)).toEqual([]);
    },
  );

  it.each([960, 1100, 1279])('is as wide as the window in between: %d', async (width) => {
    if (!state) throw new Error('there is no such state');
    expect(await faultsOf(await window.open({ state, language: 'it', width, colours: 'light' }))).toEqual([]);
  });
});

describe('the console on a telephone', () => {
  const open = async (name: string, language: 'en' | 'it') => {
    const state = CONSOLE.find((each) => each.name === name);
    if (!state) throw new Error(`there is no state ${name}`);
    return (await window.open({ state, language, width: 360, colours: 'light' })).page;
  };

  it.each(LANGUAGES)('has its search box between the margins of the page: %s', async (language) => {
    const page = await open('console-search', language);
    const edges = await page.evaluate<number[][]>(`
      [document.querySelector('.find input'), document.querySelector('main > *')].map((each) => {
        const { left, right } = each.getBoundingClientRect();
        return [left, right];
      })`);
    expect(edges[0]).toEqual(edges[1]);
  });

  it.each(LANGUAGES)('has pictures whose figures and names can be read: %s', async (language) => {
    const page = await open('console-report', language);
    const texts = await page.evaluate<{ size: number; left: number; right: number }[]>(`
      [...document.querySelectorAll('.hours text')].map((each) => {
        const { left, right } = each.getBoundingClientRect();
        return { size: each.getScreenCTM().a * parseFloat(getComputedStyle(each).fontSize), left, right };
      })`);
    expect(texts.length).toBeGreaterThan(20);
    for (const { size, left, right } of texts) {
      expect(size).toBeGreaterThan(10);
      expect([left >= 0, right <= 360]).toEqual([true, true]);
    }
  });
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
