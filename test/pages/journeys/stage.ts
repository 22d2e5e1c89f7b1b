import type { BrowserContext, Page } from 'playwright-core';
import type { Deployment } from '../../../infra/settings-schema.ts';
import { type RunningDesk, startDesk } from '../../e2e/support/desk.ts';
import { startBrowser } from '../support/browser.ts';

/** What a visitor fills into the form. */
export type Form = { email: string; subject: string; text?: string };

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Open at every hour, so that a journey is the same at night. */
const ALWAYS_OPEN: Partial<Deployment> = {
  mailsPerSecond: 1_000,
  defaults: {
    ...{ plan: 'basic', priority: 3, calendar: '24x7', timeZone: 'Europe/Rome', language: 'en' },
    holidays: [],
  },
};

/** The whole desk, running, and a browser: visitors, their mailboxes, and the team behind. At 60, a minute passes each second. */
export async function openStage({
  speed = 60,
  settings = {},
}: {
  speed?: number;
  settings?: Partial<Deployment>;
} = {}) {
  const desk: RunningDesk = await startDesk({ speed, log: 'info', settings: { ...ALWAYS_OPEN, ...settings } });
  const browser = await startBrowser();
  const contexts: BrowserContext[] = [];
  return {
    desk,
    /** The page of somebody who has not been here before. */
    async visitor({ scripts = true } = {}): Promise<Page> {
      const { http: baseURL } = desk.running;
      const context = await browser.newContext({ baseURL, locale: 'en-GB', javaScriptEnabled: scripts });
      contexts.push(context);
      return context.newPage();
    },
    /** Waits for the mail to an address that brings a link to a ticket, and gives its path. */
    async link(address: string, ticket: string): Promise<string> {
      const mail = await desk.received(
        address,
        ({ subject, body }) => subject.includes(ticket) && body.text?.includes('/desk/t/') === true,
      );
      const [link] = /\/desk\/t\/\S+/.exec(mail.body.text ?? '') ?? [];
      if (link === undefined) throw new Error(`the mail to ${address} has no link`);
      return link;
    },
    /** The team answers. */
    async answer(ticket: string, text: string): Promise<void> {
      const body = JSON.stringify({ text });
      const response = await desk.api(`/api/tickets/${ticket}/responses`, { method: 'POST', body });
      if (!response.ok) throw new Error(await response.text());
    },
    async story(ticket: string): Promise<Told> {
      return (await (await desk.api(`/api/tickets/${ticket}`)).json()) as Told;
    },
    /** What the functions have logged, by line. */
    log: () =>
      desk
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{')),
    async stop(): Promise<void> {
      for (const context of contexts) await context.close();
      await browser.close();
      await desk.stop();
    },
  };
}

/** A key as a person presses it: on a page that is there with its scripts. What is typed at a heading that has only just come meets none. */
export async function pressKey(page: Page, key: string): Promise<void> {
  await page.waitForLoadState();
  await page.keyboard.press(key);
}

type Told = {
  state: string;
  cancelled: string | null;
  requester: { address: string; verified: boolean };
  messages: { text: string; attachments: { filename: string; size: number }[] }[];
};

/** Whether a line of the log holds a link to a ticket, a token of a page, or the address of a visitor of these journeys. */
export function tellsTooMuch(line: string): boolean {
  return /t-[0-9a-z]{8}\.[0-9a-z]{8}\.|[0-9a-z]{16}\.[0-9a-z]{1,8}\.[0-9a-z]{16}|(vera|bot\d*)@/.test(line);
}

/** Whoever is quicker is taken for a program (docs/promise.md section 9); a second of the page's age is rounded in their favour. */
const READING_MS = 3_000;

/** Fills in the form, as yet without files, at the pace of somebody who reads it; `press` submits it. */
export async function fillIn(page: Page, { email, subject, text = 'Nobody gets in.' }: Form): Promise<void> {
  await page.fill('#name', 'Vera Verdi');
  await page.fill('#email', email);
  await page.fill('#subject', subject);
  await page.fill('#text', text);
  await page.check('#priority-2');
  await page.waitForTimeout(READING_MS);
}

/** Presses the main button of the page's form. */
export async function press(page: Page, form = 'form[action^="/desk/new"]'): Promise<void> {
  await page.locator(`${form} button[type=submit]`).click();
}

/** The number of the ticket that the page names. */
export async function numberOn(page: Page): Promise<string> {
  await page.waitForURL(/\/desk\/sent\//);
  return page.locator('.lead .num').innerText();
}

/** Asks, and gives the number of the new ticket. */
export async function ask(page: Page, form: Form): Promise<string> {
  await page.goto('/desk/new');
  await fillIn(page, form);
  await press(page);
  return numberOn(page);
}
