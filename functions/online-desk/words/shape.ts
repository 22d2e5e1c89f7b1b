import type { Plan, Priority } from '../../../shared/sla/terms.ts';
import type { Satisfaction } from '../../../shared/ticket/ticket.ts';
import type { MostFiles } from '../../web/most-files.ts';
import type { PageWords } from '../../web/words/shape.ts';

/** What only the customers’ pages say in one language. */
export type OwnWords = {
  priority: Readonly<Record<Priority, PriorityWords>>;
  plan: Readonly<Record<Plan, { hours: string; channels: readonly ('mail' | 'page' | 'phone')[] }>>;
  channel: Readonly<Record<'mail' | 'page' | 'phone', string>>;
  home: {
    title: string;
    lead: (deskName: string) => string;
    openUntil: (until: string) => string;
    closedUntil: (opens: string) => string;
    alwaysOpen: string;
    premiumAlways: string;
    plansHeading: string;
    responseTime: string;
    /** When a priority's time runs, on a plan whose priorities differ in it. */
    workingHours: string;
    dayAndNight: string;
    responseNote: string;
    quoteNote: string;
    prioritiesHeading: string;
    example: string;
    yourPart: string;
    hoursHeading: string;
    hoursNote: string;
    calendars: Readonly<Record<'global' | 'north-america' | '24x5', string>>;
    /** Of a calendar that closes on them, and of one that does not. */
    holidays: string;
    noHolidays: string;
    reachHeading: string;
    byMail: string;
    byPage: string;
    byPhone: string;
    phoneOnly: string;
  };
  file: {
    title: string;
    lead: string;
    you: string;
    name: string;
    email: string;
    emailHint: string;
    what: string;
    subject: string;
    text: string;
    textHint: string;
    files: string;
    filesHint: (most: MostFiles) => string;
    trap: string;
    priority: string;
    priorityHint: (plan: string) => string;
    ifSentNow: (instant: string) => string;
    urgentWhenClosed: (instant: string) => string;
    dutyHeading: string;
    send: string;
  };
  sent: {
    title: string;
    number: string;
    /** Of the desk's own terms, since the page must not tell a stranger whose address is Premium: the contract's time is earlier, or later. */
    by: string;
    byNote: string;
    mailed: string;
    /** The request is held (docs/promise.md section 9): what is so, and not why. */
    held: (mail: string) => string;
    another: string;
  };
  /** Of a form on somebody else's page that was not taken: what became of it, why, and the way that is left. */
  notSent: {
    title: string;
    back: string;
    orMail: (mail: string) => string;
    why: Record<'email' | 'page' | 'too-large' | 'too-many' | 'unreadable' | 'gone' | 'busy' | 'broken', string>;
    desk: string;
  };
  follow: FollowWords;
  link: {
    title: string;
    lead: string;
    number: string;
    numberHint: string;
    email: string;
    send: string;
    sentTitle: string;
    sent: string;
    goneTitle: string;
    gone: string;
    /** What somebody wrote by a link that opens nothing any more. */
    unsentTitle: string;
    unsent: (mail: string) => string;
  };
  company: CompanyWords;
};

type FollowWords = {
  steps: { received: string; answered: string; closed: string };
  answerComes: string;
  within: (duration: string) => string;
  at: string;
  lateTitle: string;
  late: (duration: string) => string;
  callUs: (phone: string) => string;
  whyThen: string;
  /** Of the picture of openings. */
  picture: {
    title: string;
    received: string;
    due: string;
    counted: (duration: string) => string;
    closed: string;
    holiday: (name: string | undefined) => string;
  };
  answeredTitle: string;
  answeredAt: string;
  met: string;
  missed: string;
  closedTitle: string;
  closedAs: Readonly<Record<'solved' | 'not me' | 'withdrawn' | 'spam' | 'duplicate', string>>;
  /** What a message does now (docs/promise.md section 5); nothing is said where it is only added. */
  writing: Readonly<Record<'re-opens' | 'waits again' | 'opens another' | 'kept', string>>;
  joins: (twin: string) => string;
  hidden: string;
  byPhone: (when: string) => string;
  conversation: string;
  you: string;
  team: string;
  noMessages: string;
  older: string;
  files: string;
  whole: string;
  add: string;
  message: string;
  addFiles: string;
  send: string;
  solvedHeading: string;
  solvedText: (days: number) => string;
  solve: string;
  withdrawHeading: string;
  withdrawText: string;
  withdraw: string;
  notMeHeading: string;
  notMeText: string;
  notMe: string;
  satisfiedHeading: string;
  satisfied: Readonly<Record<Satisfaction, string>>;
  confirmHeading: string;
  confirmText: (address: string) => string;
  confirm: string;
  done: Readonly<
    Record<'written' | 'solved' | 'withdrawn' | 'not-me' | 'confirmed' | 'rated' | 'new' | 'held' | 'unchanged', string>
  >;
  empty: string;
};

export type CompanyWords = {
  title: (company: string) => string;
  lead: string;
  number: string;
  subject: string;
  from: string;
  opened: string;
  stateHead: string;
  promise: string;
  /** In place of what somebody asked who is none of the company's, as its record knows it. */
  notOfCompany: string;
  /** The figures above the list: of those answered or late, and how many are not closed. */
  keptFigure: string;
  keptOf: (kept: number, due: number) => string;
  noAnswers: string;
  openFigure: string;
  /** Where there are more than the list has. */
  newest: (count: number) => string;
  state: Readonly<Record<'waiting' | 'answered' | 'closed', string>>;
  kept: string;
  missed: string;
  running: (when: string) => string;
  late: string;
  cancelled: string;
  none: string;
  older: string;
};

type PriorityWords = {
  /** In one line, for the card of the form. */
  short: string;
  definition: string;
  example: string;
  duty: string;
};

/** All that they say in one language. */
export type DeskWords = Omit<PageWords, 'file' | 'priority'> &
  Omit<OwnWords, 'file' | 'priority'> & {
    file: PageWords['file'] & OwnWords['file'];
    priority: Readonly<Record<Priority, PageWords['priority'][Priority] & PriorityWords>>;
  };
