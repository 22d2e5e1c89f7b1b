import type { Customer } from '../../shared/customer/customer.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import { newWorld, type World } from '../faults/matrix/world.ts';
import { SECRET } from '../functions/ingest-webhook/form.ts';
import { deskOf, rossi } from '../support/stories.ts';
import type { Fact } from './owed.ts';

/** A mail that the mail service took. `at` in ms. */
export type Sent = { at: number; to: string; ticket: string; purpose: string; subject: string; text: string };

/** An answer that an agent gave to the desk. */
export type Answer = {
  at: number;
  ticket: string;
  text: string;
  key: string;
  arrived: number;
  /** The caller was told that it never goes. */
  isRefused: boolean;
  /** It asks the customer of a P1 for something. */
  asks: boolean;
};

/** What the agents must hear of by a notice: somebody wrote `text`. `isNew`: it opened the ticket. */
export type News = { at: number; ticket: string; text: string; isNew: boolean };

/** A desk, the services around it, and all that people outside can know of what happened. Times in ms. */
export type Stage = World & {
  /** Of each ticket, in order. */
  facts: Map<string, Fact[]>;
  answers: Answer[];
  news: News[];
  sent: Sent[];
  /** When each address began to be refused for good. */
  refused: Map<string, number>;
  mailTakes: boolean;
  schedulerTakes: boolean;
  /** When the mail service was away, or a run broke, so that what is owed may come later. */
  troubles: { from: number; to: number; isMail: boolean }[];
  /** When a run died, or an answer to it was lost: what it did may then be done twice. */
  crashes: number[];
  /** What the desk must not have done, seen on the way. */
  wrong: string[];
  /** Counts what is handed in, to give each its own name. */
  names: number;
};

const bianchi: Customer = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], plan: 'premium' };

/** Domains of a customer on each plan, and of somebody whom no record knows. */
export const DOMAINS = ['rossi.example', 'bianchi.example', 'elsewhere.example'];

/** Caps have tests of their own; here nothing is held back by them. */
const caps = { perTicket: 1e6, perTenMinutes: 1e6, perDay: 1e6, acknowledgements: 1e6 };

const LATER = { outcome: 'later', reason: 'ThrottlingException: it is away' } as const;

export function newStage(): Stage {
  // A closed ticket is re-opened in any story, however long: what opens anew has its tests in test/shared/intake/.
  const desk = deskOf({
    customers: [rossi, bianchi],
    webhooks: { form: [SECRET] },
    settings: { caps, reopenDays: 365, feedback: 'mail' },
  });
  const stage: Stage = {
    ...newWorld(desk),
    facts: new Map(),
    answers: [],
    news: [],
    sent: [],
    refused: new Map(),
    mailTakes: true,
    schedulerTakes: true,
    troubles: [],
    crashes: [],
    wrong: [],
    names: 0,
  };
  const { send } = desk.mailer;
  desk.mailer.send = async (mail) => {
    if (!stage.mailTakes) return LATER;
    if (stage.refused.has(mail.recipient)) {
      return { outcome: 'refused', what: 'recipient', reason: 'there is no such mailbox' };
    }
    const result = await send(mail);
    if (result.outcome === 'done') stage.sent.push(...sentBy(mail, nowOf(stage)));
    else stage.wrong.push(`a mail that no service would take: ${JSON.stringify(result)}`);
    return result;
  };
  const { register } = desk.timers;
  desk.timers.register = async (timer) => (stage.schedulerTakes ? register(timer) : LATER);
  return stage;
}

export const nowOf = ({ desk }: Pick<Stage, 'desk'>): number => desk.now().getTime();

/** A row of a digest of notices: its ticket, then what happened. */
const ROW = /^(T-[0-9A-Z]{8}) .*\n([^:\n]+):/;
const LEVELS = ['warning', 'breach', 'critical'];

/** What a mail tells: one thing, or, as a digest of notices, as much as it has rows. */
function sentBy(mail: OutgoingMail, at: number): Sent[] {
  const { recipient: to, text, tags = {} } = mail;
  const rows = tags.message === undefined ? text.split('\n\n').filter((row) => ROW.test(row)) : [];
  if (rows.length === 0) return [sentOf(mail, at)];
  return rows.map((row) => {
    const [, ticket = '', what = ''] = ROW.exec(row) ?? [];
    const purpose = LEVELS.includes(what.toLowerCase()) ? 'escalation' : 'notice';
    return { at, to, ticket, purpose, subject: `${what}: ${ticket}`, text: row };
  });
}

function sentOf({ recipient, subject, text, tags }: OutgoingMail, at: number): Sent {
  return { at, to: recipient, ticket: tags?.ticket ?? '', purpose: tags?.purpose ?? '', subject, text };
}
