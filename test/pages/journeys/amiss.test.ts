import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { followLink } from '../../../shared/mail/signed/follow-link.ts';
import { ENV } from '../../../shared/names.ts';
import { waitFor } from '../../e2e/support/wait-for.ts';
import { ask, fillIn, numberOn, openStage, press, type Stage, tellsTooMuch } from './stage.ts';

/** What goes otherwise than it should, in a browser, on the whole running desk. */

const { file, follow, link, failure, sent } = deskWords('en');

let stage: Stage;
beforeAll(async () => {
  // At the machine's pace: the desk counts the requests of ten minutes.
  stage = await openStage({ speed: 1 });
});
afterAll(async () => {
  await stage?.stop();
});

describe('a form', () => {
  it('that is sent twice is one request; one with other words, after the way back, is another, and no word is lost', async () => {
    const page = await stage.visitor();
    await page.goto('/desk/new');
    await fillIn(page, { email: 'vera@twice.example', subject: 'The gate is shut' });
    const [again] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST'),
      page.locator('form[action^="/desk/new"] button[type=submit]').dblclick(),
    ]);
    const first = await numberOn(page);
    const headers = { ...again.headers(), 'sec-fetch-site': 'same-origin' };
    const data = again.postDataBuffer() ?? Buffer.of();
    const repeated = await page.request.post(again.url(), { headers, data, maxRedirects: 0 });
    expect(repeated.status()).toBe(303);
    expect(await (await page.request.get(repeated.headers().location ?? '')).text()).toContain(first);

    await page.goBack();
    await fillIn(page, { email: 'vera@twice.example', subject: 'The window is shut' });
    await press(page);
    expect(await numberOn(page)).not.toBe(first);

    // A browser that keeps the page as it was, keeps its token too.
    await page.goto('/desk/new');
    const token = /name="token"\r\n\r\n(\S+)/.exec(again.postData() ?? '')?.[1] ?? '';
    expect(token).not.toBe('');
    await page.evaluate(`document.querySelector('[name=token]').value = ${JSON.stringify(token)}`);
    await fillIn(page, { email: 'vera@twice.example', subject: 'The door is shut' });
    await press(page);
    await page.locator('.banner.problem', { hasText: file.errors.again }).waitFor();
    expect(await page.inputValue('#subject')).toBe('The door is shut');
    await page.waitForTimeout(3_000);
    await press(page);
    expect(await numberOn(page)).not.toBe(first);
  });
});

describe('a link', () => {
  it('that is expired, forged or revoked, or of a stranger, is one page with one status, whatever it is asked', async () => {
    const email = 'vera@links.example';
    const page = await stage.visitor();
    const number = await ask(page, { email, subject: 'The lock is stuck' });
    const good = await stage.link(email, number);
    const forged = good.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const at = new Date(Date.now() - 31 * 86_400_000).toISOString();
    const made = (address: string, when: string) => linkOf(number, address, when);
    const ways = {
      expired: await made(email, at),
      forged,
      stranger: await made('eve@else.example', new Date().toISOString()),
      unknown: '/desk/t/t-00000000',
    };
    expect((await page.goto(good))?.status()).toBe(200);
    const revoked = await stage.desk.api(`/api/tickets/${number}/follow-links`, { method: 'DELETE' });
    expect(revoked.status).toBe(200);
    const seen = new Set<string>();
    for (const path of [good, ...Object.values(ways)]) {
      const opened = await page.request.get(`${path}?lang=en`);
      seen.add(`${opened.status()} ${await opened.text()}`);
      for (const action of ['messages', 'solved', 'withdraw', 'not-me', 'confirm']) {
        const form = await page.request.post(`${path}/${action}?lang=en`, { multipart: { text: '' } });
        seen.add(`${form.status()} ${await form.text()}`);
      }
    }
    expect(seen.size).toBe(1);
    const [only = ''] = seen;
    expect(only).toMatch(/^404 /);
    expect(only).toContain(link.gone);
    expect(await stage.story(number)).toMatchObject({ state: 'waiting', messages: [{ text: 'Nobody gets in.' }] });
  });

  it('by which somebody said "it was not me" is no end: a reply by mail opens the request again', async () => {
    const email = 'vera@denied.example';
    const page = await stage.visitor();
    const number = await ask(page, { email, subject: 'The bell is mute' });
    await page.goto(await stage.link(email, number));
    await page.getByText(follow.notMeHeading).click();
    await page.getByRole('button', { name: follow.notMe }).click();
    await page.getByText(follow.done['not-me']).waitFor();
    const told = await stage.desk.received(email, ({ body }) => body.text?.includes('you had not sent it') === true);
    await stage.desk.mail({
      ...{ from: email, login: email, to: told.replyTo[0] as string },
      ...{ subject: `Re: ${told.subject}`, text: 'It was me, after all.' },
    });
    const open = await waitFor('the request to wait again', async () => {
      const story = await stage.story(number);
      return story.state === 'waiting' ? story : undefined;
    });
    expect(open.messages.at(-1)?.text).toContain('It was me, after all.');
  });
});

describe('a flood of forms', () => {
  it('is ten requests, then held, then refused with the way that is left', async () => {
    const page = await stage.visitor();
    const before = await requests();
    const forms = await Promise.all(
      Array.from({ length: 40 }, async () => (await page.request.get('/desk/new')).text()),
    );
    await page.waitForTimeout(3_000);
    const answers = [];
    for (const [index, text] of forms.entries()) {
      const [, token = ''] = /name="token" value="([^"]+)"/.exec(text) ?? [];
      const who = { name: 'Bot', email: `bot${index}@flood.example`, subject: 'Buy', text: 'Now.', priority: '1' };
      answers.push(await page.request.post('/desk/new?lang=en', { multipart: { token, ...who }, maxRedirects: 0 }));
    }
    const kept = answers.filter((answer) => answer.status() === 303);
    const refused = answers.filter((answer) => answer.status() === 429);
    expect(before + kept.length).toBe(30);
    expect(refused).toHaveLength(answers.length - kept.length);
    expect(await requests()).toBe(10);
    await page.goto(kept.at(-1)?.headers().location ?? '');
    await page.getByText(sent.held(stage.desk.running.supportAddress)).waitFor();
    expect(refused[0]?.headers()['retry-after']).toBe('600');
    const said = await refused[0]?.text();
    for (const words of [failure.tooMany.title, stage.desk.running.supportAddress]) expect(said).toContain(words);
  });
});

describe('the log of all this', () => {
  it('holds no link, no token and no address', () => {
    expect(tellsTooMuch('GET /desk/t/t-w7q3rtf4.tmnacfxv.tp8aux.12eqcef79hdw64z4')).toBe(true);
    expect(stage.log().length).toBeGreaterThan(20);
    expect(stage.log().filter(tellsTooMuch)).toEqual([]);
  });
});

/** How many tickets the page has opened. */
async function requests(): Promise<number> {
  const { tickets } = (await (await stage.desk.api('/api/tickets?limit=100')).json()) as { tickets: unknown[] };
  return tickets.length;
}

/** Path of a link that the desk itself would have made at another time, or for another. */
async function linkOf(ticketId: string, address: string, at: string): Promise<string> {
  const { env, http } = stage.desk.running;
  const client = new SecretsManagerClient({
    ...{ region: env.AWS_REGION, endpoint: env.AWS_ENDPOINT_URL_SECRETS_MANAGER },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: env[ENV.secretId] }));
  const { signingKey } = JSON.parse(SecretString) as { signingKey: string };
  return new URL(followLink(signingKey, { webUrl: http }, { ticketId, address, at })).pathname;
}
