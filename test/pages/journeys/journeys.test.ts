import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onlineDesk } from '../../../functions/online-desk/handler.ts';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { deskOf } from '../../support/stories.ts';
import { ask, fillIn, numberOn, openStage, press, type Stage, tellsTooMuch } from './stage.ts';

/** From the form to "it is solved", in a browser, on the whole running desk. */

const { file, follow } = deskWords('en');

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ settings: { askSatisfaction: true } });
});
afterAll(async () => {
  await stage?.stop();
});

describe('a request by the page', () => {
  it('with a file of 20 MB is followed by the link in the mail, until it is solved', async () => {
    const email = 'vera@scripts.example';
    const page = await stage.visitor();
    await page.goto('/desk');
    await page.locator('a.main-action').click();
    await fillIn(page, { email, subject: 'The gate is shut' });
    const content = Buffer.alloc(20_000_000, 'gate');
    // From the disk, as a browser takes it: through the line that steers the browser it takes longer than all else.
    const folder = await mkdtemp(join(tmpdir(), 'desk-journey-'));
    await writeFile(join(folder, 'gate.log'), content);
    await page.setInputFiles('#files', join(folder, 'gate.log'));
    await page.locator('[data-upload-list]', { hasText: file.uploads.done }).waitFor();
    await press(page);
    const number = await numberOn(page);
    await rm(folder, { recursive: true });

    await page.goto(await stage.link(email, number));
    const countdown = page.locator('[data-due]');
    const before = await countdown.innerText();
    await expect.poll(() => countdown.innerText()).not.toBe(before);
    const kept = await page.request.get((await page.locator('.files a').getAttribute('href')) ?? '');
    expect(kept.headers()['content-disposition']).toMatch(/^attachment; .*gate\.log/);
    expect((await kept.body()).equals(content)).toBe(true);

    await page.fill('#text', 'It is still shut.');
    await press(page, 'form.composer');
    await page.getByText(follow.done.written).waitFor();
    expect(await page.locator('.talk > li').allInnerTexts()).toEqual([
      expect.stringContaining('Nobody gets in.'),
      expect.stringContaining('It is still shut.'),
    ]);
    await stage.answer(number, 'Push the gate.');
    await page.reload();
    expect(await page.locator('.talk > li').last().innerText()).toContain('Push the gate.');
    await page.getByRole('button', { name: follow.solve }).click();
    await page.getByText(follow.done.solved).waitFor();
    expect(await stage.story(number)).toMatchObject({ state: 'closed', cancelled: null });
  });

  it('works with scripts blocked: every route that takes a form is walked', async () => {
    const page = await stage.visitor({ scripts: false });
    const posted: string[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (response.request().method() === 'POST') posted.push(`${pathname} ${response.status()}`);
    });
    const email = 'vera@plain.example';
    const asked = async (subject: string) => {
      const number = await ask(page, { email, subject });
      await page.goto(await stage.link(email, number));
      return number;
    };

    await page.goto('/desk/new');
    await fillIn(page, { email, subject: 'The door is shut' });
    await page.setInputFiles('#files', { name: 'door.txt', mimeType: 'text/plain', buffer: Buffer.from('shut') });
    await press(page);
    const number = await numberOn(page);
    await page.goto(await stage.link(email, number));
    expect(await page.locator('.files').innerText()).toContain('door.txt');
    await page.getByRole('button', { name: follow.confirm }).click();
    await page.getByText(follow.done.confirmed).waitFor();
    await page.fill('#text', 'It is still shut.');
    await page.setInputFiles('#files', { name: 'more.txt', mimeType: 'text/plain', buffer: Buffer.from('still') });
    await press(page, 'form.composer');
    await page.getByText(follow.done.written).waitFor();
    await stage.answer(number, 'Push the door.');
    await page.reload();
    await page.getByRole('button', { name: follow.solve }).click();
    await page.getByText(follow.done.solved).waitFor();
    for (const is of ['good', 'bad'] as const) {
      const button = page.getByRole('button', { name: follow.satisfied[is], exact: true });
      await button.click();
      await page.getByText(follow.done.rated).waitFor();
      expect(await button.getAttribute('aria-pressed')).toBe('true');
    }
    const story = await stage.story(number);
    expect(story).toMatchObject({ state: 'closed', requester: { address: email, verified: true } });
    expect(story.messages.flatMap(({ attachments }) => attachments.map(({ filename }) => filename))).toEqual([
      'door.txt',
      'more.txt',
    ]);

    const withdrawn = await asked('The window is shut');
    await page.getByText(follow.withdrawHeading).click();
    await page.getByRole('button', { name: follow.withdraw }).click();
    await page.getByText(follow.done.withdrawn).waitFor();
    expect(await stage.story(withdrawn)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
    const denied = await asked('The cellar is shut');
    await page.getByText(follow.notMeHeading).click();
    await page.getByRole('button', { name: follow.notMe }).click();
    await page.getByText(follow.done['not-me']).waitFor();
    expect(await stage.story(denied)).toMatchObject({ state: 'closed', cancelled: 'spam' });
    await page.goto('/desk/link');
    await page.fill('#number', number);
    await page.fill('#email', email);
    await press(page, 'form[action^="/desk/link"]');
    await page.waitForURL(/\/desk\/link\/sent/);

    // All save that by which a script asks where to put a file.
    const forms = onlineDesk(deskOf()).routes.filter(
      ({ method, path }) => method === 'POST' && path !== '/desk/uploads',
    );
    const walked = forms.filter(({ path }) => {
      const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')} 303$`);
      return posted.some((each) => pattern.test(each));
    });
    expect(walked.map(({ path }) => path)).toEqual(forms.map(({ path }) => path));
    expect(walked.length).toBeGreaterThan(6);
  });
});

describe('the mailbox page', () => {
  it('leads to the request by its link, in the mail as it looks and in its text', async () => {
    const number = await ask(await stage.visitor(), { email: 'vera@mailbox.example', subject: 'The lift is shut' });
    await stage.link('vera@mailbox.example', number);
    const page = await stage.visitor();
    const failed: string[] = [];
    page.on('response', (response) => response.ok() || failed.push(response.url()));
    await page.goto(stage.desk.running.mailbox);
    const mail = page.locator('.email', { has: page.locator('p', { hasText: /^To: vera@mailbox\.example$/ }) });
    await mail.getByRole('button', { name: 'Toggle HTML view' }).click();
    await mail.getByRole('button', { name: 'Toggle text view' }).click();
    for (const shown of [mail.frameLocator('iframe'), mail.locator('.email-text')]) {
      // By the keyboard: mails that come move the link, and a click waits until it stands still.
      const popup = page.waitForEvent('popup');
      const [opened] = await Promise.all([popup, shown.locator('a[href*="/desk/t/"]').first().press('Enter')]);
      await opened.getByRole('heading', { name: 'The lift is shut' }).waitFor();
      await opened.close();
    }
    expect(failed).toEqual([]);
  });

  it('leads a contact of a company to all its requests, as the tour says', async () => {
    const page = await stage.visitor();
    const number = await ask(page, { email: 'anna@rossi.example', subject: 'The till is shut' });
    await page.goto('/desk/link');
    await page.fill('#email', 'anna@rossi.example');
    await press(page, 'form[action^="/desk/link"]');
    await page.waitForURL(/\/desk\/link\/sent/);
    const mail = await stage.desk.received(
      'anna@rossi.example',
      ({ body }) => body.text?.includes('/desk/c/') === true,
    );
    await page.goto(/\/desk\/c\/\S+/.exec(mail.body.text ?? '')?.[0] ?? '');
    await page.getByRole('row', { name: number }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Ferramenta Rossi');
  });
});

describe('the log of all this', () => {
  it('holds no link, no token and no address', () => {
    expect(stage.log().some((line) => line.includes('a page was taken'))).toBe(true);
    expect(stage.log().filter(tellsTooMuch)).toEqual([]);
  });
});
