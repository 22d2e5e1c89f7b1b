/** What the use cases need from the world. `shared/aws/` provides it; the desk itself knows no AWS. */
import type { Agent } from '../customer/agent.ts';
import type { Customer } from '../customer/customer.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';
import type { Settings } from '../settings.ts';
import type { Priority } from '../sla/terms.ts';
import type { SendCounter } from './caps.ts';
import type { Message } from './message.ts';
import type { QuarantineStore } from './quarantine.ts';
import type { Task } from './task.ts';
import type { State, Ticket } from './ticket.ts';

export type TicketQuery = {
  /** One state, or all. */
  state?: State;
  priority?: Priority;
  /** Id of a customer. */
  customer?: string;
  /** How many at most. */
  limit: number;
  /** What the page before gave as `next`. */
  cursor?: string;
};
export type TicketPage = { tickets: Ticket[]; next?: string };

export type TicketStore = {
  /** Writes a ticket that is not there yet. False: the id is taken. */
  create(ticket: Ticket): Promise<boolean>;
  get(id: string): Promise<Ticket | undefined>;
  /** Writes `ticket` over the version it was read as; gives it back with the next version, or undefined when somebody else wrote first. */
  save(ticket: Ticket): Promise<Ticket | undefined>;
  /** By deadline, earliest first. */
  list(query: TicketQuery): Promise<TicketPage>;
  /** Tickets that needed attention before `instant` (ISO, UTC) and got none: a lost timer or an opening that broke off. */
  overdue(instant: string, limit: number): Promise<Ticket[]>;
  /** False: the message is already there. */
  addMessage(message: Message): Promise<boolean>;
  getMessage(ticketId: string, key: string): Promise<Message | undefined>;
  /** Notes Message-IDs that a ticket's first mail refers to, so that other mails of that conversation find the ticket. */
  noteReferred(ticketId: string, mailIds: readonly string[]): Promise<void>;
  /** Where a Message-ID is known from: a ticket, or one message of it. The newest may lag by a second. */
  findByMailId(mailId: string): Promise<{ ticketId: string; messageKey?: string }[]>;
  /**
   * Writes the state of a message's relay over the one `message` was read with, and the Message-ID it went out with; false
   * when somebody else wrote first.
   */
  saveRelay(message: Message, relay: Task, sentAs?: string): Promise<boolean>;
  /** Notes why a message did not reach the customer, unless that is known. */
  markUndelivered(message: Message, reason: string): Promise<void>;
  /** In order of time. */
  messages(ticketId: string): Promise<Message[]>;
};

export type CustomerDirectory = {
  /** The customer with this address, else with its domain. */
  find(address: string): Promise<Customer | undefined>;
  list(): Promise<Customer[]>;
  /** Writes a customer in place of the one with the same id, and its contacts with it. */
  put(customer: Customer): Promise<void>;
};

export type AgentDirectory = {
  list(): Promise<Agent[]>;
  put(agent: Agent): Promise<void>;
};

export type Timers = {
  /** Sends a timer event for this ticket and timer version at `at` (ISO, UTC), or within a minute after. Registering twice is one timer. */
  register(timer: { ticketId: string; version: number; at: string }): Promise<void>;
  /** A timer that has gone is no error. */
  cancel(timer: { ticketId: string; version: number }): Promise<void>;
};

/** There is no file under this key: it never was, or its days are over. Trying again does not help. */
export class FileGone extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`there is no file ${key}`, options);
    this.name = 'FileGone';
  }
}

export type Files = {
  /** Throws `FileGone` when it is not there. */
  read(key: string): Promise<Buffer>;
  write(key: string, content: Buffer, contentType: string): Promise<void>;
  /** An address that gives the object to anybody for some minutes, to be saved under `filename` and never shown in place. */
  link(key: string, filename: string): Promise<string>;
};

/** The mail service will never take this mail: trying again does not help. */
export class MailRefused extends Error {
  constructor(reason: string) {
    super(`the mail was refused: ${reason}`);
    this.name = 'MailRefused';
  }
}

export type Mailer = {
  /** Sends a mail; gives the Message-ID that the receiver will see. Throws `MailRefused` when it is not to be sent again. */
  send(mail: OutgoingMail): Promise<{ messageId: string }>;
};

export type Log = {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
  /** Adds one to a metric (`METRIC` in `shared/names.ts`). */
  count(metric: string): void;
};

export type Secrets = {
  /** Keys that sign reply addresses, newest first: the first signs, all are accepted. */
  signingKeys(): Promise<readonly string[]>;
  /** Active secrets (`whsec_…`) of a webhook source; undefined: no such source. */
  webhookSecrets(source: string): Promise<readonly string[] | undefined>;
};

export type Desk = {
  settings: Settings;
  secrets: Secrets;
  /** The desk's time; locally it may run faster than the machine's. */
  now(): Date;
  /** The machine's time: for claims and for signatures, which are about processes and not about promises. */
  machineNow(): Date;
  tickets: TicketStore;
  customers: CustomerDirectory;
  agents: AgentDirectory;
  timers: Timers;
  files: Files;
  mailer: Mailer;
  quarantine: QuarantineStore;
  sendCounter: SendCounter;
  log: Log;
};
