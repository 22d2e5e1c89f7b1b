import type { Account } from '../../../shared/customer/account.ts';

export type SearchWords = {
  title: string;
  found: (count: number, asked: string) => string;
  nothing: (asked: string) => string;
  whatIsSearched: string;
  /** Its words are too frequent for all tickets that have them. */
  partial: string;
  customers: string;
  tickets: string;
  newest: (count: number) => string;
};

export type CustomerWords = {
  plan: string;
  zone: string;
  calendar: string;
  region: string;
  contacts: string;
  quote: string;
  quoted: string;
  fileFor: string;
  tickets: string;
  none: string;
  newest: (count: number) => string;
  terms: string;
};

export type FilingWords = {
  title: string;
  lead: string;
  email: string;
  name: string;
  subject: string;
  body: string;
  channel: string;
  phone: string;
  agent: string;
  calledAt: string;
  calledAtHint: string;
  priority: string;
  byDefault: string;
  send: string;
  knownAs: (name: string, plan: string) => string;
  unknown: string;
  noCall: string;
  past: (when: string) => string;
  fileAnyway: string;
};

export type HeldPageWords = {
  title: string;
  lead: string;
  empty: string;
  from: string;
  subject: string;
  why: string;
  at: string;
  to: string;
  release: string;
  acceptVirus: string;
  releasing: string;
  released: (who: string) => string;
  older: string;
  nobody: string;
  unreadable: (ids: string) => string;
  /** Of the page of one. */
  back: string;
  says: string;
  saysUnknown: string;
  files: string;
  noFiles: string;
  onTicket: string;
  discard: string;
  discardSure: string;
  discardMeans: string;
  discarded: (who: string) => string;
  isDiscarded: string;
  settled: (count: number) => string;
  theirTickets: string;
};

export type MeWords = {
  title: string;
  language: string;
  ofBrowser: string;
  zone: string;
  zoneHint: string;
  badZone: string;
  notices: string;
  noticesHint: string;
  noticesOf: Readonly<Record<NonNullable<Account['notices']>, string>>;
  digest: string;
  atOnce: string;
  every: (minutes: number) => string;
  keys: string;
  save: string;
  saved: string;
  away: {
    heading: string;
    now: (until: string) => string;
    planned: (from: string, until: string) => string;
    until: string;
    hint: (timeZone: string) => string;
    save: string;
    /** Of what is planned, and has not begun. */
    drop: string;
    back: string;
    missing: string;
    past: (when: string) => string;
  };
  out: string;
  everywhere: string;
  everywhereHint: string;
  keysHeading: string;
  keyList: readonly (readonly [key: string, what: string])[];
};
