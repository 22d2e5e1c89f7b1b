import { describe, expect, it } from 'vitest';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** The customer of a P1 stays available (docs/promise.md section 7). Monday 2026-11-30, 09:10 in Rome when the question leaves. */

const BOTH = ['ada@support.example', 'bruno@support.example'];
const UNTIL = '2026-11-30T09:10:00.000Z';

async function askedTicket(change: Parameters<typeof waitingTicket>[1] = {}, desk = deskOf()) {
  const { id } = await waitingTicket(desk, { priority: 1, ...change });
  desk.setNow('2026-11-30T08:10:00.000Z');
  await ask(desk, id);
  return { desk, id };
}

function ask(desk: MemoryDesk, ticketId: string, source = 'api:ask') {
  const answer = { ticketId, agent: ada, source, text: 'Which till is it?', tellBy: 'call' } as const;
  return respond(desk, { ...answer, attachments: [], receivedAt: desk.now().toISOString(), asks: true });
}

/** The ticket's timer fires when it is due. */
async function fire(desk: MemoryDesk, id: string) {
  const { timer } = await getTicket(desk, id);
  desk.setNow(timer.next?.at ?? '');
  desk.sent.length = 0;
  await escalate(desk, { ticketId: id, version: timer.version });
}

const trailOf = async (desk: MemoryDesk, id: string) => (await getTicket(desk, id)).audit.map(({ action }) => action);

describe('a question to the customer of a P1', () => {
  it('tells the customer what follows, and sets the one timer of the ticket', async () => {
    const { desk, id } = await askedTicket();
    expect(desk.sent[0]?.text).toContain(
      'Se non riceviamo tue notizie entro lunedì 30 novembre 2026, 10:10 (Europe/Rome, UTC+1), possiamo portare questo ticket a priorità 2.',
    );
    const { state, timer, watch } = await getTicket(desk, id);
    expect(state).toBe('answered');
    expect(timer).toMatchObject({ next: { kind: 'watch', at: UNTIL }, registered: true });
    expect(watch).toMatchObject({ askedBy: 'ada', askedAt: '2026-11-30T08:10:00.000Z', until: UNTIL });
    expect([...desk.scheduled]).toEqual([[`${id}.${timer.version}`, UNTIL]]);
    expect(await trailOf(desk, id)).toContain('asked');
  });

  it('counts on the ticket’s clock: what is asked at closing time is waited for the next morning', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T15:30:00.000Z');
    await ask(desk, id);
    expect((await getTicket(desk, id)).watch?.until).toBe('2026-12-01T08:30:00.000Z');
  });

  it('waits as long as the settings say', async () => {
    const desk = deskOf();
    desk.settings = { ...desk.settings, unresponsiveAfterMinutes: 15 };
    const { id } = await askedTicket({}, desk);
    expect((await getTicket(desk, id)).watch?.until).toBe('2026-11-30T08:25:00.000Z');
  });

  it.each([2, 3, 4] as const)(
    'is refused for a P%i, whose customer is waited for by nobody, and nothing is sent',
    async (priority) => {
      const desk = deskOf();
      const { id } = await waitingTicket(desk, { priority });
      await expect(ask(desk, id)).rejects.toMatchObject({ status: 422, errors: [{ field: 'asks' }] });
      expect(desk.sent).toEqual([]);
      expect(await messagesOf(desk, id)).toHaveLength(1);
    },
  );

  it('again by the same source is the same question, also when the ticket was lowered since', async () => {
    const { desk, id } = await askedTicket();
    await changePriority(desk, { ticketId: id, agent: ada, at: UNTIL, priority: 2, reason: 'no hurry' });
    expect(await ask(desk, id)).toMatchObject({ duplicate: true });
    expect(desk.sent).toHaveLength(1);
    expect((await getTicket(desk, id)).timer.next).toBeUndefined();
  });

  it('that the mail service cannot take now is waited for from when it left', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send' });
    await ask(desk, id);
    expect((await getTicket(desk, id)).watch).toBeUndefined();
    desk.faults.clear();
    await sweepLater(desk);
    const { watch, timer } = await getTicket(desk, id);
    expect(watch).toMatchObject({ askedAt: '2026-11-30T08:06:00.000Z', until: '2026-11-30T09:06:00.000Z' });
    expect(timer.next).toMatchObject({ kind: 'watch', at: '2026-11-30T09:06:00.000Z' });
  });

  it('asked anew sets the timer anew', async () => {
    const { desk, id } = await askedTicket();
    desk.setNow('2026-11-30T08:40:00.000Z');
    await ask(desk, id, 'api:ask-2');
    await ask(desk, id);
    expect((await getTicket(desk, id)).watch?.until).toBe('2026-11-30T09:40:00.000Z');
    expect([...desk.scheduled.values()]).toEqual(['2026-11-30T09:40:00.000Z']);
  });
});

describe('no answer by then', () => {
  it('flags the ticket and tells each agent once, with the one command that lowers', async () => {
    const { desk, id } = await askedTicket();
    const { version } = (await getTicket(desk, id)).timer;
    await fire(desk, id);
    expect(mailed(desk)).toEqual(BOTH);
    expect(desk.sent[0]?.text).toContain('\n#priority 2 customer-unresponsive\n');
    await escalate(desk, { ticketId: id, version });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(BOTH);
    const { watch, timer, priority, state } = await getTicket(desk, id);
    expect(watch?.flagged).toMatchObject({ at: UNTIL, notice: { state: 'done' } });
    expect({ priority, state, next: timer.next }).toEqual({ priority: 1, state: 'answered', next: undefined });
    expect(await trailOf(desk, id)).toContain('customer unresponsive');
    const { cards } = await desk.tickets.list({ limit: 9 });
    expect(cards[0]?.unresponsiveSince).toBe(UNTIL);
  });

  it('is told by the sweep when the scheduler loses the timer', async () => {
    const { desk, id } = await askedTicket();
    desk.setNow(UNTIL);
    desk.sent.length = 0;
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(BOTH);
    expect((await getTicket(desk, id)).watch?.flagged?.notice).toEqual({ state: 'done' });
  });

  it('is told to the others when one of the mails has to wait, and then to that one', async () => {
    const { desk, id } = await askedTicket();
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await fire(desk, id);
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['bruno@support.example', 'ada@support.example']);
  });

  it('is told no more when the answer came while the mail service was away', async () => {
    const { desk, id } = await askedTicket();
    desk.faults.add({ port: 'mailer.send' });
    await fire(desk, id);
    desk.faults.clear();
    await changeState(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), state: 'closed' });
    await sweepLater(desk);
    // That it was closed.
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect((await getTicket(desk, id)).watch?.flagged?.notice).toEqual({ state: 'done' });
  });

  it('an early timer is set again and flags nobody', async () => {
    const { desk, id } = await askedTicket();
    const { version } = (await getTicket(desk, id)).timer;
    desk.sent.length = 0;
    await escalate(desk, { ticketId: id, version });
    expect(desk.sent).toEqual([]);
    expect((await getTicket(desk, id)).watch?.flagged).toBeUndefined();
  });

  it('lowering it by that command ends the watch and takes the flag off', async () => {
    const { desk, id } = await askedTicket();
    await fire(desk, id);
    await changePriority(desk, { ticketId: id, agent: ada, at: UNTIL, reason: 'customer-unresponsive' });
    const { priority, watch } = await getTicket(desk, id);
    expect(priority).toBe(2);
    expect(watch?.ended).toMatchObject({ why: 'lowered to priority 2' });
    expect((await desk.tickets.list({ limit: 9 })).cards[0]?.unresponsiveSince).toBeUndefined();
  });
});

describe('what ends the watch', () => {
  it('closing the ticket', async () => {
    const { desk, id } = await askedTicket();
    await changeState(desk, { ticketId: id, agent: ada, at: UNTIL, state: 'closed' });
    const { watch, timer } = await getTicket(desk, id);
    expect(watch?.ended).toMatchObject({ why: 'closed' });
    expect(timer.next).toBeUndefined();
    expect(desk.scheduled.size).toBe(0);
  });

  it('a bounce of the question: the clock of the first response runs again', async () => {
    const { desk, id } = await askedTicket();
    const [, question] = await messagesOf(desk, id);
    await deliveryFailed(desk, { ticketId: id, messageKey: question?.key ?? '' }, { reason: '5.1.1', at: UNTIL });
    const { watch, timer, state } = await getTicket(desk, id);
    expect(watch?.ended).toMatchObject({ why: 'the question did not arrive' });
    expect({ state, next: timer.next }).toMatchObject({ state: 'waiting', next: { kind: 'ladder', level: 'warning' } });
    expect([...desk.scheduled.keys()]).toEqual([`${id}.${timer.version}`]);
  });

  it('a bounce of a question that was not the first response leaves no timer behind', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const first = {
      ticketId: id,
      agent: ada,
      source: 'api:1',
      text: 'On it.',
      tellBy: 'call',
    } as const;
    await respond(desk, { ...first, attachments: [], receivedAt: desk.now().toISOString() });
    desk.setNow('2026-11-30T08:10:00.000Z');
    const { message } = await ask(desk, id);
    await deliveryFailed(desk, { ticketId: id, messageKey: message.key }, { reason: '5.1.1', at: UNTIL });
    const { timer, state } = await getTicket(desk, id);
    expect({ state, next: timer.next }).toEqual({ state: 'answered', next: undefined });
  });
});

it('word that the customer does not answer, refused for the one agent, goes to the lead in their place', async () => {
  const { desk, id } = await askedTicket({}, deskOf({ agents: [ada] }));
  const { send } = desk.mailer;
  const refused = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;
  desk.mailer.send = async (mail) => (mail.recipient === ada.addresses[0] ? refused : send(mail));
  await fire(desk, id);
  expect(mailed(desk)).toEqual(['lead@support.example']);
  expect(desk.sent[0]?.text).toMatch(/^An answer goes to: +anna@rossi\.example$/m);
});
