import * as z from 'zod';
import type { Agent } from '../../../shared/customer/agent.ts';
import { canaryAddress } from '../../../shared/mail/signed/probe.ts';
import { newProbeId, probeMail } from '../../../shared/notify/probe-mail.ts';
import { messageKeyFor, ticketIdFor } from '../../../shared/ticket/identity.ts';
import { isSmoke, smokeAnswerSource, smokeSource } from '../../../shared/ticket/smoke.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { GRACE_MS } from '../../../shared/ticket/timer.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { withdrawAnswer } from '../../../shared/use-cases/withdraw-answer.ts';
import { postForm } from './post-form.ts';
import type { SmokeDesk } from './smoke-desk.ts';
import { type Await, doStep, miss, notTried, type Pace, skipped, type Told } from './steps.ts';

/**
 * So many seconds a step may take. A mail through SES takes two or three; a quarter of the 30 minutes of a P1 would be too many by far. The timer's: a
 * minute to its level, up to one more since schedules are of whole minutes, one that the Scheduler may be late
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html), and some for the queue. It is desk time, all else is this machine's.
 */
const LIMIT = { mail: 60, acknowledged: 60, form: 15, api: 10, timer: 200, answer: 60, closed: 20 } as const;

/** What a desk that runs faster than real time has beside its share of the timer's limit: this machine's work is no faster. In seconds. */
const WORK_SECONDS = 10;

/** Steps of a run, for whoever shows how far it is. */
export const STEPS = 7;

/** What is done on a run's tickets is done by it, and by none of the team. */
const agentOf = ({ settings }: SmokeDesk['desk']): Agent => ({
  id: 'smoke',
  name: 'Desk smoke',
  addresses: [canaryAddress(settings)],
});

/**
 * A smoke run: goes the ways of a customer through a desk, and tells of each step how it ended. Whatever fails, what does not need it is tried,
 * and the run's tickets are closed.
 */
export async function smokeStory(on: SmokeDesk, pace: Pace, tell: (told: Told) => void): Promise<void> {
  const run = newProbeId();
  const step = <T>(name: string, limit: number, work: Parameters<typeof doStep<T>>[1]) =>
    doStep<T>({ step: name, limit, pace, tell }, async (until) => {
      if (pace.stopped()) throw notTried('broken off');
      return work(until);
    });
  const mailed = await step('mail arrives', LIMIT.mail, (until) => mailArrives(on, run, until));
  await step('acknowledged', LIMIT.acknowledged, (until) => acknowledged(on, mailed, until));
  const posted = await step('form arrives', LIMIT.form, () => formArrives(on, run));
  const ticket = mailed ?? posted;
  await step('API reads', LIMIT.api, () => apiReads(on, ticket));
  const timerLimit = on.speed === 1 ? LIMIT.timer : Math.ceil(LIMIT.timer / on.speed) + WORK_SECONDS;
  await step('timer', timerLimit, (until) => timerServed(on, ticket, until));
  await step('answer delivered', LIMIT.answer, (until) => answerDelivered(on, ticket, until));
  // Also one whose step gave up on it.
  const own = [...new Set([ticketIdFor(smokeSource(run)), ...(posted ? [posted.id] : [])])];
  await doStep({ step: 'closed', limit: LIMIT.closed, pace, tell }, () => closeAll(on, own));
}

/** The ticket of a run, as it is now. Never another's: what is not marked is somebody's. */
async function ticketOf({ desk }: SmokeDesk, id: string): Promise<Ticket | undefined> {
  const ticket = await desk.tickets.get(id);
  if (ticket && !isSmoke(ticket)) throw miss(`${id} is not marked as a smoke ticket: the desk is of another version`);
  return ticket;
}

function needed(ticket: Ticket | undefined): Ticket {
  if (!ticket) throw notTried('there is no ticket');
  return ticket;
}

async function mailArrives(on: SmokeDesk, run: string, until: Await) {
  const { desk, mail } = on;
  const [key = ''] = await desk.secrets.signingKeys();
  const probe = { kind: 'smoke', id: run, made: desk.now().toISOString() } as const;
  const sent = await mail(
    probeMail(key, desk.settings, probe, { subject: `Desk smoke ${run}`, text: 'Does mail come through?' }),
  );
  if (sent.outcome !== 'done') throw miss(`the mail did not leave: ${sent.reason}`);
  const id = ticketIdFor(smokeSource(run));
  const gives = await until(
    () => ticketOf(on, id),
    () => `it left, and no ticket ${id} is there: runbook, The canary is lost`,
  );
  return { says: id, gives };
}

async function acknowledged(on: SmokeDesk, mailed: Ticket | undefined, until: Await) {
  const { id } = needed(mailed);
  const look = async () => (await ticketOf(on, id))?.acknowledgedAs;
  const says = await until(look, () => `${id} has no acknowledgement: logs IngestEmail says why`);
  return { says: `as ${says}` };
}

async function formArrives(on: SmokeDesk, run: string) {
  const source = await on.source();
  if (!source) throw skipped('no source of the type standard without a map: desk sources add smoke --type standard');
  const id = await postForm(on, source, { run, ms: LIMIT.form * 1_000 });
  const gives = await ticketOf(on, id);
  if (!gives) throw miss(`source ${source.name} gave ${id}, and no such ticket is there`);
  return { says: `${id}, by source ${source.name}`, gives };
}

async function apiReads({ ask, token }: SmokeDesk, ticket: Ticket | undefined) {
  if (token === undefined) throw skipped('no token: give one with --token, as desk login prints it');
  const { id } = needed(ticket);
  const headers = { authorization: `Bearer ${token}` };
  const { status, json } = await ask(`/api/tickets/${id}`, { headers }, LIMIT.api * 1_000);
  if (status === 401) throw miss('401: the token is none of this desk’s, or has run out: desk login');
  const isShown = z.object({ id: z.literal(id) }).safeParse(json).success;
  if (status !== 200 || !isShown) throw miss(`GET /api/tickets/${id} answered ${status}: logs Api`);
  return { says: `${id} is shown` };
}

async function timerServed(on: SmokeDesk, opened: Ticket | undefined, until: Await) {
  const { id, clock } = needed(opened);
  const look = async () => (await ticketOf(on, id))?.escalations[0];
  const { level, at } = await until(look, () => `no timer of ${id} fired: runbook, Timers that could not be delivered`);
  // Of the level that the timer was for: by the time it fires a later one may be reached, too.
  const late = Date.parse(at) - Date.parse(clock.levels[0]?.at ?? at);
  if (late >= GRACE_MS) throw miss(`the sweep found ${id} ${seconds(late)} late: the Scheduler's timer did not come`);
  return { says: `${level} of ${id}, ${seconds(late)} after it was due` };
}

/** By the answer, since of all mails to customers SES's deliveries are subscribed for answers alone (`infra/feedback.ts`). */
async function answerDelivered(on: SmokeDesk, opened: Ticket | undefined, until: Await) {
  const { desk } = on;
  if (desk.settings.feedback === 'mail') throw skipped('"feedback" is "mail": SES tells its events elsewhere');
  const ticket = needed(opened);
  const source = smokeAnswerSource(ticket);
  const by = { ticketId: ticket.id, agent: agentOf(desk) };
  const receivedAt = desk.now().toISOString();
  const { message } = await respond(desk, {
    ...by,
    ...{ source, receivedAt, text: 'It does.', attachments: [], tellBy: 'call' },
  });
  if (!message.left) {
    // One that waits for the mail service would keep its ticket from being closed.
    await withdrawAnswer(desk, { ...by, messageKey: message.key, at: desk.now().toISOString() });
    throw miss(`the answer did not leave: ${message.notSent?.reason ?? 'SES cannot take it now'}`);
  }
  const look = async () => (await desk.tickets.getMessage(ticket.id, messageKeyFor(source)))?.delivered;
  await until(
    look,
    () => 'it left, and no event of SES came back: logs DeliveryFeedback; docs/first-deploy.md, its first row',
  );
  return { says: `SES reports it on ${ticket.id}` };
}

async function closeAll(on: SmokeDesk, ids: readonly string[]) {
  const { desk } = on;
  const done: string[] = [];
  const failed: string[] = [];
  for (const id of ids) {
    try {
      const ticket = await ticketOf(on, id);
      if (!ticket) continue;
      const change = { ticketId: id, agent: agentOf(desk), at: desk.now().toISOString() };
      await changeState(desk, { ...change, state: 'closed', reason: 'withdrawn' });
      done.push(id);
    } catch (error) {
      failed.push(`${id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (failed.length > 0) throw miss(failed.join('; '));
  return { says: done.length > 0 ? `as withdrawn: ${done.join(', ')}` : 'there is none' };
}

const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;
