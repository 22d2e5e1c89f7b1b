import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { openStage, pressKey, type Stage } from './stage.ts';

/** Two agents in two browsers, who see each other, and write with saved replies. */

const { queue, ticket: words, replies, presence } = consoleWords('en');
const [LUCA, MARTA] = ['Luca Ferri', 'Marta Conti'];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage?.stop();
});

async function signIn(name: string, { scripts = true } = {}): Promise<Page> {
  const page = await stage.visitor({ scripts });
  if (scripts) await page.clock.install();
  await page.goto('/console');
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: queue.title }).waitFor();
  return page;
}

/** A request of Susan's, open in the page. */
async function opened(subject: string, ...pages: Page[]): Promise<string> {
  const susan = 'susan@hudson.example';
  await stage.desk.mail({ from: susan, login: susan, subject: `[P2] ${subject}`, text: 'It stands still.' });
  await stage.desk.ticket(`[P2] ${subject}`);
  for (const page of pages) await open(page, subject);
  return /T-[0-9A-Z]{8}/.exec((await pages[0]?.title()) ?? '')?.[0] ?? '';
}

async function open(page: Page, subject: string): Promise<void> {
  await page.goto('/console');
  await page.locator('a.subject', { hasText: subject }).first().click();
  // With its scripts: what is typed before them is no draft yet.
  await page.waitForURL(/\/console\/t\//);
  await page.getByRole('heading', { name: subject }).waitFor();
}

const said = (page: Page, what: string) => page.locator('.banner.ok', { hasText: what }).waitFor();
const seesOf = (page: Page, what: string) => page.locator('.presence', { hasText: what }).waitFor();
/** A page says every 20 seconds that it is looked at; nobody waits for that here. */
const later = (page: Page) => page.clock.fastForward(20_000);

async function saveReply(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('link', { name: replies.title }).first().click();
  await page.getByRole('link', { name: replies.add }).click();
  await page.fill('#name', name);
  await page.selectOption('#owner', 'team');
  await page.fill('#text', text);
  await page.getByRole('button', { name: replies.save }).click();
}

it('hear of each other while they look and write, and of an answer before they send theirs', async () => {
  const [luca, marta] = [await signIn('Luca'), await signIn('Marta')];
  const id = await opened('The press stands still', luca, marta);
  await seesOf(marta, presence.looks(LUCA));
  // Who has not typed for a while writes no more: on a busy machine that passes here.
  const bothWrite = async () => {
    await luca.fill('#text', 'Dear Susan, I look');
    await marta.fill('#text', 'Dear Susan,');
    await later(luca);
    await later(marta);
  };
  for (const [page, writes] of [[luca, presence.writes(MARTA)] as const, [marta, presence.writes(LUCA)] as const]) {
    await expect
      .poll(async () => {
        await bothWrite();
        return page.locator('.presence').innerText();
      })
      .toContain(writes);
  }
  expect(await luca.locator('.presence').getAttribute('role')).toBe('status');
  await marta.locator('#write .main-action').click();
  await said(marta, words.done.answered);
  await later(luca);
  await seesOf(luca, presence.answered(MARTA));
  await luca.getByRole('link', { name: presence.read }).click();
  await luca.locator('.talk', { hasText: 'Dear Susan,' }).waitFor();
  expect(await luca.inputValue('#text')).toBe('Dear Susan, I look');
  await luca.goto('/console?tab=answered');
  await luca
    .locator('tr', { hasText: id })
    .locator('.on', { hasText: presence.onIt(MARTA) })
    .waitFor();
});

it('write with a saved reply: at once, by keyboard, and without scripts', async () => {
  const luca = await signIn('Luca');
  await saveReply(luca, 'We have it', 'Dear {{customer}}, it is {{ticket.number}}. {{agent.name}}');
  await luca.locator('.banner.problem', { hasText: '{{customer}}' }).waitFor();
  await luca.fill('#text', 'Dear {{requester.name}}, it is {{ticket.number}}. {{agent.name}}');
  await luca.getByRole('button', { name: replies.save }).click();
  await said(luca, replies.done.added);

  const id = await opened('The saw stands still', luca);
  await pressKey(luca, 'r');
  await luca.keyboard.type('Good morning.');
  // Past the way to change them and the button, to the list.
  for (const _ of [1, 2, 3]) await luca.keyboard.press('Shift+Tab');
  expect(await luca.evaluate('document.activeElement.id')).toBe('reply');
  await luca.keyboard.type('We have');
  await luca.keyboard.press('Tab');
  await luca.keyboard.press('Enter');
  const filled = `it is ${id}. ${LUCA}`;
  await expect.poll(() => luca.inputValue('#text')).toContain(filled);
  expect(await luca.inputValue('#text')).toMatch(/^Good morning\.\n\nDear /);
  expect(new URL(luca.url()).pathname).toBe(`/console/t/${id}`);
  await luca.keyboard.press('Control+Enter');
  await said(luca, words.done.answered);

  const marta = await signIn('Marta', { scripts: false });
  const other = await opened('The drill stands still', marta);
  await marta.fill('#text', 'Good evening.');
  await marta.selectOption('#reply', { label: 'We have it' });
  await marta.getByRole('button', { name: replies.insert }).click();
  expect(await marta.inputValue('#text')).toContain(`it is ${other}. ${MARTA}`);
  expect(await marta.inputValue('#text')).toMatch(/^Good evening\.\n\nDear /);
  await marta.locator('#write .main-action').click();
  await said(marta, words.done.answered);
});
