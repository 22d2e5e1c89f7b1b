import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/console/handler.ts';
import { startIssuer } from '../../../infra/local/issuer/issuer.ts';
import { LOGIN_CLIENT, newIssuerKey } from '../../../infra/local/token.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** The real code flow, with the issuer of the local desk. */

const AT = 'http://127.0.0.1:9';
const STRANGER = { id: 'vera', name: 'Vera', addresses: ['vera@elsewhere.example'] };

let desk: MemoryDesk;
let issuer: Awaited<ReturnType<typeof startIssuer>>;
let handler: ReturnType<typeof createHandler>;
beforeEach(async () => {
  desk = deskOf({ settings: { webUrl: AT } });
  desk.setNow(new Date().toISOString());
  issuer = await startIssuer({
    key: await newIssuerKey(),
    agents: async () => [ada, bruno, STRANGER],
    onError: (error) => console.error(error),
  });
  handler = createHandler(desk, { issuer: issuer.url, clientId: LOGIN_CLIENT, trustsEmail: false });
});
afterEach(() => issuer.close());

/** What a browser keeps of the cookies that an answer sets. */
const kept = (cookies: string[]) => cookies.map((each) => each.split(';')[0] ?? '');

/** Goes to the login, chooses an address there, and gives where the issuer leads back to, with the cookies of this browser. */
async function logIn(address: string, to = '/console') {
  const begun = await visit(handler).get(`/console/login?to=${encodeURIComponent(to)}`);
  expect(begun.status).toBe(303);
  const jar = new Map<string, string>();
  const ask = async (url: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    return answer;
  };
  const toLogin = new URL((await ask(begun.location)).headers.get('location') ?? '', issuer.url);
  const chosen = await ask(toLogin.href, { method: 'POST', body: new URLSearchParams({ address }) });
  const back = await ask(new URL(chosen.headers.get('location') ?? '', issuer.url).href);
  const location = new URL(back.headers.get('location') ?? '');
  expect(`${location.origin}${location.pathname}`).toBe(`${AT}/console/callback`);
  return { path: `/console/callback${location.search}`, cookies: kept(begun.cookies) };
}

const finish = ({ path, cookies }: { path: string; cookies: string[] }) => visit(handler, { cookies }).get(path);

describe('a login', () => {
  it('lets an agent in, and leads to the page that was asked for', async () => {
    const answer = await finish(await logIn('ada@support.example', '/console?tab=mine'));
    expect(answer).toMatchObject({ status: 303, location: '/console?tab=mine' });
    const page = await visit(handler, { cookies: kept(answer.cookies) }).get('/console');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Ada');
  });

  it('is good once, in the browser that began it', async () => {
    const begun = await logIn('ada@support.example');
    expect((await finish({ ...begun, cookies: [] })).status).toBe(400);
    const other = await logIn('bruno@support.example');
    expect((await finish({ ...begun, cookies: other.cookies })).status).toBe(400);
    expect((await finish(begun)).status).toBe(303);
    const again = await finish(begun);
    expect(again.status).toBe(400);
    expect(again.text).toContain('href="/console/login"');
  });

  it('stands beside another one that the same browser began: two windows log in at once', async () => {
    const first = await logIn('ada@support.example');
    const second = await logIn('ada@support.example');
    const cookies = [...first.cookies, ...second.cookies];
    expect((await finish({ ...first, cookies })).status).toBe(303);
    expect((await finish({ ...second, cookies })).status).toBe(303);
  });

  it('begun again and again leaves a few cookies, not more than fit a request', async () => {
    const jar = new Map<string, string>();
    for (let begun = 0; begun < 30; begun += 1) {
      const answer = await visit(handler, { cookies: [...jar].map(([name, value]) => `${name}=${value}`) }).get(
        '/console/login',
      );
      for (const set of answer.cookies) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
        if (/Max-Age=0/.test(set)) jar.delete(name);
        else jar.set(name, value);
      }
      expect(jar.size).toBeLessThanOrEqual(6);
    }
  });

  it('is none with an answer that somebody made up, or after ten minutes', async () => {
    const begun = await logIn('ada@support.example');
    const made = begun.path.replace(/code=[^&]*/, 'code=made-up');
    expect((await finish({ ...begun, path: made })).status).toBe(400);
    desk.pass(10 * 60);
    expect((await finish(begun)).status).toBe(400);
  });

  it('of somebody who is no agent says as whom they are logged in, and how to leave', async () => {
    const answer = await finish(await logIn('vera@elsewhere.example'));
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('vera@elsewhere.example');
    expect(answer.text).toContain('action="/console/logout"');
    expect(answer.cookies.some((each) => each.startsWith('desk='))).toBe(false);
  });

  it('of somebody else with the address of an agent who signed in before is none', async () => {
    await desk.accounts.bind(ada, { issuer: issuer.url, subject: 'another subject' });
    const answer = await finish(await logIn('ada@support.example'));
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('desk agents unbind');
  });

  it('cannot be had while the issuer is down: a page that says so, and when to try again', async () => {
    await issuer.close();
    const answer = await visit(handler).get('/console/login');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('10');
    expect(desk.lines.some(({ message }) => message.includes('issuer'))).toBe(true);
  });

  it('leaves nothing of a person or a secret in the log', async () => {
    await finish(await logIn('ada@support.example'));
    await finish(await logIn('vera@elsewhere.example'));
    const begun = await logIn('ada@support.example');
    await finish({ ...begun, path: begun.path.replace(/code=[^&]*/, 'code=made-up') });
    expect(JSON.stringify(desk.lines)).not.toMatch(/ada@|vera@|made-up|eyJ/);
  });
});

describe('signing out', () => {
  it('takes the session from this browser, and says so', async () => {
    const { cookies } = await finish(await logIn('ada@support.example'));
    const out = await visit(handler, { cookies: kept(cookies) }).post('/console/logout', {});
    expect(out.status).toBe(200);
    expect(out.cookies.find((each) => each.startsWith('desk='))).toMatch(/^desk=;.*Max-Age=0/);
    expect((await visit(handler, { cookies: kept(out.cookies) }).get('/console')).status).toBe(303);
  });

  it('is not done by another site', async () => {
    const answer = await visit(handler).post('/console/logout', {}, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(answer.cookies).toEqual([]);
  });
});
