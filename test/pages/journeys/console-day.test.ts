import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { openStage, pressKey, type Stage } from './stage.ts';

/** An agent's day in the console: no address is typed after the first, and no API is called. */

const { queue, ticket: words, file, held, me, frame } = consoleWords('en');
const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';

let stage: Stage;
beforeAll(async () => {
  // Ten minutes of the desk's, ten seconds here.
  stage = await openStage({ settings: { unresponsiveAfterMinutes: 10 } });
});
afterAll(async () => {
  await stage?.stop();
});

/** What was done so far, so that a failure says how far the day came. */
const day: string[] = [];
async function step(what: string, work: () => Promise<unknown>): Promise<void> {
  day.push(what);
  try {
    await work();
  } catch (error) {
    throw new Error(`step ${day.length}, ${what}: ${error instanceof Error ? error.message : error}`);
  }
}

async function signIn(name: string): Promise<Page> {
  const page = await stage.visitor();
  await page.goto('/console');
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: queue.title }).waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const send = (page: Page) => page.locator('#write .main-action').click();
/** A machine that is busy with other work is no failure of the desk. */
const said = (page: Page, what: string) => page.locator('.banner.ok', { hasText: what }).waitFor({ timeout: 90_000 });
const toQueue = (page: Page) => page.getByRole('navigation').getByRole('link', { name: frame.queue }).first().click();
/** Sends an answer, and notes to whom the page said that it goes: what is compared with the envelopes in the end. */
async function answer(page: Page, press: () => Promise<void> = () => send(page)): Promise<void> {
  const shown = await page.locator('.only-answer strong').first().innerText();
  await press();
  await said(page, words.done.answered);
  const last = page.locator('.talk .team').last();
  const [id = '', at = ''] = [
    await last.getAttribute('id'),
    await last.locator('time').first().getAttribute('datetime'),
  ];
  const readers = [...shown.matchAll(/[^\s<>,]+@[^\s<>,]+/g)].map(([address]) => address);
  stage.desk.toldByPage(String(id).slice('m-'.length), { at: Date.parse(String(at)), readers });
}
const tab = (page: Page, name: string) => page.locator('.tabs a', { hasText: name }).first().click();
/** Waits for the page and its scripts: what is typed before them is no draft yet. */
async function open(page: Page, subject: string): Promise<void> {
  await page.locator('a.subject', { hasText: subject }).first().click();
  await page.waitForURL(/\/console\/t\//);
}
const unfold = (page: Page, name: string) => page.locator('summary', { hasText: name }).first().click();
const numberOf = async (page: Page) => /T-[0-9A-Z]{8}/.exec(await page.title())?.[0] ?? '';

/** Goes to the queue again until it has this subject: mail takes a moment. */
async function find(page: Page, subject: string): Promise<void> {
  await toQueue(page);
  await page.getByRole('heading', { name: queue.title }).waitFor();
  await expect
    .poll(async () => {
      await page.reload();
      return page.locator('a.subject', { hasText: subject }).count();
    })
    .toBeGreaterThan(0);
}

async function mail(who: string, subject: string, text: string) {
  await stage.desk.mail({ from: `${who}@hudson.example`, login: `${who}@hudson.example`, subject, text });
  await stage.desk.ticket(subject);
}

it('is forty steps, with a file, a collision, a call, a correction, a silent customer, a double, a snooze and a release', async () => {
  await mail('susan', '[P2] The shop is slow', 'Pages take half a minute.');
  await mail('john', '[P3] Where are the invoices?', 'I cannot find October.');
  await mail('susan', '[P3] Slow again', 'The same as before.');
  await stage.desk.mail({ from: 'vera@elsewhere.example', subject: 'An offer', text: GTUBE });

  const luca = await signIn('Luca');
  await step('see who waits', () => open(luca, 'The shop is slow').then(() => luca.goBack()));
  await step('take the next', () => luca.getByRole('button', { name: queue.take }).first().click());
  const slow = await numberOf(luca);
  await step('see that it is taken', async () => expect(await luca.locator('#assignee').inputValue()).toBe('luca'));
  await step('read why it is due then', () => unfold(luca, words.due.why));
  await step('see who reads an answer', () =>
    luca.locator('.only-answer strong', { hasText: 'susan@hudson.example' }).waitFor(),
  );
  await step('write an answer', () => luca.fill('#text', 'Dear Susan, please try this.'));
  // More than a form brings: it goes ahead of it.
  await step('add a file', () =>
    luca.setInputFiles('#files', {
      name: 'steps.txt',
      mimeType: 'text/plain',
      buffer: Buffer.alloc(4_500_000, 'one, two '),
    }),
  );
  await step('send it, and see that it went', () => answer(luca));
  await step('see its file in the conversation', () => luca.locator('.talk .team', { hasText: 'steps.txt' }).waitFor());
  await step('find it among mine', async () => {
    await toQueue(luca);
    await tab(luca, queue.tab.mine);
    await luca.locator('a.subject', { hasText: 'The shop is slow' }).waitFor();
  });

  const marta = await signIn('Marta');
  await step('open the next', async () => {
    await toQueue(luca);
    await open(luca, 'Where are the invoices?');
  });
  await step('begin an answer', () => luca.fill('#text', 'They are below Documents. Luca'));
  await step('a colleague answers first', async () => {
    await open(marta, 'Where are the invoices?');
    await marta.fill('#text', 'Below your name, John. Marta');
    await answer(marta);
  });
  await step('be told, and nothing is sent', async () => {
    await send(luca);
    await luca.locator('.banner.problem').waitFor();
  });
  await step('read what the colleague wrote', () =>
    luca.locator('.talk', { hasText: 'Below your name, John.' }).waitFor(),
  );
  await step('still have the text', async () =>
    expect(await luca.inputValue('#text')).toContain('They are below Documents.'),
  );
  await step('make it a note that names her', async () => {
    await luca.locator('#write [value=note]').check();
    await luca.fill('#text', '@marta thank you, you were quicker.');
    await send(luca);
    await said(luca, words.done.noted);
  });

  await step('file a phone call', () => luca.getByRole('link', { name: frame.file }).click());
  await step('say who called', () => luca.fill('#email', 'marco@bianchi.example'));
  await step('say what it is', async () => {
    await luca.fill('#subject', 'Nothing ships');
    await luca.fill('#body', 'He called: the warehouse stands still.');
    await luca.selectOption('#priority', '1');
  });
  await step('file it', () => button(luca, file.send).click());
  await step('look at what the customer bought', () => luca.getByRole('link', { name: 'Bianchi Logistica' }).click());
  await step('come back by their list of tickets', () => open(luca, 'Nothing ships'));
  await step('correct who asks', async () => {
    await unfold(luca, words.change.correct);
    await luca.fill('#requester', 'gina@bianchi.example');
    await luca.locator('form[action$="/requester"] button').click();
    await said(luca, words.done.requester);
  });
  await step('ask for something, and wait for it', async () => {
    await luca.fill('#text', 'Which of the gates is it?');
    await luca.locator('[name=asks]').check();
    await answer(luca);
  });
  await step('see that nobody answers', async () => {
    await expect
      .poll(async () => {
        await luca.reload();
        return luca.locator('.due', { hasText: words.due.unresponsive }).count();
      })
      .toBe(1);
  });
  await step('lower the priority for that', async () => {
    await unfold(luca, words.change.priority);
    await luca.selectOption('#priority', '2');
    await luca.locator('[name=unresponsive]').check();
    await luca.locator('form[action$="/priority"] button').click();
    await said(luca, words.done.priorityAlone);
  });
  await step('see the new priority', () => luca.locator('.pill.p2', { hasText: 'P2' }).first().waitFor());

  await step('search by a word that somebody wrote, and how another begins', async () => {
    await expect
      .poll(async () => {
        await luca.fill('#q', 'october invoi');
        await luca.keyboard.press('Enter');
        await luca.waitForURL(/\/console\/search/);
        return luca.locator('a.subject', { hasText: 'Where are the invoices?' }).count();
      })
      .toBe(1);
  });
  await step('search by an address', async () => {
    await luca.fill('#q', 'susan@hudson.example');
    await luca.keyboard.press('Enter');
  });
  await step('open the double', () => open(luca, 'Slow again'));
  await step('merge it into the first', async () => {
    await unfold(luca, words.change.close);
    await luca.selectOption('#closeAs', 'duplicate');
    await luca.fill('#twin', slow);
    await luca.locator('form[action$="/close"] button').click();
    await said(luca, words.done.closed);
  });
  await step('go on to the twin', () => luca.getByRole('link', { name: slow }).first().click());
  await step('answer what it waits for now', async () => {
    await luca.fill('#text', 'Dear Susan, we look at both.');
    await answer(luca);
  });
  await step('snooze it', async () => {
    await unfold(luca, words.change.snooze);
    await luca.locator('form[action$="/snooze"] button').click();
    await said(luca, words.done.snoozed);
  });
  await step('find it among the snoozed, and wake it up', async () => {
    await toQueue(luca);
    await tab(luca, queue.tab.snoozed);
    await open(luca, 'The shop is slow');
    await button(luca, words.change.awake).click();
    await said(luca, words.done.awake);
  });
  await step('close it', async () => {
    await unfold(luca, words.change.close);
    await luca.locator('form[action$="/close"] button').click();
    await said(luca, words.done.closed);
  });
  await step('open it again from among the closed', async () => {
    await toQueue(luca);
    await tab(luca, queue.tab.closed);
    await open(luca, 'The shop is slow');
    await button(luca, words.change.reopen).click();
    await said(luca, words.done.reopened);
  });
  await step('release what is held', async () => {
    await luca.getByRole('link', { name: frame.held }).click();
    await luca.getByRole('button', { name: held.release }).first().click();
    await said(luca, held.releasing);
  });
  await step('find it in the queue', async () => {
    await find(luca, 'An offer');
    await open(luca, 'An offer');
  });
  await step('hand it over', async () => {
    await luca.selectOption('#assignee', 'marta');
    await button(luca, words.change.assign).click();
    await said(luca, words.done.assigned);
  });
  await step('she has it', async () => {
    await toQueue(marta);
    await tab(marta, queue.tab.mine);
    await marta.locator('a.subject', { hasText: 'An offer' }).waitFor();
  });
  await step('go home', async () => {
    await luca.getByRole('link', { name: 'Luca Ferri' }).click();
    await button(luca, me.out).click();
    await luca.getByRole('heading', { name: consoleWords('en').login.signedOut.title }).waitFor();
  });
  expect(day.length).toBeGreaterThanOrEqual(40);
});

it('goes by keyboard alone: search, the queue by j and k, an answer by r and Ctrl+Enter', async () => {
  await mail('kim', '[P2] The keyboard', 'It has no letter e.');
  const page = await signIn('Luca');
  await find(page, 'The keyboard');
  await pressKey(page, '/');
  expect(await page.evaluate('document.activeElement.id')).toBe('q');
  await page.keyboard.type('kim@hudson.example');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'kim@hudson.example' }).waitFor();
  await page.goBack();
  const focused = () =>
    page.evaluate<string>("document.activeElement.matches('.subject') ? document.activeElement.textContent : ''");
  for (let row = 0; row < 10 && !(await focused()).includes('The keyboard'); row += 1) await pressKey(page, 'j');
  expect(await focused()).toContain('The keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The keyboard' }).waitFor();
  await pressKey(page, 'r');
  expect(await page.evaluate('document.activeElement.id')).toBe('text');
  await page.keyboard.type('It is under the r.');
  await answer(page, () => page.keyboard.press('Control+Enter'));
});

it('says by keyboard when they are away, and that they are back', async () => {
  const page = await signIn('Luca');
  await page.goto('/console/me');
  const focusOn = async (matches: string) => {
    for (let press = 0; press < 40; press += 1) {
      if (await page.evaluate<boolean>(`document.activeElement.matches('${matches}')`)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no Tab leads to ${matches}`);
  };
  await focusOn('#until');
  await page.fill('#until', '2020-01-01T10:00');
  await page.keyboard.press('Enter');
  await page.locator('.banner.problem a[href="#until"]').waitFor();
  await page.fill('#until', '2090-01-01T10:00');
  await page.focus('#until');
  await page.keyboard.press('Enter');
  await said(page, me.saved);
  await focusOn('form[action$="/me/back"] button');
  await page.keyboard.press('Enter');
  await button(page, me.away.back).waitFor({ state: 'detached' });
});

it('goes without scripts, and a draft outlives a page that is loaded again', async () => {
  await mail('kate', '[P2] No scripts here', 'None.');
  const page = await stage.visitor({ scripts: false });
  await page.goto('/console');
  await page.getByRole('button', { name: 'Marta' }).click();
  await find(page, 'No scripts here');
  await open(page, 'No scripts here');
  await page.fill('#text', 'None are needed.');
  await answer(page);

  const other = await signIn('Luca');
  await tab(other, queue.tab.answered);
  await open(other, 'No scripts here');
  await other.fill('#text', 'Half an answer');
  await other.reload();
  expect(await other.inputValue('#text')).toBe('Half an answer');

  // A note stays one, whatever the page is left for.
  await other.locator('input[name=as][value=note]').check();
  await other.fill('#text', 'Half a note');
  await other.reload();
  expect(await other.inputValue('#text')).toBe('Half a note');
  expect(await other.locator('input[name=as][value=note]').isChecked()).toBe(true);
  await send(other);
  await said(other, words.done.noted);

  // What was sent ends no draft that was begun since.
  await other.fill('#text', 'The next answer');
  await other.reload();
  expect(await other.inputValue('#text')).toBe('The next answer');

  // A file that has arrived is part of it, and goes with the answer.
  const rows = other.locator('#write [data-upload-list] li');
  await other.setInputFiles('#files', { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('one, two') });
  await rows.locator('[name=upload]').waitFor({ state: 'attached' });
  await other.reload();
  expect(await other.inputValue('#text')).toBe('The next answer');
  expect(await rows.innerText()).toContain('plan.txt');
  await answer(other);
  await other.locator('.talk .team', { hasText: 'plan.txt' }).waitFor();
  await other.fill('#text', 'Words of Luca alone');

  // Whoever signs in next in the same tab has a draft of their own.
  await other.getByRole('link', { name: 'Luca Ferri' }).click();
  await button(other, me.out).click();
  await other.getByRole('heading', { name: consoleWords('en').login.signedOut.title }).waitFor();
  await other.goto('/console');
  await other.getByRole('button', { name: 'Marta' }).click();
  await tab(other, queue.tab.answered);
  await open(other, 'No scripts here');
  expect(await other.inputValue('#text')).toBe('');
});
