import type { IncomingMessage } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authorized, jwtAuthorizer } from '../../../infra/local/http/authorize.ts';
import { issueToken } from '../../../infra/local/token.ts';
import { forgedFrom, type OpenLogin, openLogin, tokenWith } from '../../support/local-login.ts';

const MINUTE = 60;
const now = () => Math.floor(Date.now() / 1000);

let ours: OpenLogin;
let others: OpenLogin;
beforeAll(async () => {
  [ours, others] = await Promise.all([openLogin(), openLogin()]);
});
afterAll(async () => {
  await Promise.all([ours.close(), others.close()]);
});

const authorize = (authorization?: string): Promise<Authorized> =>
  jwtAuthorizer(ours.counts)({ headers: { authorization } } as IncomingMessage);
const said = async (token: string) => {
  const answer = await authorize(`Bearer ${token}`);
  return 'challenge' in answer ? /error_description="(.+)"$/.exec(answer.challenge)?.[1] : answer.authorizer.jwt.claims;
};

describe('a token of the local desk', () => {
  it('names its agent for 12 hours, as the issuer’s own ID tokens do', async () => {
    const token = await issueToken(ours.login, 'marta@desk.example');
    const { exp = 0, iat = 0 } = decodeJwt(token);
    expect(exp - iat).toBe(12 * 60 * MINUTE);
    expect(await said(token)).toMatchObject({
      iss: ours.login.issuer,
      aud: 'support-desk',
      sub: 'marta@desk.example',
      email: 'marta@desk.example',
      email_verified: 'true',
    });
  });
});

describe('the authorizer, as API Gateway’s', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['for another audience', { aud: 'another-client' }, 'the token does not have a valid audience'],
    ['for nobody', { aud: undefined }, 'the token does not have a valid audience'],
    ['for another client', { aud: undefined, client_id: 'another' }, 'the token does not have a valid audience'],
    [
      'for another audience, and this client',
      { aud: 'another', client_id: 'support-desk' },
      'the token does not have a valid audience',
    ],
    ['that names another issuer', { iss: 'https://login.example.com/' }, 'the token does not have a valid iss'],
    ['that has expired', { exp: now() - MINUTE }, 'the token has expired'],
    ['that never expires', { exp: undefined }, 'the token does not have a valid exp'],
    ['that begins to count later', { nbf: now() + MINUTE }, 'the token does not have a valid nbf'],
    ['of a time to come', { iat: now() + MINUTE }, 'the token is of a time to come'],
  ])('refuses a token %s, and says so', async (_, claims, why) => {
    expect(await said(await tokenWith(ours.login, claims))).toBe(why);
  });

  it.each(['none', 'HS256'] as const)('refuses a token that is signed with %s', async (alg) => {
    expect(await said(await forgedFrom(await tokenWith(ours.login, {}), alg))).toBe(
      'the token is not signed by the issuer',
    );
  });

  it('refuses a token that was changed, or signed by another', async () => {
    const token = await tokenWith(ours.login, {});
    const [head, , signature] = token.split('.');
    const [, body] = (await tokenWith(ours.login, { email: 'eve@support.example' })).split('.');
    const foreign = await tokenWith({ ...ours.login, key: others.login.key }, {});
    const sameName = await tokenWith({ ...ours.login, key: { ...others.login.key, kid: ours.login.key.kid } }, {});
    for (const each of [[head, body, signature].join('.'), foreign, sameName, 'sesame', 'a.b.c']) {
      expect(await said(each)).toBe('the token is not signed by the issuer');
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['one of several audiences', { aud: ['another', 'support-desk'] }],
    [
      'the client, when there is no audience: so are Cognito’s access tokens',
      { aud: undefined, client_id: 'support-desk' },
    ],
  ])('takes a token for %s', async (_, claims) => {
    expect(await said(await tokenWith(ours.login, claims))).toMatchObject({ email: 'ada@support.example' });
  });

  it.each([undefined, '', 'Bearer', 'Bearer a b', `Basic ${btoa('ada:secret')}`])(
    'asks for a token where there is none: %s',
    async (header) => {
      expect(await authorize(header)).toEqual({ challenge: 'Bearer' });
    },
  );

  it('lets nobody pass when the issuer does not answer', async () => {
    const silent = jwtAuthorizer({ issuer: 'http://127.0.0.1:9', audience: ['support-desk'] });
    const token = await tokenWith(ours.login, {});
    const asked = silent({ headers: { authorization: `Bearer ${token}` } } as IncomingMessage);
    await expect(asked).rejects.toThrow('fetch failed');
  });
});
