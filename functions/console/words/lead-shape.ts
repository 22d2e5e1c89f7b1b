import type { QueueName } from '../../../shared/alarms.ts';
import type { ParkedWhat } from '../../../shared/use-cases/lead/parked.ts';

export type LeadWords = {
  /** The entry of the head. */
  nav: string;
  title: string;
  lead: (zone: string) => string;
  onlyLeads: { title: string; text: string; back: string };
  unknown: string;
  /** What is wrong now, above all else. */
  troubles: (count: number) => string;
  allWell: string;
  runbook: (section: string) => string;
  /** A figure that was not counted to its end. */
  moreThan: (count: number) => string;
  waiting: {
    title: string;
    agent: string;
    inTime: string;
    all: string;
    nobody: string;
    gone: (id: string) => string;
    empty: string;
    more: (most: number) => string;
    wroteAgain: (count: string, isOne: boolean) => string;
    /** Of a figure, for who hears it alone. */
    which: (count: number, who: string, level: string) => string;
  };
  list: { title: string; empty: string; back: string; more: (most: number) => string };
  breaches: {
    title: string;
    empty: string;
    deadline: string;
    how: string;
    answered: (late: string) => string;
    closed: (late: string) => string;
    more: string;
  };
  answers: {
    title: string;
    empty: string;
    hour: string;
    inTime: string;
    late: string;
    sum: (inTime: number, late: number) => string;
    /** What is not counted. */
    back: (days: number) => string;
    more: string;
  };
  held: {
    title: string;
    none: string;
    wait: (count: string, isOne: boolean) => string;
    normal: (inAnHour: number, most: number) => string;
    trouble: (most: number) => string;
    open: string;
  };
  parked: {
    title: string;
    empty: string;
    what: Readonly<Record<ParkedWhat, string>>;
    tries: (count: number) => string;
    again: string;
    held: (count: number) => string;
    more: string;
    note: string;
  };
  health: {
    title: string;
    fine: string;
    look: string;
    wrong: string;
    queue: Readonly<Record<QueueName, string>>;
    depth: (waiting: number, inHand: number) => string;
    deadLetters: (count: number) => string;
    queueNormal: (minutes: number) => string;
    deadNormal: string;
    queueWaits: (minutes: number) => string;
    deadTrouble: Readonly<Record<QueueName, string>>;
    canary: string;
    canaryNormal: (minutes: number, limit: number) => string;
    canaryLost: (limit: number) => string;
    sweep: string;
    sweepNormal: (minutes: number, limit: number) => string;
    sweepSilent: (limit: number) => string;
    never: string;
    last: string;
    undone: Readonly<Record<'tickets' | 'held' | 'team' | 'forms', (count: number) => string>>;
    account: string;
    accountFine: string;
    paused: string;
    quotaNear: string;
  };
};
