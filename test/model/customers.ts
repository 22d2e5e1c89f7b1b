import { Webhook } from 'standardwebhooks';
import { createHandler as createWebhook } from '../../functions/ingest-webhook/handler.ts';
import type { Priority } from '../../shared/sla/terms.ts';
import { deliveryOf } from '../../shared/ticket/delivery.ts';
import type { Input } from '../faults/matrix/world.ts';
import { SECRET } from '../functions/ingest-webhook/form.ts';
import { ask } from '../support/http.ts';
import { ticketsOf } from '../support/stories.ts';
import { type About, byMail, byRequest, type Fresh, note, owesNews } from './hand.ts';
import { ADA, addressOf, answering, type Mail, reportOf, returnPathOf } from './mails.ts';
import { DOMAINS, nowOf } from './stage.ts';

/** What customers, strangers and machines send. */

type Request = { from: number; priority: Priority };

/** A new request by mail, of a customer of its own. */
export function mailOfNew(fresh: Fresh, { from, priority }: Request): Input {
  const { stage, name, text } = fresh;
  const subject = `Request ${name}. [P${priority}]`;
  const arrived = nowOf(stage);
  const mail = { name, from: `${name}@${DOMAINS[from]}`, subject, text, isProved: true };
  return byMail(fresh, mail, () => opened(fresh, priority, [arrived, arrived]));
}

/** The same by an online form. */
export function formOfNew(fresh: Fresh, { from, priority }: Request): Input {
  const { stage, name, text } = fresh;
  const asked = nowOf(stage);
  const body = JSON.stringify({ email: `${name}@${DOMAINS[from]}`, subject: `Request ${name}.`, body: text, priority });
  const post = (desk: Fresh['stage']['desk'] | Parameters<typeof createWebhook>[0]) => {
    const sentAt = desk.machineNow();
    const headers = {
      'webhook-id': name,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(SECRET).sign(name, sentAt, body),
    };
    return ask(createWebhook(desk), { method: 'POST', path: '/webhooks/form', body, headers });
  };
  return byRequest(`form ${name}`, post, () => opened(fresh, priority, [asked, nowOf(stage)]));
}

/** A request was taken: there is a ticket, whose clock runs from when it arrived. */
async function opened(fresh: Fresh, priority: Priority, [first, last]: [number, number]): Promise<void> {
  const { stage, name, text } = fresh;
  const [ticket, ...others] = (await ticketsOf(stage.desk)).filter(({ subject }) => subject.includes(`${name}.`));
  if (!ticket || others.length > 0) {
    stage.wrong.push(`${others.length + (ticket ? 1 : 0)} tickets for request ${name}`);
    return;
  }
  const arrived = Date.parse(ticket.clock.start);
  if (arrived < first || arrived > last) stage.wrong.push(`the clock of ${ticket.id} starts at ${ticket.clock.start}`);
  note(stage, ticket.id, { what: 'asked', line: `customer public: ${text}`, arrived, priority });
  owesNews(fresh, ticket.id, true);
}

type Writing = { line: 'customer public' | 'unverified public'; isCustomers: boolean; isNews: boolean };

function writes(about: About, mail: Partial<Mail>, { line, isCustomers, isNews }: Writing): Input {
  const { stage, name, text, ticket } = about;
  const arrived = nowOf(stage);
  const to = addressOf(ticket.id);
  const whole = { name, from: ticket.requester.address, to, subject: 'About it', text, isProved: false, ...mail };
  return byMail(about, whole, () => {
    note(stage, ticket.id, { what: 'wrote', line: `${line}: ${text}`, arrived, isCustomers });
    if (isNews) owesNews(about, ticket.id, false);
  });
}

/**
 * The requester writes again: proved, by answering; or unproved, to the signed address. Undefined of a ticket closed as spam on which they
 * were heard once: what they write then is for the digest.
 */
export function replyOf(about: About, isProved: boolean): Input | undefined {
  const { state, cancelled, disputed } = about.ticket;
  if (state === 'closed' && cancelled === 'spam' && disputed !== undefined) return undefined;
  const proved = { to: 'help@support.example', header: answering(about.ticket.id), isProved };
  return writes(about, isProved ? proved : {}, { line: 'customer public', isCustomers: true, isNews: true });
}

/** The requester's machine says that nobody is there. */
export function autoReplyOf(about: About): Input {
  const header = ['Auto-Submitted: auto-replied'];
  return writes(about, { header }, { line: 'customer public', isCustomers: false, isNews: false });
}

/** Somebody who holds Ada's signed address: as Ada, unproved; or as themselves. It must stop nothing. */
export function spoofOf(about: About, isStranger: boolean): Input {
  const from = isStranger ? 'mallory@evil.example' : ADA;
  const mail = { from, to: addressOf(about.ticket.id, 'ada'), isProved: isStranger };
  return writes(about, mail, { line: 'unverified public', isCustomers: false, isNews: true });
}

/** An answer that left comes back; undefined when none has left. */
export async function bounceOf(fresh: Fresh, number: number): Promise<Input | undefined> {
  const { stage, name, text } = fresh;
  const given = stage.answers[number % stage.answers.length];
  const message = given && (await stage.desk.tickets.getMessage(given.ticket, given.key));
  const ticket = given && (await stage.desk.tickets.get(given.ticket));
  if (!message || !ticket || deliveryOf(message)?.state !== 'sent') return undefined;
  const { address } = ticket.requester;
  const report = reportOf(name, address, text, returnPathOf(ticket.id, given.key, address));
  const arrived = nowOf(stage);
  return byMail(fresh, report, () => {
    note(stage, ticket.id, { what: 'wrote', line: `unverified public: ${text}`, arrived, isCustomers: false });
    note(stage, ticket.id, { what: 'answer came back', text: given.text });
    owesNews(fresh, ticket.id, false);
  });
}
