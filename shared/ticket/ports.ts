/** What the use cases need from the world. `shared/aws/` provides it; the desk itself knows no AWS. */
import type { AccountStore } from '../customer/account.ts';
import type { Agent, FormerAgent } from '../customer/agent.ts';
import type { Customer } from '../customer/customer.ts';
import type { FormSource } from '../forms/source.ts';
import type { TokenBucket } from '../forms/token-bucket.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';
import type { Outcome } from '../outcome.ts';
import type { Settings } from '../settings.ts';
import type { CanaryStore } from './canary.ts';
import type { SendCounter } from './caps.ts';
import type { FactStore } from './fact.ts';
import type { RequestCounter } from './flood.ts';
import type { FormRecords } from './form-record.ts';
import type { MailReports } from './mail-report.ts';
import type { PresenceStore } from './presence.ts';
import type { QuarantineStore } from './quarantine.ts';
import type { Queues } from './queue-depth.ts';
import type { SavedReplies } from './saved-reply.ts';
import type { SweepNotes } from './sweep-note.ts';
import type { NoticeStore, TeamMailEntry } from './team-notice.ts';
import type { TicketStore } from './ticket-store.ts';
import type { Uploads } from './upload.ts';
import type { WordStore } from './word-store.ts';

export type CustomerDirectory = {
  /** The customer with this address, else with its domain. */
  find(address: string): Promise<Customer | undefined>;
  list(): Promise<Customer[]>;
  /** The customer of this id; undefined also when the record cannot be read. */
  get(id: string): Promise<Customer | undefined>;
  /** Writes a customer in place of the one with the same id, and its contacts with it; a contact that it has no longer goes, unless another has been given it. */
  put(customer: Customer): Promise<void>;
  /** Makes a contact this customer's in one write, whoever had it: their records are then to be written, too. */
  give(contact: string, to: Customer): Promise<void>;
  /** Takes a record and its contacts away, save those that another has been given since; one that is not there is none the less gone. Tickets keep what they know of it. */
  remove(id: string): Promise<void>;
};

export type AgentDirectory = {
  list(): Promise<Agent[]>;
  /** Writes an agent in place of the one with the same id. The serial is the directory's to give (`withSerial`). */
  put(agent: Agent): Promise<void>;
  /** Notes when an agent is away, or with undefined that they are here, and nothing else of them; false when they have left the team since. */
  setAbsent(agent: Pick<Agent, 'id' | 'serial'>, absent: Agent['absent']): Promise<boolean>;
  /** Takes an agent away for good: the next one of that id gets another serial, so no address from before is theirs. */
  remove(id: string): Promise<void>;
  /** Whether an agent of this id was removed once. */
  wasRemoved(id: string): Promise<boolean>;
  /** Those who were removed, one an id, also where an agent has the id again. */
  former(): Promise<FormerAgent[]>;
};

export type Timers = {
  /** Sends a timer event for this ticket and timer version at `at` (ISO, UTC), or within a minute after. Registering twice is one timer. */
  register(timer: { ticketId: string; version: number; at: string }): Promise<Outcome>;
  /** A timer that has gone is `done`. One that could not be cancelled fires, and finds that it counts no more. */
  cancel(timer: { ticketId: string; version: number }): Promise<Outcome>;
};

/** There is no file under this key: it never was, or its days are over. Trying again does not help. */
export class FileGone extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`there is no file ${key}`, options);
    this.name = 'FileGone';
  }
}

/** What a file gives; undefined when it is gone. Throws all else. */
export async function ifThere<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof FileGone) return undefined;
    throw error;
  }
}

export type Files = {
  /** Throws `FileGone` when it is not there. */
  read(key: string): Promise<Buffer>;
  write(key: string, content: Buffer, contentType: string): Promise<void>;
  /** An address that gives the object to anybody for some minutes, to be saved under `filename` and never shown in place. */
  link(key: string, filename: string): Promise<string>;
};

export type Mailer = {
  /** Sends a mail; when it is done, with the Message-ID that the receiver will see. Never throws for what the service said. */
  send(mail: OutgoingMail): Promise<Outcome<{ messageId: string }>>;
};

export type MailAccount = {
  /**
   * Whether the mail service has stopped our account, and how many mails of how many (`most`; left out, as many as come) it took from us in the
   * last 24 hours. Throws what the service says.
   */
  state(): Promise<{ isPaused: boolean; sent: number; most?: number }>;
  /** How many mails it tried to deliver for us in the 24 hours before `at` (ISO, UTC; this machine's), and how many of them came back for good. Throws likewise. */
  returned(at: string): Promise<{ of: number; returned: number }>;
};

export type IntakeQueue = {
  /**
   * Delivers a mail's notification once more, as the mail service announced it. `isQuiet`: nobody is mailed for what becomes of it. Throws what the
   * queue says.
   */
  deliverAgain(notification: string, how?: { isQuiet?: boolean }): Promise<void>;
  /** Has what is held let out, by whoever reads mail. `agent`: the id of who said so. Throws what the queue says. */
  releaseLater(release: { entry: string; agent: string; acceptVirus: boolean }): Promise<void>;
  /** Delivers the bucket's word of a stored mail that was never announced, likewise. `at`: when it was stored (ISO, UTC). */
  arriveAgain(arrival: { raw: string; at: string }, how?: { isQuiet?: boolean }): Promise<void>;
};

export type TeamMail = {
  /**
   * Puts entries on the queue, each to be worked on once at least, `delaySeconds` later or soon. `later` when not all of them
   * are there; those that are do no harm when they are put once more.
   */
  put(entries: readonly TeamMailEntry[], delaySeconds?: number): Promise<Outcome>;
};

/** What a line says beside its words, under names that the logger does not drop: these are its own. */
export type LogDetails = Record<string, unknown> & {
  [own in 'level' | 'message' | 'sampling_rate' | 'service' | 'timestamp']?: never;
};

export type Log = {
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
  /** Adds one to a metric (`METRIC` in `shared/names.ts`). */
  count(metric: string): void;
};

export type Secrets = {
  /** Keys that sign reply addresses, newest first: the first signs, all are accepted. */
  signingKeys(): Promise<readonly string[]>;
  /** Active secrets (`whsec_…`) of a webhook source; undefined: no such source. */
  webhookSecrets(source: string): Promise<readonly string[] | undefined>;
};

/** The forms that may post to the desk; only the function that takes them in may ask. */
export type FormSources = {
  /**
   * The source of this name, with the secrets that count now; undefined: there is none. A change of it counts within half a minute.
   * Throws when it is there and nothing of it can be used.
   */
  find(name: string): Promise<FormSource | undefined>;
};

export type Desk = {
  settings: Settings;
  secrets: Secrets;
  forms: FormSources;
  formRecords: FormRecords;
  /** The desk's time; locally it may run faster than the machine's. */
  now(): Date;
  /** How much of the desk's time passes in a second of the machine's: 1 on AWS. */
  pace: number;
  /** The machine's time: for claims and for signatures, which are about processes and not about promises. */
  machineNow(): Date;
  tickets: TicketStore;
  customers: CustomerDirectory;
  agents: AgentDirectory;
  accounts: AccountStore;
  savedReplies: SavedReplies;
  presence: PresenceStore;
  timers: Timers;
  files: Files;
  uploads: Uploads;
  intake: IntakeQueue;
  mailer: Mailer;
  /** Only the sweep may ask. */
  mailAccount: MailAccount;
  teamMail: TeamMail;
  notices: NoticeStore;
  mailReports: MailReports;
  facts: FactStore;
  words: WordStore;
  canary: CanaryStore;
  sweepNotes: SweepNotes;
  queues: Queues;
  quarantine: QuarantineStore;
  sendCounter: SendCounter;
  requestCounter: RequestCounter;
  tokenBucket: TokenBucket;
  log: Log;
};
