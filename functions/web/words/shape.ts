import type { Plan, Priority } from '../../../shared/sla/terms.ts';
import type { MostFiles } from '../most-files.ts';

/** What the pages say in one language. A language that lacks a sentence does not compile. */
export type PageWords = {
  /** The language's own name, and where the page in the other one is. */
  name: string;
  locale: string;
  skip: string;
  newRequest: string;
  findRequest: string;
  privacy: string;
  problem: string;
  optional: string;
  /** Characters that a field may still have, or has too many of; `{}` is their number. */
  count: { left: string; over: string };
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
    uploads: UploadWords;
    errors: {
      heading: string;
      name: string;
      email: string;
      number: string;
      subject: string;
      text: string;
      priority: string;
      tooLong: (most: number) => string;
      textTooLong: (most: number) => string;
      /** The text is longer than what is shown again. */
      isCut: string;
      filesTooLarge: (most: MostFiles) => string;
      tooManyFiles: (most: MostFiles) => string;
      /** Files that came with the form, by name: no page may choose them for somebody. */
      attachAgain: (names: string) => string;
      fileGone: (name: string) => string;
      expired: string;
      again: string;
    };
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
  failure: {
    otherMethod: { title: string; text: string };
    notFound: { title: string; text: string };
    tooMany: { title: string; text: (mail: string) => string };
    tooLarge: { title: string; text: string };
    unreadable: { title: string; text: string };
    crossSite: { title: string; text: string };
    busy: { title: string; text: string };
    broken: { title: string; text: (mail: string) => string };
  };
};

type PriorityWords = {
  name: string;
  /** In one line, for the card of the form. */
  short: string;
  definition: string;
  example: string;
  duty: string;
};

/** What the script of uploads says; it reads them from the page. */
type UploadWords = {
  sending: string;
  done: string;
  failed: string;
  remove: string;
  tooLarge: (most: MostFiles) => string;
  tooMany: (most: MostFiles) => string;
  empty: string;
  refused: string;
  /** Too many were sent of late, and the page has to rest. */
  later: string;
  expired: string;
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
  confirmHeading: string;
  confirmText: (address: string) => string;
  confirm: string;
  done: Readonly<
    Record<'written' | 'solved' | 'withdrawn' | 'not-me' | 'confirmed' | 'new' | 'held' | 'unchanged', string>
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
