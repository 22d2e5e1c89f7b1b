import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../shared/forms/ask.ts';
import { readJsonBody } from '../../../shared/forms/json-body.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { otherAnswers } from '../../../shared/forms/request.ts';
import { parseTwice } from '../../../shared/forms/twice-named.ts';
import { POSTING, sampleOf } from '../../functions/ingest-webhook/posted.ts';
import { delivered } from './deliveries.ts';

const read = (text: string) => readJsonBody(Buffer.from(text));

describe('a name that stands twice', () => {
  it.each([
    ['{"a":1,"a":2}', { a: [1, 2] }],
    ['{"a":1,"a":1}', { a: [1, 1] }],
    [
      '{ "a" : [1], "b": {"c": ":", "c": "\\":"}, "a" : [2], "a":null }',
      { a: [[1], [2], null], b: { c: [':', '":'] } },
    ],
    ['[{"a":1},{"a":{}, "a":[]}]', [{ a: 1 }, { a: [{}, []] }]],
    ['{"a":1.50,"\\u0061":12345678901234567890}', { a: ['1.50', '12345678901234567890'] }],
  ])('has all of its values: %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('may be one that objects have by themselves', () => {
    expect(Object.entries(read('{"__proto__":1,"__proto__":2}') as object)).toEqual([['__proto__', [1, 2]]]);
  });

  it('is read however deep it stands', () => {
    const depth = 50_000;
    expect(() => read(`${'{"a":'.repeat(depth)}{"a":1,"a":2}${'}'.repeat(depth)}`)).not.toThrow();
  });

  it('changes nothing where none does, however it is written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        expect(parseTwice(text, JSON.parse)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is shown of our own five fields, too, of which the last counts', () => {
    expect(otherAnswers(read('{"email":"a@b.example","email":"c@d.example"}'))).toMatchObject([
      { key: 'email', values: ['a@b.example', 'c@d.example'] },
    ]);
  });

  it.each(POSTING.filter((name) => name !== 'jotform'))('shows each value in a ticket of %s', async (name) => {
    const body = JSON.stringify(sampleOf(name)).replace(/^\{/, '{"More":"the first value","More":"the second value",');
    const submission = await PROVIDERS[name]?.read(delivered(body));
    expect(submission && ask(submission, { name: 'site' }).text).toContain('the first value, the second value');
  });
});
