import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { numberOn, openStage, type Stage } from './stage.ts';

/** By keyboard alone, and each place where it stands is seen. */

const { follow } = deskWords('en');
/** More stops than a page has. */
const STOPS = 60;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage?.stop();
});

describe('a visitor without a mouse', () => {
  it('skips the head, is led to each mistake, asks, and withdraws', async () => {
    const email = 'vera@keys.example';
    const page = await stage.visitor();
    await page.goto('/desk/new');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('a.skip');
    await page.keyboard.press('Enter');
    await tabTo(page, '#name');
    await tabTo(page, 'form[action^="/desk/new"] button[type=submit]');
    await page.keyboard.press('Enter');

    await page.waitForSelector('.banner.problem');
    expect(await focused(page)).toBe('div.banner.problem');
    await tabTo(page, '.banner.problem a[href="#name"]');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('input#name');
    await page.keyboard.type('Vera Verdi');
    for (const [field, text] of [
      ['#email', email],
      ['#subject', 'The gate is shut'],
      ['#text', 'Nobody gets in.'],
    ] as const) {
      await tabTo(page, field);
      await page.keyboard.type(text);
    }
    await tabTo(page, '[name=priority]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(3_000);
    await tabTo(page, 'form[action^="/desk/new"] button[type=submit]');
    await page.keyboard.press('Enter');
    const number = await numberOn(page);

    await page.goto(await stage.link(email, number));
    await tabTo(page, 'summary', follow.withdrawHeading);
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', follow.withdraw);
    await page.keyboard.press('Enter');
    await page.getByText(follow.done.withdrawn).waitFor();
    expect(await stage.story(number)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
  });
});

/** Presses Tab until the element has the focus, and looks at each stop that it is seen to have it. */
async function tabTo(page: Page, selector: string, text = ''): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const place = await focused(page);
    // Past the last stop the browser's own head has the focus.
    if (place === 'body') continue;
    expect(await page.evaluate(IS_SEEN), `the focus is seen on ${place}`).toBe(true);
    const [wanted, words] = [JSON.stringify(selector), JSON.stringify(text)];
    const isThere = `document.activeElement.matches(${wanted}) && document.activeElement.textContent.includes(${words})`;
    if (await page.evaluate(isThere)) return;
  }
  throw new Error(`Tab never comes to ${selector} ${text}`);
}

/** An outline or a shadow around it, inside the window. */
const IS_SEEN = `(() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  const isMarked = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  return isMarked && bottom > 0 && top < innerHeight;
})()`;

/** What has the focus: its tag, its id or its classes. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(({ tagName, id, classList }) => tagName.toLowerCase() +
    (id ? '#' + id : [...classList].map((name) => '.' + name).join('')))(document.activeElement)`);
}
