import { describe, expect, it } from 'vitest';
import { deadline, elapsed } from '../../../shared/sla/deadline.ts';
import { compile } from '../../../shared/sla/schedule.ts';
import { type Case, cases } from './fixtures.ts';

describe('the clock agrees with a stepper that walks every second', () => {
  it.each(cases('edges'))('$id ($timeZone)', (row) => {
    expect(answer(row)).toBe(expected(row));
  });

  it.each(['deadlines', 'elapsed'] as const)('in all %s, over 36 zones', (file) => {
    const wrong = cases(file).filter((row) => answer(row) !== expected(row));
    expect(wrong).toEqual([]);
  });
});

function answer(row: Case): number {
  const start = Date.parse(row.start);
  if (row.end !== undefined) return elapsed(compile(row), start, Date.parse(row.end));
  return deadline(compile(row), start, row.seconds * 1000);
}

function expected(row: Case): number {
  return row.deadline === undefined ? row.seconds * 1000 : Date.parse(row.deadline);
}
