import { describe, expect, it } from 'vitest';
import { formMapSchema } from '../../../shared/forms/map-schema.ts';

function complaints(map: unknown): Record<string, string> {
  const issues = formMapSchema.safeParse(map).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

describe('a map', () => {
  it('is taken as it is when nothing is wrong with it', () => {
    const map = {
      email: { from: [{ key: 'a' }, { label: 'La tua mail' }, { kind: 'email' }], as: ['trim', 'lower', 'join'] },
      name: { from: [{ template: '{Nome} {Cognome}' }] },
      text: { from: [{ pointer: '/data/a~1b/0' }], as: ['first line'] },
      priority: { from: [{ key: 'u' }], as: [{ values: { alta: '1', bassa: 'P4' } }] },
      language: { from: [{ value: 'it' }] },
    };
    expect(formMapSchema.parse(map)).toEqual(map);
    expect(formMapSchema.parse({})).toEqual({});
  });

  it('may be short: one place without a list, numbers as they are', () => {
    expect(
      formMapSchema.parse({
        email: { key: 'a' },
        name: [{ key: 'b' }],
        priority: { from: { key: 'c' }, as: { values: { alta: 1 } } },
      }),
    ).toEqual({
      email: { from: [{ key: 'a' }] },
      name: { from: [{ key: 'b' }] },
      priority: { from: [{ key: 'c' }], as: [{ values: { alta: '1' } }] },
    });
  });

  const PLACES = '{"key": …}, {"label": …}, {"kind": …}, {"pointer": …}, {"value": …} or {"template": …}';
  it.each<[unknown, Record<string, string>]>([
    ['a text', { '': 'must be an object: {"email": {"from": […]}, …}' }],
    [
      { plan: { key: 'x' } },
      { '': 'plan: not known here, a map has email, name, subject, text, priority and language' },
    ],
    [{ email: { from: [] } }, { 'email.from': `is empty: name a place to look, ${PLACES}` }],
    [{ email: { from: ['a'] } }, { 'email.from.0': `must be one place to look, ${PLACES}` }],
    [
      { email: { from: [{ xpath: '/a' }] } },
      { 'email.from.0': `"xpath" is no place to look: it must be one place to look, ${PLACES}` },
    ],
    [
      { email: { from: [{ toString: 'a' }] } },
      { 'email.from.0': `"toString" is no place to look: it must be one place to look, ${PLACES}` },
    ],
    [{ email: { from: [{ key: 'a', label: 'b' }] } }, { 'email.from.0': `must be one place to look, ${PLACES}` }],
    [
      { email: { from: [{ key: ' ' }] } },
      { 'email.from.0.key': 'must be the name that the provider has for the question' },
    ],
    [
      { email: { from: [{ kind: 'mail' }] } },
      { 'email.from.0.kind': 'must be one of text, long text, email, name, phone, choice, number, date, link, hidden' },
    ],
    [
      { email: { from: [{ pointer: 'data/email' }] } },
      { 'email.from.0.pointer': 'must be a JSON pointer, as /data/email' },
    ],
    [
      { name: { from: [{ template: 'Anna' }] } },
      { 'name.from.0.template': 'names no question: put one in braces, as "{Nome} {Cognome}", or use "value"' },
    ],
    [
      { name: { from: [{ key: 'a' }], as: ['upper'] } },
      { 'name.as.0': 'must be "trim", "lower", "first line", "join" or {"values": {…}}' },
    ],
    [{ name: { from: [{ key: 'a' }], to: 1 } }, { name: 'has only "from" and "as"' }],
    [
      { priority: { from: [{ key: 'a' }], as: [{ values: { alta: 'high' } }] } },
      { 'priority.as.0.values.alta': 'must be 1, 2, 3 or 4' },
    ],
    [{ priority: { from: [{ value: 'urgent' }] } }, { 'priority.from.0.value': 'must be 1, 2, 3 or 4' }],
    [{ language: { from: [{ value: 'fr' }] } }, { 'language.from.0.value': 'must be one of en, it' }],
  ])('%j names what is wrong and the mend', (map, expected) => {
    expect(complaints(map)).toEqual(expected);
  });
});
