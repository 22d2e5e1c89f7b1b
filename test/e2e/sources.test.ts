import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesk } from './support/desk.ts';

let desk: Awaited<ReturnType<typeof startDesk>>;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

describe('the sources of forms on the desk that runs here', () => {
  it('are added, listed, tried, rotated and removed, and nothing of it writes down a secret', async () => {
    const added = await desk.command('sources', 'add', 'website', '--type', 'standard', '--owner', 'anna@acme.example');
    const secret = /whsec_\S+/.exec(added.text)?.[0] ?? '';
    expect(added).toMatchObject({ code: 0, text: expect.stringContaining(`${desk.running.http}/webhooks/website\n`) });
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
    const { text } = await desk.command('sources', 'add', 'page', '--type', 'token');
    const body = 'email=bea%40acme.example&message=It+is+dark.%0D%0AHere%2C+too.&topics%5B%5D=light';
    const posted = await fetch(/http\S+\?token=\S+/.exec(text)?.[0] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
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
