import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addExampleTargets, exampleSecrets } from '../../../infra/local/elsewhere/examples.ts';
import { elsewhereRoutes } from '../../../infra/local/elsewhere/routes.ts';
import { makeTarget } from '../../../shared/targets/make-target.ts';
import { notificationOf } from '../../../shared/targets/notification.ts';
import { sampleEvent, sampleTicket } from '../../../shared/targets/sample.ts';
import type { HttpCall } from '../../../shared/targets/target.ts';
import { memoryDirectory } from '../../support/memory-targets.ts';
import { startSesAccount } from '../../support/ses.ts';
import { deskOf } from '../../support/stories.ts';

const URL = 'http://127.0.0.1:8005';
const now = new Date('2026-11-30T10:00:00.000Z');
const { settings } = deskOf();

/** What each example target sends, to a page of its own. */
async function sendAll() {
  const routes = elsewhereRoutes(() => now.getTime());
  const targets = memoryDirectory();
  await addExampleTargets(targets);
  const secrets = exampleSecrets({}, URL);
  const said = notificationOf(sampleEvent('breached', settings, now), sampleTicket(settings, now), {
    settings,
    language: 'en',
    now,
  });
  const statuses: number[] = [];
  for (const { name, kind } of await targets.list()) {
    const made = makeTarget(kind, secrets[name]);
    if ('why' in made) throw new Error(made.why);
    const { url, headers, body } = made.target.call(said, now) as HttpCall;
    const path = url.slice(`${URL}/elsewhere`.length);
    statuses.push((await routes.request(path, { method: 'POST', headers, body })).status);
  }
  return { routes, statuses };
}

describe('what was sent elsewhere', () => {
  it('is taken as each would take it, and shown as a reader there would see it', async () => {
    const { routes, statuses } = await sendAll();
    expect(statuses.toSorted()).toEqual([200, 202, 202, 204]);
    const page = await (await routes.request('/')).text();
    for (const name of ['Slack', 'Teams', 'PagerDuty', 'A program'])
      expect(page).toContain(`<small>${name}, 2026-11-30T10:00:00.000Z`);
    expect(page).toContain('<p>T-00000000: Overdue, nobody has answered in time</p>');
    expect(page).toContain('<p>trigger support-desk/T-00000000</p>');
    expect(page).toContain('<p>ticket.breached (sample.');
    // The customer's words are words.
    expect(page).toContain('<p>Only a sample &lt;!channel&gt; [link](https://example.com)</p>');
    expect(page).not.toContain('<!channel>');
  });

  it('is there as JSON, with the headers by which it is checked', async () => {
    const { routes } = await sendAll();
    const sent = (await (await routes.request('/sent')).json()) as { kind: string; headers: object }[];
    expect(sent).toHaveLength(4);
    expect(sent.find(({ kind }) => kind === 'webhook')?.headers).toMatchObject({
      'webhook-id': expect.stringMatching(/^sample_/),
    });
  });

  it('is nothing at first, and comes by no other way', async () => {
    const routes = elsewhereRoutes(Date.now);
    expect(await (await routes.request('/')).text()).toContain('Nothing yet');
    for (const kind of ['mail', 'pigeon', '__proto__'])
      expect((await routes.request(`/${kind}`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('the example targets', () => {
  it('are put where there is none, and nowhere else', async () => {
    const targets = memoryDirectory();
    await addExampleTargets(targets);
    expect((await targets.list()).map(({ kind }) => kind).sort()).toEqual(['pager-duty', 'slack', 'teams', 'webhook']);
    await targets.remove('leads');
    await addExampleTargets(targets);
    expect((await targets.list()).map(({ name }) => name)).not.toContain('leads');
  });

  it('lead to this run’s page, keep their key, and stay where somebody led them', () => {
    const before = exampleSecrets({ mine: { url: 'https://mine.example' } }, 'http://127.0.0.1:9001');
    const set = { ...before, leads: { url: 'https://hooks.slack.com/services/x' } };
    const after = exampleSecrets(set, 'http://127.0.0.1:9002');
    expect(after).toMatchObject({
      mine: { url: 'https://mine.example' },
      leads: { url: 'https://hooks.slack.com/services/x' },
      support: { url: 'http://127.0.0.1:9002/elsewhere/teams' },
      program: {
        url: 'http://127.0.0.1:9002/elsewhere/webhook',
        secrets: (before.program as { secrets: string[] }).secrets,
      },
    });
  });
});

describe('beside the mailbox', () => {
  let account: Awaited<ReturnType<typeof startSesAccount>>;
  beforeAll(async () => {
    account = await startSesAccount();
  });
  afterAll(() => account.stop());

  it('stands the page, and each leads to the other', async () => {
    expect(await (await fetch(account.url)).text()).toContain('<a href="/elsewhere">Sent elsewhere</a>');
    const page = await fetch(`${account.url}/elsewhere`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<a href="/">Mails are here.</a>');
  });
});
