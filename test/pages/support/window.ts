import type { Browser, Page } from 'playwright-core';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import type { Language } from '../../../shared/language.ts';
import type { PageState } from '../states/scene.ts';
import { startBrowser } from './browser.ts';
import { servePages } from './serve-pages.ts';

/** How a state is looked at: its language, the window's width in px, and the visitor's colours. */
export type View = { state: PageState; language: Language; width: number; colours: 'light' | 'dark' };

/** A page that is open: what came for it, and what its console and scripts complained of. */
export type Opened = { page: Page; body: string; complaints: string[] };

/** One window for many views, which is much quicker than one for each. */
export type Window = { open(view: View): Promise<Opened>; close(): Promise<void> };

const HEIGHT = 900;

/** Starts a browser with a window, and a server of what is looked at. Close it: it is a process. */
export async function openWindow(): Promise<Window> {
  const browser: Browser = await startBrowser();
  const pages = await servePages();
  const context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'Europe/Rome' });
  const page = await context.newPage();
  const settled = settling(page);
  let [url, complaints] = ['', [] as string[]];
  page.on('console', (message) => {
    // That a page is a failure is what its status says, and no complaint.
    const isStatus = message.location().url === url && message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isStatus) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));

  return {
    async open({ state, language, width, colours }) {
      const scene = await state.make(language);
      pages.show(scene.shown);
      [url, complaints] = [`${pages.url}${scene.path}`, []];
      await page.setViewportSize({ width, height: HEIGHT });
      await page.emulateMedia({ colorScheme: colours });
      const answer = await page.goto(url);
      await scene.before?.(page);
      await settled();
      if (answer?.status() !== state.status) complaints.push(`its status is ${answer?.status()}, not ${state.status}`);
      const says = state.says(deskWords(language), language);
      if (!(await page.innerText('body')).includes(says)) complaints.push(`it does not say: ${says}`);
      return { page, body: (await answer?.text()) ?? '', complaints };
    },
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}

/** Waits until all that a page's scripts asked for has come, and is drawn. */
function settling(page: Page): () => Promise<void> {
  const pending = new Set<unknown>();
  page.on('request', (request) => pending.add(request));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
  const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  return async () => {
    do await page.evaluate(drawn);
    while (pending.size > 0);
  };
}
