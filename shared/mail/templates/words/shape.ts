import type { Plan, Priority } from '../../../sla/terms.ts';

/** A way a request comes in. */
export type RequestChannel = 'email' | 'webhook' | 'page' | 'phone' | 'agent';

/** Everything the mails say, in one language. A language that lacks a sentence does not compile. */
export type Words = {
  plan: Readonly<Record<Plan, string>>;
  /** Names of the priorities by business impact, promise.md section 2. */
  priority: Readonly<Record<Priority, string>>;
  channel: Readonly<Record<RequestChannel, string>>;
  /** Labels of facts. */
  label: {
    ticket: string;
    subject: string;
    priority: string;
    plan: string;
    answerBy: string;
    /** Of a time that is past. */
    wasDue: string;
    why: string;
    requester: string;
    customer: string;
    channel: string;
    waitingSince: string;
    attachments: string;
    /** Who reads an answer, and who is proposed to. */
    readers: string;
    proposed: string;
    /** Whose turn it is. */
    awaits: string;
    /** Of a message whose subject is not its ticket's. */
    ownSubject: string;
  };
  awaits: Readonly<Record<'agent' | 'customer' | 'nobody', string>>;
  noSubject: string;
  unverified: string;
  /** Of a writer who does not belong to the conversation. */
  fromOutside: string;
  openTicket: string;
  /** Where a text was cut. */
  cut: string;
  acknowledgement: {
    /** Subject when nothing of the request may be echoed. */
    subject: string;
    heading: string;
    greeting: (name: string | undefined) => string;
    /** For whoever wrote, whoever called, and whomever an agent filed it for. */
    received: (ticketId: string) => string;
    receivedCall: (ticketId: string) => string;
    receivedFiled: (ticketId: string) => string;
    /** Under the time of the answer. */
    answerByNote: string;
    /** In its place when that time is past: it promises nothing. */
    late: string;
    dutyHeading: string;
    /** What the customer confirms by the priority and owes at it, promise.md section 2. */
    duty: Readonly<Record<Priority, string>>;
    /** How to choose a priority. */
    choose: string;
    addMore: string;
    automatic: string;
  };
  notice: {
    new: string;
    again: string;
    returned: string;
    outside: string;
    claimed: string;
    astray: string;
    assigned: string;
    /** `away`: to whom, when that is not who reads it. */
    assignedBy: (agent: string, away: string | undefined) => string;
    mentioned: string;
    awake: string;
    answered: string;
    undelivered: string;
    unsent: string;
    complaint: string;
    other: string;
    undone: string;
    notRunning: string;
    within: (duration: string) => string;
    late: (duration: string) => string;
    howToAnswer: string;
    howToAdd: string;
    howToReturned: string;
    howToUndelivered: string;
    /** Of an answer that the mail service refused for one of its readers. */
    howToUnsent: (address: string) => string;
    howToNoLink: (address: string) => string;
    /** Who is away has others hear in their place. */
    howToMentioned: string;
    howToComplaint: string;
    howToOther: string;
    howToOutside: (address: string) => string;
    howToClaimed: (address: string) => string;
    howToAstray: (address: string) => string;
    noReaders: string;
    proposedPeople: (addresses: string) => string;
    /** One of them whom an agent took out before. */
    removedBefore: (address: string) => string;
    unverifiedWarning: string;
    /** Of a known writer whom nothing else proves. */
    readerWarning: (address: string) => string;
    /** Lines of the customer's mail that the notice does not show. */
    /** Beside a file: `isExecutable`. */
    executable: string;
    hidden: (count: number) => string;
    /** What a message declares, and what came of it (docs/promise.md section 5). */
    raised: (priority: number) => string;
    raisedUnproved: (priority: number) => string;
    proposed: (priority: number) => string;
    declared: (priority: number) => string;
    urgent: string;
    reopened: string;
    follows: (ticketId: string) => string;
    sameThread: (ticketId: string) => string;
    unacknowledged: string;
  };
  /** Tells a customer of a promise that changed. */
  promiseChange: {
    /** Subject when nothing of the request may be echoed. */
    subject: string;
    heading: string;
    closedHeading: string;
    /** What changed: the priority, the time alone, or that it was closed. */
    priority: (ticketId: string, from: number, to: number) => string;
    time: (ticketId: string) => string;
    reopened: (ticketId: string) => string;
    closed: (ticketId: string, isAnswered: boolean) => string;
    /** By the requester, on the ticket's page. */
    closedByLink: (ticketId: string) => string;
    closedAs: Record<'duplicate' | 'withdrawn' | 'solved' | 'solvedByLink' | 'withdrawnByLink' | 'notMeByLink', string>;
    /** What priority 2 asks of a customer who had chosen 1. */
    dutyAtTwo: string;
    /** Why a priority was lowered: since the customer did not answer, or in the agent's words. */
    unresponsive: string;
    reason: (reason: string) => string;
    mend: string;
    closedMend: string;
  };
  /** The link by which a reader follows a ticket. */
  follow: {
    /** On its button. */
    open: string;
    /** To an address that nobody has proved: the page has the button by which its owner says so. */
    notMe: string;
    /** A mail that brings it anew. */
    subject: string;
    heading: string;
    here: (ticketId: string) => string;
    goodFor: (days: number) => string;
    /** Anybody may have asked for it. */
    notAsked: string;
  };
  /** The link by which a company's named contact sees all its requests. */
  /** A customer's own report of a month, to its named contacts. */
  report: {
    subject: (month: string) => string;
    here: (company: string, month: string) => string;
    inTime: string;
    /** Of those that were answered in time or not; `share` as `85 %`. */
    ofAll: (met: number, all: number, share: string) => string;
    missed: string;
    open: string;
    cancelled: string;
    median: string;
    p90: string;
    lateHeading: string;
    /** When none was missed; while some wait still; and when none was given. */
    noneLate: string;
    noneLateSoFar: string;
    noneGiven: string;
    /** A ticket that was missed. */
    late: (ticket: string, due: string) => string;
    counted: string;
  };
  companyLink: {
    /** On its button. */
    open: string;
    subject: string;
    here: (company: string) => string;
    goodFor: (days: number) => string;
  };
  answer: {
    footer: (ticketId: string) => string;
    /** What follows when the customer of a P1 does not answer by then, promise.md section 7. */
    ask: (until: string) => string;
    /** Above what was said by phone. */
    byPhone: (agent: string, at: string) => string;
  };
  /** Tells an agent that the customer of a P1 has not answered in time. */
  unresponsive: {
    heading: string;
    meaning: (customer: string, agent: string, askedAt: string, until: string) => string;
    /** Before the one command that lowers. */
    mend: string;
    nothingElse: string;
  };
  /** Tells an agent that an answer did not leave. */
  notSent: {
    heading: string;
    meaning: string;
    why: string;
    mend: string;
    yourText: string;
    /** What it says in place of these when the mail only confirms a call. */
    confirmation: { heading: string; meaning: string; mend: string };
  };
  /** Tells an agent that a mail with commands was not carried out. */
  commandHelp: {
    heading: string;
    nothingSent: string;
    /** Heading and sentence when the text went out, and a command or a file did not. */
    partly: string;
    answerSent: string;
    problems: string;
    known: string;
    /** Each command with what it does. */
    commands: readonly (readonly [command: string, meaning: string])[];
  };
  escalation: {
    /** Names of the usual levels; others are shown as the settings name them. */
    level: Readonly<Record<string, string>>;
    dueIn: (until: string, duration: string) => string;
    lateBy: (until: string, duration: string) => string;
    waiting: (name: string, since: string, duration: string) => string;
    thread: string;
    note: string;
    leftOut: (count: number) => string;
    noAnswer: string;
  };
};
