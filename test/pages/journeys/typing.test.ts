import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { LANGUAGES, type Language } from '../../../shared/language.ts';
import { waitingTicket } from '../../support/stories.ts';
import { deskOfPages, linkTo, PHONE } from '../states/scene.ts';
import { premiumRossi } from '../states/story.ts';
import { startBrowser } from '../support/browser.ts';
import { servePages } from '../support/serve-pages.ts';

/** A deadline that passes while somebody writes: the page says so, and takes nothing from them. */

let browser: Browser;
let pages: Awaited<ReturnType<typeof servePages>>;
beforeAll(async () => {
  [browser, pages] = [await startBrowser(), await servePages()];
});
afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

/** The page of a Premium ticket that is due in some desk minutes, of which one passes each second; and all that it asks of the desk. */
async function almostLate(language: Language): Promise<{ page: Page; path: string; asked: string[] }> {
  const desk = Object.assign(deskOfPages({ customers: [premiumRossi] }), { pace: 60 });
  const { id, clock } = await waitingTicket(desk, { priority: 1 });
  desk.pass((Date.parse(clock.deadline) - desk.now().getTime()) / 1000 - 240);
  const asked: string[] = [];
  const handler = createHandler(desk);
  pages.show({
    handler(event, context) {
      if (!event.rawPath.startsWith('/assets/')) asked.push(event.requestContext.http.method);
      return handler(event, context);
    },
  });
  return { page: await browser.newPage(), path: `${pages.url}${await linkTo(desk, id, language)}`, asked };
}

const TYPED = 'What somebody has typed for ten minutes.';

describe.each(LANGUAGES)('a deadline that passes, in %s', (language) => {
  const { follow } = deskWords(language);

  it.each([
    ['on a page that was opened', false],
    ['on a page that was refused, which would be sent again', true],
  ])('is said in place %s', async (_, isRefused) => {
    const { page, path, asked } = await almostLate(language);
    await page.goto(path);
    if (isRefused) {
      await page.click('form.composer button[type=submit]');
      await page.locator('.banner.problem').waitFor();
    }
    const due = page.locator('.card.due');
    expect(await due.innerText()).toContain(follow.answerComes);
    expect(await due.innerText()).not.toContain(PHONE);
    await page.fill('#text', TYPED);
    const before = [...asked];

    await page.getByText(follow.lateTitle).waitFor();
    const said = await due.innerText();
    for (const words of [follow.callUs(PHONE), follow.late('').trim()]) expect(said).toContain(words);
    for (const words of [follow.answerComes, follow.at]) expect(said).not.toContain(words);
    expect(await due.locator('.big').getAttribute('class')).toBe('big num late');
    expect(await due.locator('progress').evaluate((bar) => (bar as unknown as { position: number }).position)).toBe(1);
    const later = await due.locator('.big').innerText();
    await expect.poll(() => due.locator('.big').innerText()).not.toBe(later);
    expect(await page.inputValue('#text')).toBe(TYPED);
    expect(asked).toEqual(before);
    await page.close();
  });
});
