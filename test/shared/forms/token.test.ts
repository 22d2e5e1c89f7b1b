import { describe, expect, it } from 'vitest';
import { hasToken, whyNoToken } from '../../../shared/forms/token.ts';
import { hasUrlToken, newUrlToken } from '../../../shared/forms/url-token.ts';
import { delivered } from './deliveries.ts';

const TOKEN = newUrlToken();
const OLD = newUrlToken();
const at = (query: string) => ({ ...delivered({}), url: `https://desk.example.com/webhooks/site${query}` });
const bearer = (authorization?: string) => delivered({}, { headers: { authorization } });

describe('a token', () => {
  it('is nobody’s guess, another each time, and stands in an address as it is', () => {
    expect(TOKEN).toMatch(/^tok_[\w-]{43}$/);
    expect(TOKEN).not.toBe(OLD);
    expect(whyNoToken(TOKEN)).toBeUndefined();
  });

  it.each([
    ['whsec_c2VjcmV0', 'is no token: it must be tok_ and letters, digits, - and _'],
    ['tok_short', 'has 9 characters and needs 36'],
    ['', 'is no token: it must be tok_ and letters, digits, - and _'],
  ])('%j is none that can be trusted', (secret, reason) => {
    expect(whyNoToken(secret)).toBe(reason);
  });
});

describe('the token in an address', () => {
  it.each([`?token=${TOKEN}`, `?a=b&token=${OLD}#end`, `?token=x&token=${TOKEN}`, `?token=${TOKEN}?x`.slice(0, -2)])(
    '%s counts',
    (query) => {
      expect(hasUrlToken(at(query), [TOKEN, OLD])).toBe(true);
      expect(hasToken(at(query), [TOKEN, OLD])).toBe(true);
    },
  );

  it.each([
    '',
    '?',
    '?token=',
    `?token=${TOKEN}x`,
    `?token=${TOKEN.slice(0, -1)}`,
    `?Token=${TOKEN}`,
    `#?token=${TOKEN}`,
    '?token=%E0%A4%A',
  ])('%s does not', (query) => {
    expect(hasUrlToken(at(query), [TOKEN, OLD])).toBe(false);
    expect(hasUrlToken(at(query), [])).toBe(false);
  });

  it('is no signing secret, which would then stand in logs', () => {
    expect(hasUrlToken(at('?token=whsec_c2VjcmV0'), ['whsec_c2VjcmV0'])).toBe(false);
    expect(hasUrlToken(at('?token='), [''])).toBe(false);
  });
});

describe('the token in a header', () => {
  it.each([`Bearer ${TOKEN}`, `bearer  ${OLD} `])('%s counts', (authorization) => {
    expect(hasToken(bearer(authorization), [TOKEN, OLD])).toBe(true);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    TOKEN,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN}, Bearer ${TOKEN}`,
  ])('%s does not', (authorization) => {
    expect(hasToken(bearer(authorization), [TOKEN, OLD])).toBe(false);
  });
});
