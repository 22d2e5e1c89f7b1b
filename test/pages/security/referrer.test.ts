import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { type Service, serve } from '../../../infra/local/serve.ts';
import { waitingTicket } from '../../support/stories.ts';
import { deskOfPages, linkTo, scene } from '../states/scene.ts';
import { fileOf } from '../states/story.ts';
import { startBrowser } from '../support/browser.ts';
import { servePages } from '../support/serve-pages.ts';
import { openWindow, type Window } from '../support/window.ts';

/** Where the link of a ticket does not go: to a site that its page leads to, or has files at. Our own site is told who asks. */

let window: Window;
let other: Service;
const told: Headers[] = [];
beforeAll(async () => {
  window = await openWindow();
  other = await serve(({ headers }) => {
    told.push(headers);
    return new Response('our notice on privacy');
  });
});
afterAll(async () => {
  await window?.close();
  await other?.close();
});

describe('a site that a ticket leads to', () => {
  it('is not told from where somebody comes', async () => {
    const state = {
      name: 'a ticket',
      status: 200,
      says: () => 'The door does not open',
      async make() {
        const desk = deskOfPages({ settings: { privacyUrl: `${other.url}/privacy` } });
        const { id } = await waitingTicket(desk);
        return scene(desk, await linkTo(desk, id, 'en'));
      },
    };
    const { page, complaints } = await window.open({ state, language: 'en', width: 1280, colours: 'light' });
    expect(complaints).toEqual([]);
    await page.click('footer a');
    await page.getByText('our notice on privacy').waitFor();
    expect(await page.evaluate<string>('document.referrer')).toBe('');
    expect(told.map((headers) => [headers.get('referer'), headers.get('origin')])).toContainEqual([null, null]);
    expect(told.filter((headers) => JSON.stringify([...headers]).includes('/desk'))).toEqual([]);
  });

  it('is not told either where its files are, to which our own address leads on', async () => {
    const state = {
      name: 'a ticket with a file',
      status: 200,
      says: () => 'gate.png',
      async make() {
        const desk = deskOfPages();
        const { id } = await waitingTicket(desk, { attachments: [fileOf('gate.png')] });
        desk.files = { ...desk.files, link: async () => `${other.url}/file` };
        return scene(desk, await linkTo(desk, id, 'en'));
      },
    };
    told.length = 0;
    const { page } = await window.open({ state, language: 'en', width: 1280, colours: 'light' });
    await page.click('.files a');
    await page.getByText('our notice on privacy').waitFor();
    expect(await page.evaluate<string>('document.referrer')).toBe('');
    expect(told.map((headers) => headers.get('referer'))).toContain(null);
    expect(told.filter((headers) => JSON.stringify([...headers]).includes('/desk'))).toEqual([]);
  });
});

describe('a form of ours', () => {
  it('names our own site as its origin, so that a browser without `Sec-Fetch-Site` is not refused', async () => {
    const [pages, browser] = [await servePages(), await startBrowser()];
    try {
      const desk = deskOfPages({ settings: { webUrl: pages.url } });
      const handler = createHandler(desk);
      const origins: unknown[] = [];
      pages.show({
        handler(event, context) {
          const { 'sec-fetch-site': _, ...headers } = event.headers;
          if (event.requestContext.http.method === 'POST') origins.push(headers.origin);
          return handler({ ...event, headers }, context);
        },
      });
      const page = await browser.newPage();
      await page.goto(`${pages.url}/desk/link?lang=en`);
      await page.fill('#email', 'anna@rossi.example');
      await page.click('main button[type=submit]');
      await page.waitForURL(/\/desk\/link\/sent/);
      expect(origins).toEqual([pages.url]);
    } finally {
      await browser.close();
      await pages.close();
    }
  });
});
