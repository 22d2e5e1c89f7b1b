import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIssuer } from '../../../infra/local/issuer/issuer.ts';
import { newIssuerKey } from '../../../infra/local/token.ts';
import { openBrowser } from '../../support/browser.ts';
import { type OpenLogin, openLogin } from '../../support/local-login.ts';

let local: OpenLogin;
beforeAll(async () => {
  local = await openLogin();
});
afterAll(() => local.close());

/** Where a client begins; PKCE's challenge is the one of RFC 7636, appendix B. */
const begin = (changed: Record<string, string> = {}) =>
  `${local.login.issuer}/auth?${new URLSearchParams({
    client_id: 'support-desk',
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:9/console/callback',
    scope: 'openid email',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changed,
  })}`;

describe('the issuer of the local desk', () => {
  it('says where its keys are, and no more of them than everybody may know', async () => {
    const metadata = (await (await fetch(`${local.login.issuer}/.well-known/openid-configuration`)).json()) as object;
    expect(metadata).toMatchObject({ issuer: local.login.issuer, jwks_uri: `${local.login.issuer}/jwks` });
    const { keys } = (await (await fetch(`${local.login.issuer}/jwks`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  it('offers each address of an agent, asks for no password, and says that it is local', async () => {
    const { text, response } = await openBrowser().visit(begin());
    expect([...text.matchAll(/value="([^"]+)">([^<]+)</g)].map(([, value, label]) => [value, label])).toEqual([
      ['ada@support.example', 'Ada &lt;A&gt;, ada@support.example'],
      ['bob@support.example', 'Bob, bob@support.example'],
      ['b@support.example', 'Bob, b@support.example'],
    ]);
    expect(text).toContain('There is no password: this page is part of a desk that runs on your machine');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('asks each time, so that a browser can be another agent', async () => {
    const browser = openBrowser();
    await expect(browser.logIn(begin(), 'ada@support.example')).rejects.toThrow('fetch failed');
    expect((await browser.visit(begin())).text).toContain('Log in to the local desk');
  });

  it.each(['eve@elsewhere.example', ''])('lets in no address that is no agent’s: %j', async (address) => {
    const { response, text } = await openBrowser().logIn(begin(), address);
    expect([response.status, text]).toEqual([403, expect.stringContaining('no address of an agent')]);
  });

  it('knows no login that this browser did not begin', async () => {
    const { url } = await openBrowser().visit(begin());
    const body = new URLSearchParams({ address: 'ada@support.example' });
    const { response, text } = await openBrowser().visit(url, { method: 'POST', body });
    expect([response.status, text]).toEqual([400, expect.stringContaining('Begin it again')]);
  });

  it.each([
    ['to an address that is not the client’s', { redirect_uri: 'https://evil.example/' }],
    ['of a client that it does not know', { client_id: 'another' }],
  ])('sends no browser %s', async (_, changed) => {
    const { response, url } = await openBrowser().visit(begin(changed));
    expect([response.status, url.origin]).toEqual([400, local.login.issuer]);
  });
});

describe('the issuer of a desk that keeps its data', () => {
  it('is where it was before: whom it vouched for is known by its address', async () => {
    const portFile = join(mkdtempSync(join(tmpdir(), 'desk-issuer-')), 'issuer-port');
    const start = async () =>
      startIssuer({ key: await newIssuerKey(), agents: async () => [], portFile, onError: () => {} });
    const before = await start();
    // Somebody else has its port meanwhile.
    const beside = await start();
    expect(beside.url).not.toBe(before.url);
    await Promise.all([before.close(), beside.close()]);
    const after = await start();
    expect(after.url).toBe(beside.url);
    await after.close();
  });
});
