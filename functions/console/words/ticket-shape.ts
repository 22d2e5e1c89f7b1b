import type { LINK } from '../../../shared/ticket/links.ts';
import type { State } from '../../../shared/ticket/ticket.ts';
import type { TrailWords } from './trail-shape.ts';

/** What was done, by the name that its page is asked for with. */
export const DONE = [
  'answered',
  'parked',
  'parkedOpen',
  'noted',
  'assigned',
  'priority',
  'priorityAlone',
  'closed',
  'reopened',
  'readers',
  'confirmed',
  'link',
  'revoked',
  'outside',
  'filed',
  'withdrawn',
  'resent',
  'redacted',
  'requester',
  'terms',
  'termsAlone',
  'unchanged',
  'tags',
  'snoozed',
  'awake',
] as const;
export type Done = (typeof DONE)[number];

export type TicketWords = {
  back: string;
  /** Before the one that waits next. */
  next: string;
  state: Readonly<Record<State, string>>;
  done: Readonly<Record<Done, string>>;
  conversation: string;
  older: string;
  note: string;
  claims: string;
  fromOutside: string;
  whole: string;
  layout: string;
  hidden: string;
  files: string;
  byPhone: string;
  quoted: (lines: number) => string;
  delivery: Readonly<Record<'sending' | 'parked' | 'sent' | 'refused' | 'withdrawn' | 'bounced', string>>;
  delivered: string;
  withdrawnBy: (name: string) => string;
  withdraw: string;
  resend: string;
  split: string;
  redact: string;
  redactWords: string;
  redactHint: string;
  redactThese: string;
  redactWhole: string;
  redactDue: string;
  unreadable: string;
  compose: {
    heading: string;
    answer: string;
    note: string;
    goesTo: string;
    nobody: string;
    stops: string;
    disclose: string;
    isClosed: string;
    text: string;
    files: string;
    andClose: string;
    asks: string;
    byPhone: string;
    byPhoneHint: string;
    send: string;
    /** Of a note, in its place, and who reads one. */
    keep: string;
    noteHint: string;
    overtaken: string;
    /** Another answer is being sent, or an own one broke off. */
    underWay: string;
  };
  problems: {
    heading: string;
    empty: string;
    time: string;
    taken: (name: string) => string;
    other: string;
    readers: string;
  };
  due: {
    heading: string;
    answered: string;
    met: string;
    missed: string;
    cancelled: string;
    why: string;
    warnings: string;
    watch: string;
    until: string;
    unresponsive: string;
  };
  people: {
    heading: string;
    name: string;
    mail: string;
    writesFrom: string;
    company: string;
    none: string;
    plan: string;
    there: string;
    door: string;
    unproved: string;
    confirm: string;
    readers: string;
    readersHint: string;
    readersNobody: string;
    remove: string;
    add: string;
    address: string;
    addName: string;
    proposed: string;
    wasRemoved: string;
    outside: string;
    outsideAdd: string;
    outsideFile: string;
    outsideDismiss: string;
    links: string;
    mailLink: string;
    revoke: string;
  };
  linked: {
    heading: string;
    merged: string;
    goesOnFor: string;
    /** What the other ticket is to this one. */
    kind: Readonly<Record<(typeof LINK)[keyof typeof LINK], string>>;
  };
  change: {
    heading: string;
    nobody: string;
    assignee: string;
    assign: string;
    priority: string;
    reason: string;
    reasonHint: string;
    unresponsive: string;
    save: string;
    close: string;
    chooseWhy: string;
    closeAs: string;
    asAnswered: string;
    spam: string;
    duplicate: string;
    withdrawn: string;
    twin: string;
    reopen: string;
    correct: string;
    requester: string;
    customer: string;
    customerHint: string;
    planLabel: string;
    tags: string;
    tagsHint: string;
    addTags: string;
    removeTag: (tag: string) => string;
    snooze: string;
    snoozeDays: string;
    awake: string;
    snoozedUntil: string;
  };
  parked: { heading: string; again: string };
  trail: TrailWords;
};
