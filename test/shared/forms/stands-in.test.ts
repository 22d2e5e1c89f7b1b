import { expect, it } from 'vitest';
import { standIn } from '../../../shared/forms/stands-in.ts';

it('finds texts in the midst of others, each of them', () => {
  expect(standIn(['Anna', 'Rossi'], ['Ask for', 'Anna Rossi, please'])).toBe(true);
  expect(standIn(['Anna', 'Bianchi'], ['Anna Rossi'])).toBe(false);
});

it('knows a long text as itself alone', () => {
  const long = 'a'.repeat(20_000);
  expect(standIn([long], ['', long])).toBe(true);
  expect(standIn([long], [`${long}b`])).toBe(false);
});
