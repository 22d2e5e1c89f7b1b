import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nest } from '../../../shared/forms/bracket-names.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const nested = (...entries: [string, string][]) => plain(nest(entries.map(([name, value]) => ({ name, value }))));

it('names of a form nest as they say', () => {
  expect(
    nested(
      ['form[id]', '7'],
      ['fields[name][value]', 'Anna'],
      ['fields[name][title]', 'Nome'],
      ['topics[]', 'a'],
      ['topics[]', 'b'],
      ['c', '1'],
    ),
  ).toEqual({ form: { id: '7' }, fields: { name: { value: 'Anna', title: 'Nome' } }, topics: ['a', 'b'], c: '1' });
});

it('what is repeated is several, whatever stood there', () => {
  expect(nested(['a', '1'], ['a', '2'], ['a', '3'])).toEqual({ a: ['1', '2', '3'] });
  expect(nested(['a', '1'], ['a[b]', '2'], ['a', '3'])).toEqual({ a: { 0: '1', b: '2', 2: '3' } });
  expect(nested(['a[]', '1'])).toEqual({ a: ['1'] });
});

it('what has no number takes the next that is free', () => {
  expect(nested(['items[1]', 'a'], ['items[]', 'b'], ['items[]', 'c'])).toEqual({ items: { 1: 'a', 2: 'b', 3: 'c' } });
  expect(nested(['a[2]', '1'], ['a', '2'], ['a[3]', '3'], ['a[]', '4'])).toEqual({
    a: { 1: '2', 2: '1', 3: '3', 4: '4' },
  });
});

it('every value stays, whatever the names', () => {
  const part = fc.constantFrom('', '0', '1', '2', '3', 'a', 'length', '__proto__', 'toString');
  const name = fc
    .tuple(fc.constantFrom('a', 'b', '__proto__', 'length'), fc.array(part, { maxLength: 4 }))
    .map(([first, parts]) => `${first}${parts.map((each) => `[${each}]`).join('')}`);
  fc.assert(
    fc.property(fc.array(name, { maxLength: 30 }), (names) => {
      const entries = names.map((name, at) => ({ name, value: `value ${at}` }));
      expect(textsIn(nest(entries)).toSorted()).toEqual(entries.map(({ value }) => value).toSorted());
    }),
  );
});

function textsIn(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn);
}

it('names that only look so are names', () => {
  expect(nested(['a[', '1'], ['[b]', '2'], ['c]d', '3'], ['', '4'], ['x[y]z', '5'])).toEqual({
    ...{ 'a[': '1', '[b]': '2', 'c]d': '3', '': '4', 'x[y]z': '5' },
  });
  expect(Object.keys(nest([{ name: `a${'[b]'.repeat(99)}`, value: '1' }]))).toEqual([`a${'[b]'.repeat(99)}`]);
});

it('names that are dangerous to objects are names', () => {
  nest([
    { name: '__proto__[polluted]', value: 'yes' },
    { name: 'constructor[prototype][polluted]', value: 'yes' },
  ]);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  expect(Object.keys(nest([{ name: '__proto__', value: 'x' }]))).toEqual(['__proto__']);
});
