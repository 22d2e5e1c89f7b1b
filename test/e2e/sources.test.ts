import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, signedBy } from '../shared/forms/providers/signed.ts';
import { startDesk } from './support/desk.ts';
import { tablesOf } from './support/tables.ts';
import { waitFor } from './support/wait-for.ts';

let desk: Awaited<ReturnType<typeof startDesk>>;
beforeAll(async () => {
  desk = await startDesk({ log: 'info' });
});
afterAll(() => desk.stop());

const ORIGIN = 'https://www.acme.example';
const JSON_TYPE = { 'content-type': 'application/json' };
const THEIRS = 'the-secret-that-the-provider-made';
/** Three that sign, each with a body of its own in which somebody may give any address. */
const ASKED_BY: Record<string, string> = {
  typeform: 'pia@bici.example',
  tally: 'leo@studio.example',
  netlify: 'mara@serra.example',
};

/** All of the commands come first: a function that has read the sources reads them anew only after half a minute. */
describe('what is posted to sources', () => {
  const secrets: string[] = [];
  const add = async (...args: string[]) => {
    const { code, text } = await desk.commandWith(`${THEIRS}\n`, 'sources', ...args);
    if (code !== 0) throw new Error(text);
    const secret = /(?:whsec|tok)_[\w+/=-]+/.exec(text)?.[0] ?? THEIRS;
    secrets.push(secret);
    return { secret, url: /^https?:\S+/m.exec(text)?.[0] ?? '' };
  };
  let old = '';
  let fresh = '';
  let token = { secret: '', url: '' };

  beforeAll(async () => {
    old = (await add('add', 'rotated', '--type', 'standard')).secret;
    fresh = (await add('rotate', 'rotated')).secret;
    await add('add', 'closed', '--type', 'standard');
    await desk.command('sources', 'disable', 'closed');
    token = await add('add', 'oven', '--type', 'token');
    for (const type of Object.keys(ASKED_BY)) await add('add', type, '--type', type, '--secret-file', '-');
    await desk.command('sources', 'add', 'plain', '--type', 'html', '--origin', ORIGIN);
  });

  const signed = (source: string, secret: string, id: string, body = JSON.stringify(ASKED)) => {
    const at = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    };
    return fetch(`${desk.running.http}/webhooks/${source}`, { method: 'POST', headers, body });
  };
  const ASKED = { email: 'bea@acme.example', subject: 'Two secrets', body: 'It is dark.' };

  it('counts with the secret of before and with the new one, and not where the source is out of use', async () => {
    expect((await signed('rotated', old, 'msg_old')).status).toBe(200);
    expect((await signed('rotated', fresh, 'msg_new')).status).toBe(200);
    expect((await signed('closed', fresh, 'msg_1')).status).toBe(410);
  });

  it('is refused with the id of another, and listed', async () => {
    const other = await signed('rotated', fresh, 'msg_new', JSON.stringify({ ...ASKED, body: 'Here, too.' }));
    expect(other.status).toBe(409);
    const listed = await desk.command('sources', 'rejected', 'rotated');
    expect(listed.text).toContain('msg_new');
    const key = /webhooks\/rotated\/[0-9a-f]+/.exec(listed.text)?.[0] ?? '';
    expect((await desk.command('sources', 'test', 'rotated', key)).text).toContain('Here, too.');
  });

  it('may be a plain form, which is tried again as it came', async () => {
    const posted = await fetch(`${desk.running.http}/webhooks/plain`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, accept: 'text/html' },
      body: 'email=bea%40acme.example&subject=A+plain+form&text=Perch%C3%A8+non+va%3F&floor=0',
      redirect: 'manual',
    });
    expect(posted.status).toBe(303);
    expect(posted.headers.get('location')).toContain('/desk/sent/');
    await desk.ticket('A plain form');
    expect((await desk.command('sources', 'test', 'plain', '--last')).text).toContain('Perchè non va?\n\nFloor: 0');
  });

  it.each(Object.keys(ASKED_BY))(
    'of %s with an address of ours, or that nobody reads, acknowledges nobody',
    async (type) => {
      for (const address of [desk.running.supportAddress, 'no-reply@acme.example']) {
        // Each is a submission of its own.
        const text = String(bodyOf(type)).replaceAll(ASKED_BY[type] ?? '', address);
        const body = Buffer.from(address.startsWith('no-reply') ? text : withOtherIds(text));
        const url = `${desk.running.http}/webhooks/${type}`;
        const headers = {
          'content-type': 'application/json',
          ...signedBy(type, body, { secret: THEIRS, at: new Date(), url }),
        };
        const response = await fetch(url, { method: 'POST', headers, body });
        expect(response.status).toBe(200);
        const { ticket } = (await response.json()) as { ticket: string };
        const shown = (await (await desk.api(`/api/tickets/${ticket}`)).json()) as {
          messages: { text: string; warnings: string[] }[];
        };
        expect(shown.messages[0]?.text).toContain(address);
        expect(shown.messages[0]?.warnings.join('\n')).toContain('not acknowledged');
      }
      const mailed = (await desk.mailbox()).flatMap(({ destination }) => destination.to).join();
      expect(mailed).not.toContain('no-reply@acme.example');
      expect(mailed).not.toContain(desk.running.supportAddress);
    },
  );

  it('leaves no secret and no token in a log or in the tables', async () => {
    const posted = await fetch(token.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ASKED),
    });
    expect(posted.status).toBe(200);
    expect((await fetch(`${token.url}x`, { method: 'POST', headers: JSON_TYPE, body: '{}' })).status).toBe(401);
    const written = [desk.output(), await tablesOf(desk.running)].join('\n');
    expect(written).toContain('Two secrets');
    expect(written).not.toContain('?token=');
    expect(secrets.length).toBeGreaterThan(5);
    for (const secret of new Set(secrets)) expect(written).not.toContain(secret.replace(/^(?:whsec|tok)_/, ''));
  });
});

describe('the sources of forms on the desk that runs here', () => {
  /** What `sources add` said of the one that is posted to below. It counts after half a minute, which the commands of the first test take. */
  let added = '';
  beforeAll(async () => {
    ({ text: added } = await desk.command('sources', 'add', 'page', '--type', 'token'));
  });

  it('are added, listed, tried, rotated and removed, and nothing of it writes down a secret', async () => {
    const website = await desk.command(
      'sources',
      'add',
      'website',
      '--type',
      'standard',
      '--owner',
      'anna@acme.example',
    );
    const secret = /whsec_\S+/.exec(website.text)?.[0] ?? '';
    expect(website).toMatchObject({
      code: 0,
      text: expect.stringContaining(`${desk.running.http}/webhooks/website\n`),
    });
    expect(secret).not.toBe('');

    const list = await desk.command('sources', 'list');
    expect(list.text).toMatch(/^form +standard +1 .*in the desk’s secret$/m);
    expect(list.text).toMatch(/^website +standard +1 +anna@acme\.example +0 .*in use$/m);

    const body = JSON.stringify({ email: 'bea@acme.example', subject: 'No light', body: 'It is dark.' });
    const tried = await desk.commandWith(body, 'sources', 'test', 'website', '-');
    expect(tried.text).toContain('subject:  No light');

    const rotated = await desk.command('sources', 'rotate', 'website', '--keep', '2');
    expect(rotated.text).toContain('those before count until');
    expect(rotated.text).not.toContain(secret);
    expect((await desk.command('sources', 'disable', 'website')).code).toBe(0);
    expect((await desk.command('sources', 'list', '--json')).text).toContain('"isDisabled":true');
    expect((await desk.command('sources', 'rejected', 'website')).text).toBe(
      'none of website was refused for its id\n',
    );
    expect(await desk.command('sources', 'remove', 'website', '--yes')).toMatchObject({ code: 0 });
    expect((await desk.command('sources', 'list')).text).not.toContain('website');
    expect(desk.output()).not.toContain(secret);
  });

  it('take a form of a page, which its sender is answered for and the desk keeps', async () => {
    const body = 'email=bea%40acme.example&message=It+is+dark.%0D%0AHere%2C+too.&topics%5B%5D=light';
    const post = () =>
      fetch(/http\S+\?token=\S+/.exec(added)?.[0] ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
    const posted = await waitFor('the source to count, which takes half a minute', async () => {
      const response = await post();
      return response.status === 404 ? undefined : response;
    });
    expect(posted.status).toBe(200);
    const tried = await desk.command('sources', 'test', 'page', '--last');
    expect(tried.text).toContain('It is dark.\nHere, too.');
  });

  it('that stand in the secret of before still post', async () => {
    expect((await desk.webhook(JSON.stringify({ email: 'bea@acme.example', subject: 'One', body: 'x' }))).status).toBe(
      200,
    );
  });
});

/** The same with other ids of the submission, so that it is another one; Netlify's stands under the simplest name. */
function withOtherIds(text: string): string {
  return text.replace(/("(?:token|submissionId|responseId|id)":\s*")([\w-]{4,})"/g, '$1$2x"');
}
