import type { Dimension } from '../../../shared/report/report.ts';
import type { ReportSent } from '../../../shared/use-cases/send-customer-report.ts';

export type ReportWords = {
  /** The entry of the head. */
  nav: string;
  title: string;
  lead: (month: string, zone: string) => string;
  month: string;
  show: string;
  earlier: string;
  later: string;
  kept: { title: string; of: (met: number, all: number) => string; none: string };
  /** Times to the first response, in open time. */
  times: { title: string; median: string; p90: string; none: string; note: string };
  counts: Readonly<Record<'met' | 'missed' | 'open' | 'cancelled' | 'tickets', string>>;
  /** What is counted beside. */
  disputed: (count: number) => string;
  reopened: (count: number) => string;
  rated: (satisfied: number, all: number) => string;
  by: Readonly<Record<Dimension, { title: string; head: string }>>;
  share: string;
  median: string;
  p90: string;
  asTable: string;
  /** What a picture shows, for who does not see it. */
  picture: (most: string) => string;
  nobody: Readonly<Record<'customer' | 'agent' | 'door', string>>;
  more: (count: number) => string;
  empty: string;
  unreadable: (tickets: string) => string;
  /** Of what was given for the month, which is none. */
  noMonth: (asked: string) => string;
  download: { title: string; figures: string; tickets: string; tooLarge: string; back: string };
  sheet: {
    title: (customer: string) => string;
    of: (month: string) => string;
    promised: string;
    target: string;
    late: string;
    /** When none was missed; what that says of the month follows. */
    noneLate: string;
    ticket: string;
    opened: string;
    due: string;
    answered: string;
    notYet: string;
    closed: string;
    zone: (zone: string, at: string) => string;
    counted: string;
    print: string;
    send: { heading: string; to: string; button: string; nobody: string; done: (to: string) => string };
    notSent: Readonly<Record<Exclude<ReportSent, 'sent'>, (to: string) => string>>;
    back: string;
  };
};
