import { afterEach, expect } from 'vitest';
import { reportViolationsTo, type Violation } from '../../infra/local/checks/violations.ts';

const found: Violation[] = [];
reportViolationsTo((violation) => found.push(violation));

/** The violations since the test began, taken as expected: what is left at its end fails it. */
export function takeViolations(): Violation[] {
  return found.splice(0);
}

afterEach(() => {
  expect(takeViolations(), 'AWS would have refused requests of this test').toEqual([]);
});
