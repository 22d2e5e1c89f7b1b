import type { Context, SQSEvent } from 'aws-lambda';
import { createHandler as createFeedback } from '../../../functions/delivery-feedback/handler.ts';
import { createHandler as createEscalate } from '../../../functions/escalate/handler.ts';
import { createHandler as createIngest } from '../../../functions/ingest-email/handler.ts';
import type { SqsHandler } from '../../../functions/sqs/handler.ts';
import { createHandler as createSweep } from '../../../functions/sweep/handler.ts';
import { createHandler as createTeamMail } from '../../../functions/team-mail/handler.ts';
import { MAX_RECEIVE_COUNT, type Visibility } from '../../../shared/redelivery.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { formDesk } from '../../functions/ingest-webhook/form.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { type Cut, cutDesk } from './cut.ts';

/** Somebody who hands something in, and does so again until it is taken. */
export type Input = {
  name: string;
  /** Gives whether it was taken, and in how many seconds it comes again when not; throws nothing. */
  hand: (desk: Desk, tries: number, hide: (seconds: number) => void) => Promise<boolean>;
};

type Pending = { input: Input; tries: number; visibleAt: number };

export type World = {
  desk: MemoryDesk;
  pending: Pending[];
  /** What was tried as often as a queue does, in vain. */
  dead: string[];
  /** When the next sweep runs, in ms of desk time; none is planned before time passes. */
  nextSweep?: number;
  /** The desk as one run sees it, with a fault at one of its calls. */
  view: (desk: Desk, cut: Cut) => Desk | Promise<Desk>;
  /** At which instants a timer may fire that is to at this one (ISO, UTC): as its scheduler has it. */
  mayFireAt: (at: string) => readonly string[];
  /** Lets go of what the views hold. */
  close?: () => Promise<void>;
};

/** A sweep runs every five minutes. */
const SWEEP_MS = 5 * 60_000;

/** When a sender of HTTP requests asks again. */
const HTTP_AGAIN_SECONDS = 30;

/** Timeout of the functions that work queues off, in ms. */
const FUNCTION_MS = 60_000;

/** A desk that takes other servers' word that a mail did not arrive, and the mail service's: reports of both kinds are among the inputs. */
export const faultDesk = () => formDesk({ settings: { feedback: 'mail' } });

export function newWorld(desk = faultDesk()): World {
  desk.team.isHeld = true;
  return { desk, pending: [], dead: [], view: cutDesk, mayFireAt: (at) => [at] };
}

/** A message of a queue, by the handler that AWS calls. */
function ofQueue(create: (desk: Desk, visibility: Visibility) => SqsHandler, name: string, body: string): Input {
  return {
    name,
    hand: async (desk, tries, hide) => {
      const handler = create(desk, { hide: async (_, seconds) => hide(seconds) });
      const record = { messageId: '1', receiptHandle: '1', body, attributes: { ApproximateReceiveCount: `${tries}` } };
      const context = { getRemainingTimeInMillis: () => FUNCTION_MS } as Context;
      const { batchItemFailures } = await handler({ Records: [record] } as unknown as SQSEvent, context);
      return batchItemFailures.length === 0;
    },
  };
}

export const mailNotice = (notification: string) =>
  ofQueue(createIngest, 'mail', JSON.stringify({ Message: notification }));

export const firedTimer = (event: { ticketId: string; version: number }) =>
  ofQueue(createEscalate, 'timer', JSON.stringify(event));

/** What the mail service says of a mail of ours. */
export const sendingEvent = (event: object) =>
  ofQueue(createFeedback, 'report', JSON.stringify({ Message: JSON.stringify(event) }));

/** An entry of the queue of the team's mail. In a world nothing waits for real. */
export const teamMail = (body: string) =>
  ofQueue((desk, visibility) => createTeamMail(desk, visibility, async () => {}), 'notice', body);

/** One run of the sweep, hit as any other; the next comes by itself. */
export const sweepRun = (): Input => ({
  name: 'sweep',
  hand: async (desk) => {
    await createSweep(desk)().catch(() => {});
    return true;
  },
});

/** A request whose sender asks again as long as the answer is none, or the server's fault. */
export const request = (name: string, ask: (desk: Desk) => Promise<{ status: number | undefined }>): Input => ({
  name,
  hand: async (desk, _, hide) => {
    hide(HTTP_AGAIN_SECONDS);
    const { status = 500 } = await ask(desk);
    return status < 500;
  },
});

/** Hands an input in once, with a fault or without; what is not taken comes again. */
export async function handIn(world: World, pending: Pending, cut?: Omit<Cut, 'killed' | 'pass' | 'other'>) {
  const { desk } = world;
  pending.tries += 1;
  const now = () => desk.now().getTime();
  const hide = (seconds: number) => {
    pending.visibleAt = now() + seconds * 1000;
  };
  let taken: boolean;
  if (cut) {
    const twin = { ...pending, tries: 0 };
    const other = async () => {
      world.pending.push(twin);
      await handIn(world, twin);
    };
    const killed = Promise.withResolvers<boolean>();
    const view = await world.view(desk, { ...cut, killed: () => killed.resolve(false), pass: desk.pass, other });
    taken = await Promise.race([killed.promise, pending.input.hand(view, pending.tries, hide)]);
  } else {
    taken = await pending.input.hand(desk, pending.tries, hide);
  }
  if (taken) world.pending.splice(world.pending.indexOf(pending), 1);
  else if (pending.tries >= MAX_RECEIVE_COUNT) {
    world.dead.push(pending.input.name);
    world.pending.splice(world.pending.indexOf(pending), 1);
  }
}

export function add(world: World, input: Input): Pending {
  const pending = { input, tries: 0, visibleAt: world.desk.now().getTime() };
  world.pending.push(pending);
  return pending;
}

/** Lets so many minutes pass: queues deliver, timers fire, the sweep runs, each at its time. `sweepFirst` holds all else back. */
export async function live(world: World, minutes: number, { sweepFirst = false } = {}): Promise<void> {
  const { desk, pending } = world;
  const end = desk.now().getTime() + minutes * 60_000;
  world.nextSweep ??= desk.now().getTime() + SWEEP_MS;
  for (;;) {
    for (const notification of desk.again.splice(0)) add(world, mailNotice(notification));
    for (const { body, visibleAt } of desk.team.queue.splice(0)) add(world, teamMail(body)).visibleAt = visibleAt;
    const [first] = sweepFirst ? [] : pending.toSorted((a, b) => a.visibleAt - b.visibleAt);
    const [timer] = [...desk.scheduled].sort(([, a], [, b]) => (a < b ? -1 : 1));
    const timerAt = timer && !sweepFirst ? Date.parse(timer[1]) : Number.POSITIVE_INFINITY;
    const at = Math.min(world.nextSweep, timerAt, first?.visibleAt ?? Number.POSITIVE_INFINITY);
    if (at > end) break;
    desk.setNow(new Date(Math.max(at, desk.now().getTime())).toISOString());
    if (at === world.nextSweep) {
      world.nextSweep += SWEEP_MS;
      // One that fails is an alarm; the next comes.
      await createSweep(desk)().catch(() => {});
    } else if (at === timerAt && timer) {
      desk.scheduled.delete(timer[0]);
      const [ticketId = '', version] = timer[0].split('.');
      add(world, firedTimer({ ticketId, version: Number(version) }));
    } else if (first) await handIn(world, first);
  }
  desk.setNow(new Date(end).toISOString());
}
