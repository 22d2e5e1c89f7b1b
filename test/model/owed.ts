import type { Priority } from '../../shared/sla/terms.ts';
import type { State } from '../../shared/ticket/ticket.ts';

/** What a promise says of one priority of a ticket: by when an answer is owed, and when each level falls due. In ms. */
export type Clock = { deadline: number; levels: { name: string; at: number }[] };

/** What people outside see of a ticket, in order. `at`: when it came about; `arrived`: when it reached the desk. In ms. */
export type Fact = { at: number } & (
  | { what: 'asked'; line: string; arrived: number; priority: Priority }
  | { what: 'wrote'; line: string; arrived: number; isCustomers: boolean }
  /** `until`: by when the customer was told to answer, when it asks. */
  | { what: 'answer left'; text: string; arrived: number; until?: number | undefined }
  | { what: 'answer came back'; text: string }
  | { what: 'priority'; priority: Priority }
  | { what: 'closed'; reason: string }
  | { what: 're-opened' }
);

type Answer = { text: string; at: number; arrived: number };

/** How a ticket must stand. `lines`: its messages. `answers`: those that left and did not come back, in order. */
export type Standing = {
  lines: string[];
  state: State;
  priority: Priority;
  clock: Clock;
  /** What the clock is counted from, in ms: the request, or the message by which a customer came back on their withdrawal. */
  start: number;
  /** The reason it was closed for, as long as it is. */
  closedAs?: string | undefined;
  closedSince?: number | undefined;
  /** The priority that the clock is for: a change while no clock runs holds once it runs again. */
  clockFor: Priority;
  /** The earliest deadline that had passed before the priority was changed: it stays missed. */
  passed: number;
  answers: Answer[];
  first?: { text: string; met: boolean } | undefined;
  /** The newest public message, by when it could be read, and whose it is. */
  last: { at: number; isCustomers: boolean };
  /** When it was last closed, opened again, or promised anew. In ms. */
  changed: number;
  /** The question that the customer of a P1 has not answered yet (promise.md section 7). */
  watch?: Watch | undefined;
  /** Those asked before it without an answer: one that arrived is waited for when those after it come back. */
  asked: Watch[];
};

/** A question that left at `from`, to be answered by `until`. In ms. `isTold`: that it was not, when it is waited for again. */
export type Watch = { text: string; from: number; until: number; isTold?: boolean };

/** An answer counts from when it reached the desk if it left within this time, else from when it left (promise.md section 5). */
const MAY_TAKE_MS = 15 * 60_000;

/** What takes longer than this to be heard of was not there for whoever wrote in between (promise.md section 5). */
const LATE_MS = 60_000;

/** Whether a customer's message came behind what was said or done on its ticket after it had arrived. */
function isLate({ last, changed }: Standing, { arrived, at }: { arrived: number; at: number }): boolean {
  return at - arrived > LATE_MS || Math.max(last.at, changed) >= arrived;
}

/** What a priority promises from a start, in ms. */
type ClockOf = (priority: Priority, start: number) => Clock;

/** What is owed after a fact (promise.md sections 5 and 6): the whole model of a ticket. */
function after(was: Standing, fact: Exclude<Fact, { what: 'asked' }>, clockOf: ClockOf): Standing {
  const first = ({ text, at }: Answer) => ({ text, met: at <= Math.min(was.clock.deadline, was.passed) });
  const said = (at: number, isCustomers: boolean) => (at > was.last.at ? { at, isCustomers } : was.last);
  const waitsAgain: Pick<Standing, 'state' | 'clock' | 'clockFor'> = {
    state: 'waiting',
    clock: was.clockFor === was.priority ? was.clock : clockOf(was.priority, was.start),
    clockFor: was.priority,
  };
  switch (fact.what) {
    case 'wrote':
      return {
        ...(fact.isCustomers ? reopened(was, fact.arrived, clockOf) : was),
        lines: [...was.lines, fact.line],
        // What was said or done before the desk had it was done without it.
        last: fact.isCustomers ? said(isLate(was, fact) ? fact.at : fact.arrived, true) : was.last,
        watch: fact.isCustomers && was.watch && fact.arrived > was.watch.from ? undefined : was.watch,
        asked: fact.isCustomers ? was.asked.filter(({ from }) => from >= fact.arrived) : was.asked,
      };
    case 'answer left': {
      const answer = {
        text: fact.text,
        arrived: fact.arrived,
        at: fact.at - fact.arrived <= MAY_TAKE_MS ? fact.arrived : fact.at,
      };
      const left = { ...was, answers: [...was.answers, answer], last: said(fact.arrived, false) };
      // Written before somebody closed it without an answer, and left after that: it takes no closing back.
      const { closedSince = Infinity } = was;
      if (was.state === 'closed' && !was.first && fact.arrived < closedSince && closedSince < fact.at) return left;
      const now: Standing = was.first ? left : { ...left, first: first(answer), state: 'answered' };
      const isWatched = fact.until !== undefined && now.priority === 1 && now.state === 'answered';
      const watch = { text: fact.text, from: fact.at, until: fact.until as number };
      return isWatched ? { ...now, watch, asked: was.watch ? [...was.asked, was.watch] : [] } : now;
    }
    case 'answer came back': {
      const answers = was.answers.filter(({ text }) => text !== fact.text);
      const asked = was.asked.filter(({ text }) => text !== fact.text);
      const isLost = was.watch?.text === fact.text;
      const before = isLost ? asked.pop() : undefined;
      // Its time may be over by now; if it was when the lost one left, the agents were told then.
      const isTold = before && before.until <= (was.watch?.from ?? 0);
      const again = before && { ...before, until: Math.max(before.until, fact.at), ...(isTold && { isTold }) };
      const without = { ...was, answers, asked, watch: isLost ? again : was.watch };
      if (was.first?.text !== fact.text) return without;
      const [next] = answers.toSorted((a, b) => a.at - b.at || a.arrived - b.arrived);
      return next ? { ...without, first: first(next) } : { ...without, first: undefined, ...waitsAgain };
    }
    case 'priority': {
      // The clock of a ticket that waits no more stays as it was, for now; the same priority again is no change.
      const isNew = fact.priority !== was.priority && was.state === 'waiting';
      const watch = fact.priority === was.priority ? was.watch : undefined;
      const isPassed = fact.priority !== was.priority && was.clock.deadline < fact.at;
      const passed = isPassed ? Math.min(was.passed, was.clock.deadline) : was.passed;
      const now = { ...was, priority: fact.priority, passed, watch, asked: watch ? was.asked : [] };
      return isNew ? { ...now, clock: clockOf(fact.priority, was.start), clockFor: fact.priority } : now;
    }
    case 'closed':
      return was.state === 'closed'
        ? was
        : { ...was, state: 'closed', closedAs: fact.reason, closedSince: fact.at, watch: undefined, asked: [] };
    case 're-opened':
      return was.first ? { ...was, state: 'answered' } : { ...was, ...waitsAgain };
  }
}

/**
 * A closed ticket once its customer has written (promise.md section 5): answered, or waiting anew where they had withdrawn it, or say that it
 * is no spam.
 */
function reopened(was: Standing, arrived: number, clockOf: ClockOf): Standing {
  if (was.state !== 'closed') return was;
  if (was.first) return { ...was, state: 'answered' };
  const clock = clockOf(was.priority, arrived);
  return { ...was, state: 'waiting', start: arrived, clock, clockFor: was.priority };
}

/** How a ticket stood after each of its facts, the first of which is that somebody asked. */
export function standings([asked, ...facts]: readonly Fact[], clockOf: ClockOf) {
  if (asked?.what !== 'asked') throw new Error('nobody asked');
  const { at, line, arrived, priority } = asked;
  const last = { at: arrived, isCustomers: true };
  const all: (Standing & { at: number })[] = [
    {
      at,
      lines: [line],
      state: 'waiting',
      priority,
      clock: clockOf(priority, arrived),
      start: arrived,
      clockFor: priority,
      answers: [],
      last,
      changed: at,
      asked: [],
      passed: Infinity,
    },
  ];
  for (const fact of facts) {
    // A ticket has one request.
    if (fact.what === 'asked') continue;
    const was = all.at(-1) as Standing;
    const now = after(was, fact, clockOf);
    const isChanged = now.state !== was.state ? now.state !== 'answered' : now.clock !== was.clock;
    all.push({ ...now, changed: isChanged ? fact.at : was.changed, at: fact.at });
  }
  return all;
}

/** A time in which a ticket waited for its first response, on one clock. It ends with the story if nothing ended it. In ms. */
export type Wait = { clock: Clock; from: number; to: number };

/** When a ticket waited. */
export function waits(stood: readonly (Standing & { at: number })[], end: number): Wait[] {
  const found: Wait[] = [];
  let open: Wait | undefined;
  for (const { at, state, clock } of stood) {
    if (open && (state !== 'waiting' || clock !== open.clock)) {
      found.push({ ...open, to: at });
      open = undefined;
    }
    if (state === 'waiting') open ??= { clock, from: at, to: end };
  }
  return open ? [...found, open] : found;
}

/** The questions that were waited for, each until `to`: its answer, whatever else ended the wait, or the end of the story. */
export function watches(stood: readonly (Standing & { at: number })[], end: number): (Watch & { to: number })[] {
  const found = new Map<Watch, number>();
  for (const [index, { watch }] of stood.entries()) {
    if (watch) found.set(watch, stood[index + 1]?.at ?? end);
  }
  return [...found].map(([watch, to]) => ({ ...watch, to }));
}
