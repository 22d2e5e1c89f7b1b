import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { MOST_FILES } from '../../../functions/web/most-files.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import { deskOfPages, formOf, submitted } from '../states/scene.ts';
import { startBrowser } from '../support/browser.ts';
import { servePages } from '../support/serve-pages.ts';

/** Files that somebody chooses, where scripts run: each has a line, which says by name what became of it. */

let browser: Browser;
let pages: Awaited<ReturnType<typeof servePages>>;
beforeAll(async () => {
  [browser, pages] = [await startBrowser(), await servePages()];
});
afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

const BUCKET = 'https://uploads.example/**';
const HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'PUT',
  'access-control-allow-headers': '*',
};

/** The form, its bucket answering every file with `status`, once `until` is there. */
async function form(language: string, { status = 200, until = Promise.resolve() } = {}): Promise<Page> {
  pages.show({ handler: createHandler(deskOfPages()) });
  const page = await browser.newPage();
  await page.route(BUCKET, async (route) => {
    if (route.request().method() !== 'OPTIONS') await until;
    await route.fulfill({ status: route.request().method() === 'OPTIONS' ? 200 : status, headers: HEADERS });
  });
  await page.goto(`${pages.url}/desk/new?lang=${language}`);
  return page;
}

const file = (name: string, bytes = 5) => ({ name, mimeType: 'image/png', buffer: Buffer.alloc(bytes, 'x') });
const choose = (page: Page, ...files: ReturnType<typeof file>[]) => page.setInputFiles('#files', files);
const line = (page: Page, name: string) => page.locator('[data-upload-list] li', { hasText: name });
const attached = (page: Page) => page.locator('input[name=upload]').count();

/** Answers the page's question for a place in the bucket. */
const refuseSlots = (page: Page, status: number) =>
  page.route('**/desk/uploads', (route) => route.fulfill({ status, body: '{}' }));

describe.each(LANGUAGES)('a file that is chosen, in %s,', (language) => {
  const { uploads } = deskWords(language).file;

  it('and is sent, is attached, until it is taken away', async () => {
    const page = await form(language);
    await choose(page, file('gate.png'), file('door.png'));
    for (const name of ['gate.png', 'door.png']) await line(page, name).getByText(uploads.done).waitFor();
    expect(await attached(page)).toBe(2);
    await line(page, 'gate.png').getByRole('button').click();
    expect(await attached(page)).toBe(1);
    await page.close();
  });

  it('and is larger than it may be, says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-upload-'));
    const page = await form(language);
    // Of no bytes on the disk: a browser is only told how large it is.
    await writeFile(join(folder, 'big.png'), '');
    await truncate(join(folder, 'big.png'), MOST_FILES.upload + 1);
    await page.setInputFiles('#files', join(folder, 'big.png'));
    await line(page, 'big.png').getByText(uploads.tooLarge(MOST_FILES)).waitFor();
    expect(await attached(page)).toBe(0);
    await page.close();
    await rm(folder, { recursive: true });
  });

  it('and is empty, says so, and keeps no other from being sent', async () => {
    const page = await form(language);
    await choose(page, file('void.png', 0), file('good.png'));
    await line(page, 'void.png').getByText(uploads.empty).waitFor();
    await line(page, 'good.png').getByText(uploads.done).waitFor();
    expect(await attached(page)).toBe(1);
    await page.close();
  });

  it.each([
    [400, 'refused'],
    [404, 'expired'],
    [413, 'tooLarge'],
    [415, 'refused'],
    [429, 'later'],
    [500, 'failed'],
  ] as const)('and has no place in the bucket, says why: %d', async (status, why) => {
    const page = await form(language);
    await refuseSlots(page, status);
    await choose(page, file('gate.png'));
    const says = uploads[why];
    await line(page, 'gate.png')
      .getByText(typeof says === 'string' ? says : says(MOST_FILES))
      .waitFor();
    expect(await attached(page)).toBe(0);
    expect(await page.locator('form[data-uploads] button[type=submit]').isEnabled()).toBe(true);
    await page.close();
  });

  it('and that the bucket refuses, or that the line loses, says so, and can be chosen again', async () => {
    const page = await form(language, { status: 403 });
    await choose(page, file('gate.png'));
    await line(page, 'gate.png').getByText(uploads.failed).waitFor();
    await page.unroute(BUCKET);
    await page.route(BUCKET, (route) => route.abort());
    await choose(page, file('door.png'));
    await line(page, 'door.png').getByText(uploads.failed).waitFor();
    expect(await page.locator('[data-upload-list] li').count()).toBe(2);
    await page.close();
  });

  it('as the eleventh, says so; with another one taken away it is attached', async () => {
    const page = await form(language);
    const [last, ...first] = Array.from({ length: 11 }, (_, index) => file(`photo-${10 - index}.png`));
    if (!last) throw new Error('there is none');
    await choose(page, ...first);
    await expect.poll(() => attached(page)).toBe(10);
    await choose(page, last);
    await line(page, last.name).getByText(uploads.tooMany(MOST_FILES)).waitFor();
    await line(page, 'photo-3.png').getByRole('button').click();
    await choose(page, last);
    await line(page, last.name).getByText(uploads.done, { exact: true }).waitFor();
    expect(await attached(page)).toBe(10);
    await page.close();
  });

  it('while another one is under way, is sent as well', async () => {
    let go = () => {};
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    const page = await form(language, { until });
    await choose(page, file('slow.png'));
    await line(page, 'slow.png').getByText(uploads.sending).waitFor();
    await choose(page, file('quick.png'));
    await line(page, 'quick.png').waitFor();
    expect(await page.locator('form[data-uploads] button[type=submit]').isDisabled()).toBe(true);
    go();
    for (const name of ['slow.png', 'quick.png']) await line(page, name).getByText(uploads.done).waitFor();
    const places = await page.evaluate<number[]>(
      `[...document.querySelectorAll('[name=upload]')].map(({ value }) => JSON.parse(value).index)`,
    );
    expect(places.toSorted()).toEqual([0, 1]);
    await page.close();
  });

  it('stays in a form that is shown again, and can be taken away there', async () => {
    const desk = deskOfPages();
    const form = formOf(desk, language);
    const upload = JSON.stringify({ index: 0, filename: 'gate.png', contentType: 'image/png', size: 5 });
    desk.faults.add({ port: 'requestCounter.within' });
    desk.stored.set(`uploads/${form.token?.split('.')[0]}/0`, {
      content: Buffer.from('xxxxx'),
      contentType: 'image/png',
    });
    const { shown, path } = await submitted(desk, `/desk/new?lang=${language}`, { ...form, upload });
    pages.show(shown);
    const page = await browser.newPage();
    await page.goto(`${pages.url}${path}`);
    expect(await attached(page)).toBe(1);
    await line(page, 'gate.png').getByRole('button', { name: uploads.remove }).click();
    expect(await attached(page)).toBe(0);
    await page.close();
  });
});

describe.each(LANGUAGES)('a long text, in %s,', (language) => {
  const { count } = deskWords(language);

  it('is not cut as it is pasted: the page counts what is too much', async () => {
    const page = await form(language);
    await page.fill('#text', 'x'.repeat(20_007));
    expect((await page.inputValue('#text')).length).toBe(20_007);
    await page.getByText(count.over.replace('{}', '7')).waitFor();
    await page.fill('#text', 'x'.repeat(19_995));
    await page.getByText(count.left.replace('{}', '5')).waitFor();
    await page.fill('#text', 'Short.');
    expect(await page.locator('.why-bad').count()).toBe(0);
    await page.close();
  });
});

describe('the form', () => {
  it('says its times in the visitor’s zone, also where it was refused', async () => {
    pages.show({ handler: createHandler(deskOfPages()) });
    const context = await browser.newContext({ timezoneId: 'America/New_York' });
    const page = await context.newPage();
    await page.goto(`${pages.url}/desk/new?lang=en`);
    const due = page.locator('[data-in-zone=due-1]');
    await expect.poll(() => due.innerText()).toContain('UTC-5');
    await page.fill('#subject', 'The gate');
    await page.click('form[data-uploads] button[type=submit]');
    await page.locator('.banner.problem').waitFor();
    await expect.poll(() => due.innerText()).toContain('UTC-5');
    expect(await page.inputValue('#subject')).toBe('The gate');
    await context.close();
  });
});
