import { Readable, Writable } from 'node:stream';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { login } from '../../infra/cli/login.ts';
import { type LocalLogin, newIssuerKey } from '../../infra/local/token.ts';
import { openBrowser } from '../support/browser.ts';
import { forgedFrom, openLogin, tokenWith } from '../support/local-login.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';

const LUCA = 'luca@team.example';
/** PKCE of RFC 7636, appendix B. */
const PKCE = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};

let desk: RunningDesk;
let ours: LocalLogin;
beforeAll(async () => {
  desk = await startDesk();
  ours = desk.running.login;
});
afterAll(() => desk.stop());

/** How the API answers this token. */
async function ask(token: string) {
  const response = await fetch(`${desk.running.http}/api/tickets`, { headers: { authorization: `Bearer ${token}` } });
  const { status, headers } = response;
  const why = /error_description="(.+)"/.exec(headers.get('www-authenticate') ?? '')?.[1];
  return { status, type: headers.get('content-type'), why, json: (await response.json()) as Record<string, unknown> };
}

/** Logs in as a page of the desk does: code flow with PKCE, in a browser. */
async function logIn(agent: string): Promise<{ id_token: string; access_token: string }> {
  const redirect_uri = `${desk.running.http}/console/callback`;
  const client_id = ours.clientId;
  const asked = {
    client_id,
    redirect_uri,
    response_type: 'code',
    scope: 'openid email',
    code_challenge: PKCE.challenge,
    code_challenge_method: 'S256',
  };
  const { url } = await openBrowser().logIn(`${ours.issuer}/auth?${new URLSearchParams(asked)}`, agent);
  expect(url.href.startsWith(redirect_uri)).toBe(true);
  const code = url.searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', client_id, redirect_uri, code, code_verifier: PKCE.verifier };
  const answer = await fetch(`${ours.issuer}/token`, { method: 'POST', body: new URLSearchParams(grant) });
  return (await answer.json()) as { id_token: string; access_token: string };
}

describe('an agent who logs in', () => {
  it('may use the API with the ID token, and not with the access token (A14)', async () => {
    const { id_token, access_token } = await logIn(LUCA);
    expect(await ask(id_token)).toMatchObject({ status: 200, json: { tickets: [] } });
    expect(await ask(access_token)).toMatchObject({ status: 401, why: 'the token is not signed by the issuer' });
  });

  it('has the claims that a token by desk token has', async () => {
    const { text: token } = await desk.command('token', '--agent', LUCA);
    expect((await ask(token.trim())).status).toBe(200);
    const [byHand, byBrowser] = [decodeJwt(token), decodeJwt((await logIn(LUCA)).id_token)];
    const { iss, aud, sub, email, email_verified } = byBrowser;
    expect(byHand).toMatchObject({ iss, aud, sub, email, email_verified });
    expect({ sub, email, email_verified }).toEqual({ sub: LUCA, email: LUCA, email_verified: true });
  });

  it('gets a token for a shell by desk login', async () => {
    const written = { stdout: '', stderr: '' };
    const shown = Promise.withResolvers<string>();
    const stream = (name: keyof typeof written) =>
      new Writable({
        write(chunk, _, done) {
          written[name] += chunk;
          const [, address] = /^ {2}(http\S+)$/m.exec(written.stderr) ?? [];
          if (address) shown.resolve(address);
          done();
        },
      });
    const io = { stdin: Readable.from([]), stdout: stream('stdout'), stderr: stream('stderr') };
    const ended = login(['--issuer', ours.issuer, '--client', ours.clientId], io, { port: 0 });
    await openBrowser().logIn(await shown.promise, 'marta@team.example');
    expect(await ended).toBe(0);
    expect((await ask(written.stdout.trim())).status).toBe(200);
  });
});

/** API Gateway's own answer: it has nothing to say in its body, and says why in `www-authenticate`. */
describe('a token that the authorizer refuses', () => {
  it.each<[string, () => Promise<string>, string]>([
    [
      'for another audience',
      () => tokenWith(ours, { aud: 'another' }, LUCA),
      'the token does not have a valid audience',
    ],
    ['of another issuer', otherIssuer, 'the token is not signed by the issuer'],
    [
      'in the name of another issuer',
      () => tokenWith(ours, { iss: 'https://login.example.com/' }, LUCA),
      'the token does not have a valid iss',
    ],
    ['that has expired', () => tokenWith(ours, { exp: 1_700_000_000 }, LUCA), 'the token has expired'],
    [
      'that nobody signed',
      async () => forgedFrom(await tokenWith(ours, {}, LUCA), 'none'),
      'the token is not signed by the issuer',
    ],
    [
      'that is signed with what everybody knows',
      async () => forgedFrom(await tokenWith(ours, {}, LUCA), 'HS256'),
      'the token is not signed by the issuer',
    ],
    [
      'that another key signed',
      async () => tokenWith({ ...ours, key: await newIssuerKey() }, {}, LUCA),
      'the token is not signed by the issuer',
    ],
  ])('is one %s', async (_, token, why) => {
    expect(await ask(await token())).toEqual({
      status: 401,
      type: 'application/json',
      why,
      json: { message: 'Unauthorized' },
    });
  });
});

describe('a token that is true, and nobody’s of the team', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['with an address that is not verified', { email_verified: false }, 'not verified where you log in'],
    ['without an address', { email: undefined }, 'Your token has no claim `email`; ask for scope openid email'],
    [
      'as Cognito’s access tokens are',
      { email: undefined, aud: undefined, client_id: 'support-desk', token_use: 'access' },
      'send the ID token',
    ],
    ['of nobody who is an agent', { email: 'eve@elsewhere.example' }, 'belongs to nobody of the support team'],
  ])('is told what it lacks: one %s', async (_, claims, words) => {
    const { status, type, json } = await ask(await tokenWith(ours, claims, LUCA));
    expect([status, type]).toEqual([403, 'application/problem+json']);
    expect(json).toMatchObject({ status: 403, detail: expect.stringContaining(words) });
  });
});

async function otherIssuer(): Promise<string> {
  const other = await openLogin();
  try {
    return await tokenWith(other.login, {}, LUCA);
  } finally {
    await other.close();
  }
}
