import fc from 'fast-check';
import { FAULTS } from '../faults/matrix/cut.ts';

/** What can happen to one run of the desk: a fault at its call number `call`, as in the matrix of faults. */
const cut = fc.record({ call: fc.nat(24), fault: fc.constantFrom(...FAULTS) });

/** How an input comes in: once, twice, behind others that came after it (a mail only), or to a run that breaks. */
const luck = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ how: 'well' as const }) },
  { weight: 1, arbitrary: fc.constant({ how: 'twice' as const }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('late' as const), minutes: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 3, arbitrary: fc.record({ how: fc.constant('cut' as const), cut }) },
);

const priority = fc.constantFrom(1, 2, 3, 4);
/** Of those that are there, counted round. */
const ticket = fc.nat(5);
const step = <What extends string, More extends object>(
  what: What,
  more: { [Key in keyof More]: fc.Arbitrary<More[Key]> },
) => fc.record({ what: fc.constant(what), ...more }) as unknown as fc.Arbitrary<{ what: What } & More>;

/** Closing as a duplicate joins two tickets; each here is judged by itself. */
const REASONS = ['spam', 'withdrawn'] as const;

/** What people send. */
const inputs = [
  { weight: 5, arbitrary: step('mail', { from: fc.nat(2), priority, luck }) },
  { weight: 2, arbitrary: step('form', { from: fc.nat(2), priority, luck }) },
  { weight: 3, arbitrary: step('reply', { ticket, isProved: fc.boolean(), luck }) },
  { weight: 1, arbitrary: step('auto-reply', { ticket, luck }) },
  { weight: 2, arbitrary: step('spoof', { ticket, isStranger: fc.boolean(), luck }) },
  { weight: 3, arbitrary: step('answer by mail', { ticket, luck }) },
  { weight: 3, arbitrary: step('answer by call', { ticket, luck }) },
  { weight: 3, arbitrary: step('question', { ticket, luck }) },
  { weight: 1, arbitrary: step('note', { ticket, luck }) },
  { weight: 3, arbitrary: step('bounce', { answer: fc.nat(5), luck }) },
  { weight: 2, arbitrary: step('priority', { ticket, priority, luck }) },
  { weight: 2, arbitrary: step('close', { ticket, reason: fc.constantFrom(...REASONS), luck }) },
  { weight: 2, arbitrary: step('re-open', { ticket, luck }) },
];

/** What services and time do. The first sweep after the mail service was away has much to do, and may break. */
const surroundings = [
  {
    weight: 1,
    arbitrary: step('an address is refused', { whom: fc.constantFrom('requester', 'agent', 'lead'), ticket }),
  },
  { weight: 2, arbitrary: step('mail service', { takes: fc.boolean(), sweep: fc.option(cut) }) },
  { weight: 1, arbitrary: step('scheduler', { takes: fc.boolean() }) },
  { weight: 1, arbitrary: step('timers are lost', {}) },
  { weight: 3, arbitrary: step('a timer breaks', { cut }) },
  { weight: 2, arbitrary: step('a sweep breaks', { cut }) },
  { weight: 5, arbitrary: step('minutes pass', { minutes: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: step('hours pass', { minutes: fc.integer({ min: 60, max: 900 }) }) },
];

const anyStep = fc.oneof(...inputs, ...surroundings);

export type Step = typeof anyStep extends fc.Arbitrary<infer Each> ? Each : never;
export type Luck = typeof luck extends fc.Arbitrary<infer Each> ? Each : never;
export type CutAt = typeof cut extends fc.Arbitrary<infer Each> ? Each : never;
export type InputStep = Extract<Step, { luck: Luck }>;

/** A story of so many steps. Each shrinks to none, so that what is left of a counterexample is what it needs. */
export const story = (length: number): fc.Arbitrary<Step[]> =>
  fc
    .array(fc.option(anyStep, { freq: 10_000 }), { minLength: length, maxLength: length })
    .map((steps) => steps.filter((each) => each !== null));
