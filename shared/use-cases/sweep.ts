import { METRIC } from '../names.ts';
import type { Outcome } from '../outcome.ts';
import { type OpenWork, openWork } from '../ticket/due.ts';
import type { Desk } from '../ticket/ports.ts';
import { isLeft, TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Overdue } from '../ticket/ticket-store.ts';
import { escalate, finishNotice } from './escalate.ts';
import { finishPromiseChange } from './steps/change-promise.ts';
import { finishFlagging } from './steps/flag-unresponsive.ts';
import { hideAgain } from './steps/hide-again.ts';
import { claimOpening, finishOpening } from './steps/opening.ts';
import { registerTimer } from './steps/register-timer.ts';
import { resumeRelay } from './steps/resume-relay.ts';
import { newMessage, storeMessage } from './steps/store-message.ts';
import { update } from './steps/update.ts';
import { sweepForms } from './sweep-forms.ts';
import { sweepHeld } from './sweep-held.ts';
import { sweepTeamMail } from './sweep-team-mail.ts';
import { tellFlood } from './tell-flood.ts';

/** Tickets looked at in one run; what is over waits for the next. */
const MOST = 1_000;

/** No further ticket is begun then: the function has four minutes. In ms of machine time. */
const RUN_MS = 180_000;

/** When a ticket that could not be mended is looked at again: the others come first. In ms of desk time. */
const SET_BACK_MS = 10 * 60_000;

/** Tickets of a flood that one run tells of: with a mail to each reader they stay within a claim. What is over waits for the next. */
const MOST_GATHERED = 200;

/** Takes a ticket's request in once more (`shared/intake/take-in-again.ts`); false: nothing was kept of it. */
type TakeInAgain = (desk: Desk, ticket: Ticket) => Promise<boolean>;

/**
 * Finds what was lost or parked on the way and does it late, never never (docs/architecture.md, decision 2; second stage,
 * decision 4): timers that did not fire, or were never registered, and mails that were never sent, those about held mails and forms too. One ticket that fails does
 * not keep the others waiting, in this run or the next; throws at the end when any did.
 */
export async function sweep(desk: Desk, takeInAgain: TakeInAgain): Promise<void> {
  const end = desk.machineNow().getTime() + RUN_MS;
  const failed: string[] = [];
  const run = sparing(desk);
  const flood = new Set<string>();
  for (const work of await desk.tickets.overdue(desk.now().toISOString(), MOST)) {
    if (desk.machineNow().getTime() > end) break;
    const { ticketId: id, messageKey } = work;
    try {
      await (messageKey === undefined
        ? mend(run, id, { takeInAgain, flood })
        : resumeRelay(run, { ticketId: id, messageKey }));
    } catch (error) {
      if (error instanceof TaskBusy) continue;
      failed.push(id);
      desk.log.error('cannot mend a ticket', { ...work, error });
      await setBack(desk, work).catch((reason) =>
        desk.log.error('cannot set a ticket back', { ...work, error: reason }),
      );
    }
  }
  failed.push(...(await tellFlood(run, [...flood].slice(0, MOST_GATHERED))));
  const held = await sweepHeld(run);
  const team = await sweepTeamMail(desk).catch((error: unknown) => [String(error)]);
  const forms = await sweepForms(run).catch((error: unknown) => [String(error)]);
  const sum = (what: string, names: string[]) =>
    names.length > 0 ? [`${names.length} ${what}: ${names.slice(0, 10).join(', ')}`] : [];
  const problems = [
    ...sum('tickets could not be mended', failed),
    ...sum('held mails could not be told of', held),
    ...sum('of the team could not be told what waits', team),
    ...sum('owners of forms could not be told', forms),
  ];
  if (problems.length > 0) throw new Error(problems.join('; '));
}

/** What mending a ticket needs beside the desk: `flood` collects those that are told of together. */
type Means = { takeInAgain: TakeInAgain; flood: Set<string> };

/** In this order: people first, the scheduler last, since what it lacks the sweep does itself. */
const ORDER: OpenWork['what'][] = [
  'opening',
  'escalation',
  'unresponsive',
  'promise change',
  'redaction',
  'fire',
  'register',
];

/**
 * Does all of a ticket's open work that is due, each once, on the ticket as the one before left it. What fails keeps none of
 * the rest from being done, and is thrown at the end.
 */
async function mend(desk: Desk, id: string, means: Means): Promise<void> {
  const done = new Set<string>();
  const failures: unknown[] = [];
  const nameOf = (work: OpenWork) => (work.what === 'escalation' ? `escalation ${work.timer}` : work.what);
  for (;;) {
    const ticket = await desk.tickets.get(id);
    const now = desk.now().toISOString();
    const [work] = (ticket ? openWork(ticket) : [])
      .filter((each) => each.at <= now && !done.has(nameOf(each)))
      .sort((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
    if (!ticket || !work) break;
    done.add(nameOf(work));
    try {
      await doWork(desk, ticket, work, means);
      desk.log.warn('swept a ticket', { ticket: id, work: nameOf(work) });
      desk.log.count(METRIC.swept);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.find((error) => !(error instanceof TaskBusy)) ?? failures[0];
}

/**
 * The desk with services that are asked no more in this run once they were away: a scheduler that hangs would cost each ticket
 * seconds, and the run has minutes for all of them. What one mail cannot do (`later` for its recipient) says nothing of the next.
 */
function sparing(desk: Desk): Desk {
  let timersAway: Outcome | undefined;
  let mailerAway: (Outcome & { outcome: 'later' }) | undefined;
  const timers: Desk['timers'] = {
    cancel: (timer) => desk.timers.cancel(timer),
    async register(timer) {
      const result = timersAway ?? (await desk.timers.register(timer));
      if (result.outcome === 'later') timersAway = result;
      return result;
    },
  };
  const mailer: Desk['mailer'] = {
    async send(mail) {
      const result = mailerAway ?? (await desk.mailer.send(mail));
      if (result.outcome === 'later' && /^TimeoutError/.test(result.reason)) mailerAway = result;
      return result;
    },
  };
  return { ...desk, timers, mailer };
}

async function doWork(desk: Desk, ticket: Ticket, work: OpenWork, means: Means): Promise<void> {
  if (work.what === 'opening') return mendOpening(desk, ticket, means);
  if (work.what === 'escalation' && ticket.flood) return void means.flood.add(ticket.id);
  if (work.what === 'register') return void (await update(desk, ticket, await registerTimer(desk, ticket)));
  if (work.what === 'unresponsive') return finishFlagging(desk, ticket);
  if (work.what === 'redaction') return hideAgain(desk, ticket);
  if (work.what === 'promise change') return finishPromiseChange(desk, ticket);
  const notice = work.what === 'escalation' && ticket.escalations.find(({ timer }) => timer === work.timer);
  if (notice) return finishNotice(desk, ticket, notice);
  await escalate(desk, { ticketId: ticket.id, version: ticket.timer.version });
}

/** Never finishes an opening whose message is missing: the request is taken in again, and stands in only when it is gone. */
async function mendOpening(desk: Desk, ticket: Ticket, { takeInAgain, flood }: Means): Promise<void> {
  if (!isLeft(ticket.opening, desk.machineNow())) throw new TaskBusy();
  const { messages } = await desk.tickets.messages(ticket.id);
  if (messages.length === 0 && (await takeInAgain(desk, ticket))) return setBack(desk, { ticketId: ticket.id });
  if (ticket.flood && messages.length > 0) return void flood.add(ticket.id);
  const claimed = await claimOpening(desk, ticket);
  if (!claimed) throw new TaskBusy();
  await finishOpening(desk, claimed, messages[0] ?? (await storeMessage(desk, lostMessage(ticket), { files: [] })));
}

/** Keeps the sweep from looking at it again at once. */
function setBack(desk: Desk, work: Overdue): Promise<void> {
  return desk.tickets.postpone(work, new Date(desk.now().getTime() + SET_BACK_MS).toISOString());
}

/** Stands in when the desk broke off between the ticket and its message, and nothing of the request was kept. */
function lostMessage(ticket: Ticket) {
  return newMessage({
    ticketId: ticket.id,
    source: ticket.source,
    author: 'customer',
    by: ticket.requester.address,
    verified: ticket.requester.verified,
    kind: 'public',
    at: ticket.createdAt,
    subject: ticket.subject,
    text: '',
    raw: ticket.raw,
    warnings: [
      ticket.raw === undefined
        ? 'the text of this request did not reach the desk'
        : 'the text of this request could not be read again: what is kept of it is the raw request',
    ],
  });
}
