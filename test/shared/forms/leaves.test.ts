import { describe, expect, it } from 'vitest';
import { plainJson, readJsonBody } from '../../../shared/forms/json-body.ts';
import { leavesOf } from '../../../shared/forms/leaves.ts';
import { isPrivate } from '../../../shared/forms/private-key.ts';
import { hasTwice } from '../../../shared/forms/twice-named.ts';

const leaves = (value: unknown, key = '') => leavesOf(value, { key }).map((field) => [field.key, ...field.values]);

describe('every value of what nobody documents', () => {
  it('stands under the names on its way', () => {
    expect(leaves({ a: { b: { c: 1 }, d: [true, null, 'x'] }, e: [{ f: 0 }, { f: false }] })).toEqual([
      ['a b c', '1'],
      ['a d', 'true', 'x'],
      ['e 1 f', '0'],
      ['e 2 f', 'false'],
    ]);
  });

  it('is unanswered where it is nothing', () => {
    expect(leaves({ a: null, b: '', c: [], d: {} })).toEqual([['a'], ['b'], ['c'], ['d']]);
  });

  it('is read out of a text in JSON, but for a message, which stays as it was written', () => {
    expect(leaves({ a: '{"b":[1,2]}', c: '[broken', d: ['{"e":3}'], f: '{}' })).toEqual([
      ['a b', '1', '2'],
      ['c', '[broken'],
      ['d 1 e', '3'],
      ['f'],
    ]);
    expect(leavesOf('{"a":1}', { key: 'm', kind: 'long text' })).toMatchObject([{ key: 'm', values: ['{"a":1}'] }]);
  });

  it.each(['{"ip":"203.0.113.9","error":"refused"}', '{"a":{"nonce":"b"}}', '{"a":1,"a":2}', '{"a":":","b":1,"b":2}'])(
    'stays in its text where not all of it would be seen: %s',
    (text) => {
      expect(leaves({ a: text, b: [text, 'c'] })).toEqual([
        ['a', text],
        ['b', text, 'c'],
      ]);
    },
  );

  it('is that of an object with a value', () => {
    expect(leaves({ email: { value: 'a@b.example', source: 'form' } })).toEqual([
      ['email', 'a@b.example'],
      ['email source', 'form'],
    ]);
  });

  it('keeps its label short, however long the names are', () => {
    const [field] = leavesOf({ ['k'.repeat(500)]: { b: 1 } }, { key: '' });
    expect(field?.label).toMatch(/^…k+ b$/);
    expect(field?.label).toHaveLength(200);
  });
});

describe('what is never shown', () => {
  it.each([
    'ip',
    'user_agent',
    'HandshakeKey',
    'g-recaptcha-response',
    'h-captcha-response',
    'cf-turnstile-response',
    'frc-captcha-solution',
  ])('is %s', (key) => {
    expect(isPrivate(key)).toBe(true);
    expect(leaves({ a: { [key]: 'secret' } })).toEqual([]);
  });

  it.each(['IP', 'IP address', 'User agent', 'Captcha', 'tip', 'token', 'response'])(
    'is not %s, which a question may be called',
    (key) => {
      expect(isPrivate(key)).toBe(false);
    },
  );
});

describe('a text in JSON', () => {
  it('is the same when it was written again', () => {
    const value = { a: 'è "b" \\ /', 'c d': [1, { e: ' \n' }, null], f: '' };
    const php = JSON.stringify(value).replaceAll('/', '\\/').replaceAll('è', '\\u00e8');
    for (const text of [JSON.stringify(value, null, 2), php]) expect(plainJson(text)).toBe(JSON.stringify(value));
    expect(plainJson('{"a":1,"a":2}')).not.toBe(plainJson('{"a":3,"a":2}'));
    expect(plainJson(`"${'a '.repeat(200_000)}"`)).toHaveLength(400_002);
  });

  it('has a name twice, or not', () => {
    const hasIt = (text: string) => hasTwice(text, JSON.parse(text));
    expect(['{"a":1,"a":2}', '[{"a":{"b":1,"c":2,"b":3}}]'].map(hasIt)).toEqual([true, true]);
    expect(['{"a":":","b":[{"a":":"}]}', '"a:b"', '{"a\\":":1}', '{"__proto__":1}', '[]'].map(hasIt)).toEqual(
      Array(5).fill(false),
    );
  });
});

describe('a body in JSON', () => {
  const read = (text: string) => readJsonBody(Buffer.from(text));

  it('may begin with a mark', () => {
    expect(read('\ufeff{"a":1}')).toEqual({ a: 1 });
  });

  it('keeps every digit of a long number', () => {
    expect(read('{"serial":8939012345678901234567,"list":[12345678901234567890],"n":12}')).toEqual({
      serial: '8939012345678901234567',
      list: ['12345678901234567890'],
      n: 12,
    });
    for (let before = 0; before < 40; before++) {
      const space = ' '.repeat(before);
      expect(read(`${space}{"n":1234567890123456789,"w":"1","x":-1234567890123457}`)).toMatchObject({
        n: '1234567890123456789',
      });
      expect(read(`${space}[9007199254740993]`)).toEqual(['9007199254740993']);
    }
    for (const number of ['1e400', '12345678.10', '1.0', '-0', '1E5', '0.10', '-1.50e3']) {
      expect([read(number), read(`{"a":[1, ${number}]}`)]).toEqual([number, { a: [1, number] }]);
    }
    expect(read('{"a":1.5,"b":-2,"c":0,"d":[0,10]}')).toEqual({ a: 1.5, b: -2, c: 0, d: [0, 10] });
    expect(leaves({ a: '[12345678901234567890]' })).toEqual([['a', '12345678901234567890']]);
  });
});
