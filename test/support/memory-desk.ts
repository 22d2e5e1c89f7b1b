import { QUEUE_NAMES, type QueueName } from '../../shared/alarms.ts';
import { type Agent, type FormerAgent, withSerial } from '../../shared/customer/agent.ts';
import type { Customer } from '../../shared/customer/customer.ts';
import { asFormer } from '../../shared/customer/former-agents.ts';
import { contactsFor } from '../../shared/customer/knows.ts';
import type { FormProvider } from '../../shared/forms/provider.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AgentDirectory, CustomerDirectory, Desk } from '../../shared/ticket/ports.ts';
import type { QueueDepth } from '../../shared/ticket/queue-depth.ts';
import { currentTrace } from '../../shared/trace.ts';
import { type Faults, faultInjector } from './faults.ts';
import { memoryAccounts } from './memory-accounts.ts';
import { memoryBucket } from './memory-bucket.ts';
import { memoryCanary } from './memory-canary.ts';
import { memoryCounter } from './memory-counter.ts';
import { memoryFacts } from './memory-facts.ts';
import { memoryFiles, type StoredFiles } from './memory-files.ts';
import { memoryFormRecords, memoryFormSources } from './memory-forms.ts';
import { MemoryItems, type OnWrite } from './memory-items.ts';
import { memoryMailReports } from './memory-mail-reports.ts';
import { memoryMailer } from './memory-mailer.ts';
import { memoryNotices } from './memory-notices.ts';
import { memoryPresence } from './memory-presence.ts';
import { memoryQuarantine } from './memory-quarantine.ts';
import { memoryReplies } from './memory-replies.ts';
import { memoryRequests } from './memory-requests.ts';
import { memorySweepNotes } from './memory-sweep-notes.ts';
import { type MemoryTeamMail, memoryTeamMail } from './memory-team-mail.ts';
import { type MemoryTickets, memoryTickets } from './memory-tickets.ts';
import { memoryTimers } from './memory-timers.ts';
import { memoryUploads } from './memory-uploads.ts';
import { memoryWords } from './memory-words.ts';

/** What a test can say about its desk; the rest is a desk in Italy with one lead and one manager. */
export type Given = {
  /** Where both clocks start; ISO, UTC. */
  now?: string;
  settings?: Partial<Settings>;
  customers?: Customer[];
  agents?: Agent[];
  /** Secrets of each webhook source. */
  webhooks?: Record<string, string[]>;
  /** Sources in the forms' secret, as they stand there. */
  sources?: Record<string, unknown>;
  /** Told of each write of the table of tickets. */
  onWrite?: OnWrite;
  /** Providers of the tests' own, beside the desk's. */
  providers?: Record<string, FormProvider>;
};

/** `trace`: of what was worked on, which the real log has among the details. */
type LogLine = { level: 'info' | 'warn' | 'error'; message: string; details: Record<string, unknown>; trace?: string };

/** A whole desk in memory, and what a test wants to see of it. */
export type MemoryDesk = Desk & {
  /** Mails in the order in which they were sent. */
  sent: OutgoingMail[];
  /** Registered timers by `<ticketId>.<version>`: when each fires. */
  scheduled: Map<string, string>;
  stored: StoredFiles;
  /** Notifications that were put on the intake queue once more. */
  again: string[];
  /** How the mail service's account stands. */
  account: { isPaused: boolean; sent: number; most?: number; returned: number };
  /** How full each queue is; one that is not here the desk does not have. */
  queued: Partial<Record<QueueName, QueueDepth>>;
  /** What waits to be mailed to the team. */
  team: MemoryTeamMail;
  /** What the table of tickets holds. */
  items: MemoryTickets['items'];
  /** What the writes of tickets and messages were told as. */
  told: MemoryTickets['told'];
  /** Makes the item of a ticket one that cannot be read, in the list too. */
  corrupt(ticketId: string): void;
  lines: LogLine[];
  /** How often each metric was counted. */
  counted: Map<string, number>;
  faults: Faults;
  /** Sets both clocks, the desk's and the machine's. */
  setNow(instant: string): void;
  /** Lets time pass on both clocks. */
  pass(seconds: number): void;
};

const SETTINGS: Settings = {
  deskName: 'Example Support',
  supportAddress: 'help@support.example',
  ticketUrl: 'https://desk.example/tickets/{id}',
  webUrl: 'https://desk.example',
  attachmentUrl: 'https://desk.example/files/{path}',
  defaults: { plan: 'basic', priority: 3, calendar: 'global', timeZone: 'Europe/Rome', language: 'en', holidays: [] },
  escalation: {
    levels: [
      { name: 'warning', share: 0.75, to: ['agents'] },
      { name: 'breach', share: 1, to: ['agents', 'lead'] },
      { name: 'critical', share: 1.5, to: ['manager'] },
    ],
    lead: ['lead@support.example'],
    manager: ['manager@support.example'],
  },
};

/** Builds a desk that keeps the promises of `shared/ticket/ports.ts`. Nothing is shared between two of them. */
export function memoryDesk(given: Given = {}): MemoryDesk {
  const { faults, guard } = faultInjector();
  let now = Date.parse(given.now ?? '2026-11-30T08:00:00.000Z');
  const sent: OutgoingMail[] = [];
  const logged = memoryLog();
  const tickets = memoryTickets(logged.log, new MemoryItems(given.onWrite));
  const again: string[] = [];
  const scheduled = new Map<string, string>();
  const stored: StoredFiles = new Map();
  const webhooks = new Map(Object.entries(given.webhooks ?? {}));

  const secrets = guard('secrets', {
    signingKeys: async () => ['a signing key for tests only'],
    webhookSecrets: async (source: string) => webhooks.get(source),
  });

  const queued: MemoryDesk['queued'] = Object.fromEntries(
    QUEUE_NAMES.map((name) => [name, { waiting: 0, inHand: 0, deadLetters: 0 }]),
  );
  const account = { isPaused: false, sent: 0, most: 50_000, returned: 0 };
  const { port: teamMail, memory: team } = memoryTeamMail(() => desk);
  const desk: MemoryDesk = {
    settings: { ...SETTINGS, ...given.settings },
    now: () => new Date(now),
    pace: 1,
    machineNow: () => new Date(now),
    setNow: (instant) => {
      now = Date.parse(instant);
    },
    pass: (seconds) => {
      now += seconds * 1000;
    },
    tickets: guard('tickets', tickets),
    customers: guard('customers', memoryCustomers(given.customers ?? [])),
    agents: guard('agents', memoryAgents(given.agents ?? [])),
    accounts: guard('accounts', memoryAccounts()),
    savedReplies: guard('savedReplies', memoryReplies()),
    presence: guard('presence', memoryPresence()),
    files: guard('files', memoryFiles(stored)),
    uploads: guard('uploads', memoryUploads(stored)),
    secrets,
    forms: guard('forms', memoryFormSources(given, { secrets, machineNow: () => new Date(now), log: logged.log })),
    formRecords: guard('formRecords', memoryFormRecords()),
    timers: guard('timers', memoryTimers(scheduled)),
    mailer: guard('mailer', memoryMailer(sent)),
    mailAccount: guard('mailAccount', {
      state: async () => ({ isPaused: account.isPaused, sent: account.sent, most: account.most }),
      returned: async () => ({ of: account.sent, returned: account.returned }),
    }),
    intake: guard('intake', {
      deliverAgain: async (notification) => void again.push(notification),
      releaseLater: async (asked) => void again.push(JSON.stringify({ release: asked })),
      arriveAgain: async ({ raw }) => void again.push(raw),
    }),
    teamMail: guard('teamMail', teamMail),
    notices: guard('notices', memoryNotices(logged.log)),
    mailReports: guard('mailReports', memoryMailReports()),
    facts: guard('facts', memoryFacts()),
    words: guard('words', memoryWords()),
    canary: guard('canary', memoryCanary()),
    sweepNotes: guard('sweepNotes', memorySweepNotes()),
    queues: guard('queues', { depth: async (name) => structuredClone(queued[name]) }),
    quarantine: guard('quarantine', memoryQuarantine()),
    sendCounter: guard('sendCounter', memoryCounter()),
    requestCounter: guard('requestCounter', memoryRequests()),
    tokenBucket: guard('tokenBucket', memoryBucket()),
    ...logged,
    corrupt: (id) =>
      Object.assign(tickets.items.get(`TICKET#${id} TICKET`) ?? {}, { clock: 'nonsense', card: 'nonsense' }),
    again,
    queued,
    account,
    team,
    items: tickets.items,
    told: tickets.told,
    sent,
    scheduled,
    stored,
    faults,
  };
  return desk;
}

/** As the table has them: a copy of the record for each of its contacts, which is whose it was given last. */
function memoryCustomers(start: Customer[]): CustomerDirectory {
  const customers = new Map<string, Customer>();
  const byContact = new Map<string, Customer>();
  const release = (id: string, kept: readonly string[]) => {
    for (const contact of customers.get(id)?.contacts ?? []) {
      if (!kept.includes(contact) && byContact.get(contact)?.id === id) byContact.delete(contact);
    }
  };
  const put = (customer: Customer) => {
    release(customer.id, customer.contacts);
    for (const contact of customer.contacts) byContact.set(contact, structuredClone(customer));
    customers.set(customer.id, structuredClone(customer));
  };
  for (const customer of start) put(customer);
  return {
    async find(address) {
      const [found] = contactsFor(address).flatMap((contact) => byContact.get(contact) ?? []);
      return structuredClone(found);
    },
    list: async () => structuredClone([...customers.values()]),
    get: async (id) => structuredClone(customers.get(id)),
    put: async (customer) => put(customer),
    async give(contact, to) {
      byContact.set(contact, structuredClone(to));
    },
    async remove(id) {
      release(id, []);
      customers.delete(id);
    },
  };
}

function memoryAgents(start: Agent[]): AgentDirectory {
  const agents = new Map(start.map((agent) => [agent.id, agent]));
  const former = new Map<string, FormerAgent>();
  return {
    list: async () => structuredClone([...agents.values()]),
    async put(agent) {
      agents.set(agent.id, structuredClone(withSerial(agent, agents.get(agent.id), former.get(agent.id))));
    },
    async setAbsent({ id, serial }, absent) {
      const agent = agents.get(id);
      if (!agent || agent.serial !== serial) return false;
      const { absent: _, ...here } = agent;
      agents.set(id, { ...here, ...(absent && { absent: structuredClone(absent) }) });
      return true;
    },
    async remove(id) {
      const agent = agents.get(id);
      if (!agent) return;
      former.set(id, asFormer(agent, former.get(id)));
      agents.delete(id);
    },
    async wasRemoved(id) {
      return former.has(id);
    },
    former: async () => structuredClone([...former.values()]),
  };
}

function memoryLog(): Pick<MemoryDesk, 'log' | 'lines' | 'counted'> {
  const lines: LogLine[] = [];
  const counted = new Map<string, number>();
  const line =
    (level: LogLine['level']) =>
    (message: string, details: Record<string, unknown> = {}) => {
      const trace = currentTrace();
      lines.push({ level, message, details, ...(trace !== undefined && { trace }) });
    };
  const log = {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    count: (metric: string) => void counted.set(metric, (counted.get(metric) ?? 0) + 1),
  };
  return { log, lines, counted };
}
