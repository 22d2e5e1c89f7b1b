import type { Context, SQSEvent } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import { createHandler } from '../../functions/team-mail/handler.ts';
import { THROTTLE_PAUSES_MS } from '../../shared/aws/mailer.ts';
import type { Agent } from '../../shared/customer/agent.ts';
import { TEAM_MAIL_WORKERS } from '../../shared/notify/paced-mailer.ts';
import { MAX_RECEIVE_COUNT } from '../../shared/redelivery.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { openTicket } from '../../shared/use-cases/open-ticket.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../support/memory-desk.ts';
import { deskOf, requestOf } from '../support/stories.ts';

/** An end of the wait on a busy machine; all that is measured is on the injected clock. */
vi.setConfig({ testTimeout: 900_000 });

const [MAILS, PER_SECOND, CALL_MS] = [300, 14, 50];
const AGENTS = Array.from(
  { length: 20 },
  (_, number): Agent => ({ id: `a${number}`, name: `Agent ${number}`, addresses: [`a${number}@support.example`] }),
);

/** Somebody who works something off beside others, each at a time of their own. */
type Worker = { at: number; step(): Promise<boolean> };

/** Lets workers go on side by side, always whoever is behind, until none has anything to do before `end`. In ms of the desk's clock. */
async function sideBySide(desk: MemoryDesk, workers: Worker[], end: number): Promise<void> {
  for (;;) {
    const next = workers.reduce((a, b) => (b.at < a.at ? b : a));
    if (next.at >= end) break;
    desk.setNow(new Date(next.at).toISOString());
    const hasWorked = await next.step();
    next.at = hasWorked ? desk.now().getTime() : next.at + 1_000;
  }
  desk.setNow(new Date(end).toISOString());
}

/** A mail service that takes so many mails a second; what comes too fast is tried again by the adapter, after its pauses. */
function limit(desk: MemoryDesk): { sent: { at: number; purpose: string }[] } {
  const sent: { at: number; purpose: string }[] = [];
  const { send } = desk.mailer;
  desk.mailer.send = async (mail) => {
    for (const pause of [0, ...THROTTLE_PAUSES_MS]) {
      desk.pass((CALL_MS + pause) / 1_000);
      const now = desk.now().getTime();
      if (sent.filter(({ at }) => Math.abs(at - now) < 1_000).length >= PER_SECOND) continue;
      sent.push({ at: now, purpose: mail.tags?.purpose ?? '' });
      return send(mail);
    }
    return { outcome: 'later', reason: 'Throttling: Maximum sending rate exceeded.' };
  };
  return { sent };
}

/** One of the workers of the team's queue: an entry at a time, with a pace of its own; what fails comes again, or is a dead letter. */
function teamWorker(desk: MemoryDesk, start: number, dead: string[]): Worker {
  const tries = new Map<string, number>();
  const hidden = { seconds: 30 };
  const handler = createHandler(
    desk as Desk,
    {
      async hide(_, seconds) {
        hidden.seconds = seconds;
      },
    },
    async (ms) => desk.pass(ms / 1_000),
  );
  return {
    at: start,
    async step() {
      const { queue } = desk.team;
      const index = queue.findIndex(({ visibleAt }) => visibleAt <= desk.now().getTime());
      const [queued] = index < 0 ? [] : queue.splice(index, 1);
      if (!queued) return false;
      const count = (tries.get(queued.body) ?? 0) + 1;
      tries.set(queued.body, count);
      const attributes = { ApproximateReceiveCount: `${count}` };
      const Records = [{ messageId: '1', receiptHandle: '1', body: queued.body, attributes }];
      const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
      const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent, context);
      if (batchItemFailures.length === 0) return true;
      if (count >= MAX_RECEIVE_COUNT) dead.push(queued.body);
      else queue.push({ ...queued, visibleAt: desk.now().getTime() + hidden.seconds * 1_000 });
      return true;
    },
  };
}

it('300 mails at once, 20 agents, 14 mails a second: acknowledgements first, each agent hears of each ticket once, no dead letter (A6)', async () => {
  const desk = deskOf({ agents: AGENTS });
  desk.team.isHeld = true;
  const { sent } = limit(desk);
  const dead: string[] = [];
  const start = desk.now().getTime();
  let opened = 0;
  const doors: Worker[] = Array.from({ length: 2 }, () => ({
    at: start,
    async step() {
      if (opened === MAILS) return false;
      opened += 1;
      const requester = { address: `anna${opened}@rossi.example`, verified: true };
      await openTicket(desk, requestOf(desk, { source: `mail:${opened}`, requester }));
      return true;
    },
  }));
  const sweeper: Worker = {
    at: start + 300_000,
    async step() {
      await sweep(desk, async () => true);
      // Five minutes until the next, whatever this one took.
      desk.pass(300);
      return true;
    },
  };
  const team = Array.from({ length: TEAM_MAIL_WORKERS }, () => teamWorker(desk, start, dead));
  await sideBySide(desk, [...doors, ...team, sweeper], start + 40 * 60_000);

  const seconds = (purpose: string) =>
    sent
      .filter((each) => each.purpose === purpose)
      .map(({ at }) => (at - start) / 1_000)
      .toSorted((a, b) => a - b);
  const acknowledged = seconds('acknowledgement');
  const notices = seconds('notice');
  console.log(
    `${MAILS} mails × ${AGENTS.length} agents: acknowledged after ${acknowledged.at(-1)} s at most; ${notices.length} mails to the team, the last after ${notices.at(-1)} s`,
  );
  expect(acknowledged).toHaveLength(MAILS);
  expect(notices.length).toBeLessThan((MAILS * AGENTS.length) / 4);
  expect(acknowledged.at(-1)).toBeLessThan(notices.at(-1) ?? 0);
  const numbers = new Set([...desk.scheduled.keys()].map((name) => name.split('.')[0] ?? ''));
  expect(numbers.size).toBe(MAILS);
  for (const { id, addresses } of AGENTS) {
    const told = desk.sent.filter(({ recipient }) => recipient === addresses[0]);
    for (const number of numbers) {
      const mails = told.filter(({ subject, text }) => `${subject}\n${text}`.includes(number));
      expect({ id, number, mails: mails.length }).toEqual({ id, number, mails: 1 });
    }
  }
  expect(dead).toEqual([]);
  expect(desk.team.queue).toEqual([]);
});
