import { setTimeout as pause } from 'node:timers/promises';
import type { RunningDesk } from '../e2e/support/desk.ts';
import type { MortalDesk } from './mortal-desk.ts';
import type { CustomerMail } from './outbox.ts';

/** A word that stands in what an errand hands in and nowhere else: by it the text is found again. */
const TOKEN = /soak\d{6}/g;

/** Mail servers wait minutes and forms seconds; a short wait makes more of the minutes that a run has. */
const RETRY_MS = 2000;
/** A desk that is down for longer has failed the run. */
const GIVE_UP_MS = 5 * 60_000;

/** `refused` says that the desk will not have it, which no retry changes; `later` that the sender must try again. */
type Answer = 'taken' | 'later' | 'refused';

/** One thing that somebody hands in: a new mail, a form, a customer's reply or an agent's answer. */
export type Errand = {
  kind: 'mail' | 'form' | 'reply' | 'answer';
  token: string;
  /** The customer's address; each new mail and form has its own. */
  customer: string;
  /** The ticket it is about; of a mail or form, nothing is known of it yet. */
  ticket?: string;
  handIn(desk: RunningDesk): Promise<Answer>;
};

/** An errand that was run. Times are of the machine, in ms; `takenAt` is undefined when the desk never took it. */
export type Run = Errand & { startedAt: number; takenAt: number | undefined };

function tokenOf(number: number): string {
  return `soak${String(number).padStart(6, '0')}`;
}

export function tokensIn(text: string): string[] {
  return [...new Set(text.match(TOKEN))];
}

export function newMail(number: number): Errand {
  const token = tokenOf(number);
  const customer = `${token}@customer.example`;
  const mail = { from: customer, login: customer, subject: `Printer ${token}`, text: `It does not print: ${token}` };
  return { kind: 'mail', token, customer, handIn: (desk) => bySmtp(desk, { ...mail, messageId: `<${token}@soak>` }) };
}

export function form(number: number): Errand {
  const token = tokenOf(number);
  const email = `${token}@form.example`;
  const body = JSON.stringify({ email, subject: `Order ${token}`, body: `Where is it? ${token}`, priority: 3 });
  const handIn = (desk: RunningDesk) => byHttp(() => desk.webhook(body, { id: `msg_${token}` }));
  return { kind: 'form', token, customer: email, handIn };
}

export function reply(number: number, { to: customer, replyTo, ticket }: CustomerMail): Errand {
  const token = tokenOf(number);
  const text = `It still does not: ${token}`;
  const mail = { from: customer, login: customer, to: replyTo, subject: 'Re: the matter', text };
  const handIn = (desk: RunningDesk) => bySmtp(desk, { ...mail, messageId: `<${token}@soak>` });
  return { kind: 'reply', token, customer, ticket, handIn };
}

export function answer(number: number, { to: customer, ticket }: CustomerMail): Errand {
  const token = tokenOf(number);
  const body = JSON.stringify({ text: `We are on it: ${token}` });
  const init = { method: 'POST', body, headers: { 'idempotency-key': token } };
  const handIn = (desk: RunningDesk) => byHttp(() => desk.api(`/api/tickets/${ticket}/responses`, init));
  return { kind: 'answer', token, customer, ticket, handIn };
}

/** Hands it in until the desk takes it, refuses it, or has been down for too long. */
export async function runErrand(errand: Errand, desk: MortalDesk): Promise<Run> {
  const startedAt = Date.now();
  while (Date.now() < startedAt + GIVE_UP_MS) {
    const result = await errand.handIn(desk.current());
    if (result === 'taken') return { ...errand, startedAt, takenAt: Date.now() };
    if (result === 'refused') break;
    await pause(RETRY_MS);
  }
  return { ...errand, startedAt, takenAt: undefined };
}

/** As a mail server does: 5xx is final, all else is tried again. */
async function bySmtp(desk: RunningDesk, mail: Parameters<RunningDesk['mail']>[0]): Promise<Answer> {
  try {
    await desk.mail(mail);
    return 'taken';
  } catch (error) {
    return (error as { responseCode?: number }).responseCode?.toString().startsWith('5') ? 'refused' : 'later';
  }
}

/** As the API says to: no answer at all and 5xx are tried again. */
async function byHttp(send: () => Promise<Response>): Promise<Answer> {
  const status = await send().then(
    (response) => response.status,
    () => 503,
  );
  if (status < 300) return 'taken';
  return status < 500 ? 'refused' : 'later';
}
