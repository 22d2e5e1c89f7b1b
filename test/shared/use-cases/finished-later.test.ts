import { describe, expect, it } from 'vitest';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { readCommands } from '../../../shared/mail/commands.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { carryOut } from '../../../shared/use-cases/carry-out.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { type Response, respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, messagesOf, requestOf, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T09:00:00.000Z';
const LATER = { outcome: 'later', reason: 'Sending paused' } as const;
const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;

const answer = (desk: MemoryDesk, ticketId: string, change: Partial<Response> = {}) =>
  respond(desk, {
    ticketId,
    agent: ada,
    source: 'mail:orders',
    text: 'On it.',
    attachments: [],
    receivedAt: at,
    tellBy: 'mail',
    ...change,
  });

function order(desk: MemoryDesk, ticketId: string, text: string, answerSent: boolean) {
  const { commands, lines, unknown: problems } = readCommands(text);
  return carryOut(desk, { ticketId, agent: ada, source: 'mail:orders', at, lines, commands, problems, answerSent });
}

describe('a writer whose answer was refused', () => {
  it('hears why as soon as mail goes out again', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1, outcome: LATER });
    await answer(desk, id);
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('Illegal address');
  });

  it('hears of it also when the answer had to wait first', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: LATER });
    await answer(desk, id);
    expect(mailed(desk)).toEqual([]);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
  });

  it('and who cannot be told either, nor anybody in their place: the trail says so', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: REFUSED });
    const { ticket } = await answer(desk, id);
    const refused = ticket.audit.filter(({ action }) => action === 'mail refused').map(({ detail }) => detail);
    const people = [
      'anna@rossi.example',
      ...['ada', 'bruno', 'lead', 'manager'].map((name) => `${name}@support.example`),
    ];
    expect(refused.sort()).toEqual(people.map((address) => `${address}: Illegal address`).sort());
  });
});

describe('an answer after others', () => {
  it('to a ticket that was closed: it goes, and the ticket stays closed', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await answer(desk, id);
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed' });
    const { ticket } = await answer(desk, id, { source: 'api:2', text: 'One thing more.' });
    expect([ticket.state, mailed(desk).length]).toEqual(['closed', 3]);
  });

  it('that left before an older one, which had to wait, is the first response when the real first came back', async () => {
    const desk = deskOf({ now: at });
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { message: first } = await answer(desk, id, { source: 'api:1' });
    desk.setNow('2026-11-30T09:05:00.000Z');
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    await answer(desk, id, { source: 'api:2', receivedAt: desk.now().toISOString() });
    desk.faults.clear();
    desk.setNow('2026-11-30T09:08:00.000Z');
    const third = { source: 'api:3', agent: bruno, receivedAt: desk.now().toISOString() };
    const { message } = await answer(desk, id, third);
    desk.setNow('2026-11-30T09:40:00.000Z');
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toHaveLength(3);
    const ref = { ticketId: id, messageKey: first.key };
    const after = await deliveryFailed(desk, ref, { reason: '5.1.1', at: desk.now().toISOString() });
    expect(after?.ticket.firstResponse).toMatchObject({ at: third.receivedAt, message: message.key });
  });
});

describe('commands beside an answer, gone on with later', () => {
  it('say why they wait', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    await answer(desk, id);
    await order(desk, id, '#close', true);
    const note = (await messagesOf(desk, id)).find(({ kind }) => kind === 'note');
    expect(note?.relay).toMatchObject({ state: 'parked', reason: 'the answer has not left yet' });
  });

  it.each([
    ['an answer', 'Your answer went to the customer.'],
    ['a note', 'Nothing went to the customer.'],
  ])('remember that the rest of the mail was %s', async (what, words) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const isAnswer = what === 'an answer';
    if (isAnswer) await answer(desk, id);
    else await addNote(desk, { ticketId: id, agent: ada, source: 'mail:orders', text: 'Hm.', at });
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: LATER });
    await order(desk, id, '#clsoe', isAnswer);
    await sweepLater(desk);
    expect(desk.sent.at(-1)?.text).toContain(words);
  });
});

describe('a note', () => {
  it('on a ticket that is not there is refused by name', async () => {
    const note = addNote(deskOf(), { ticketId: 'T-00000000', agent: ada, source: 'api:n', text: 'Hm.', at });
    await expect(note).rejects.toMatchObject({ status: 404, message: 'There is no ticket T-00000000.' });
  });
});

describe('the sweep of a ticket that owes several things', () => {
  it('acknowledges first, then tells of the level that fell due meanwhile, and of what waits for the team', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'mailer.send' });
    await openTicket(desk, requestOf(desk, { priority: 1 }));
    desk.faults.clear();
    desk.setNow('2026-11-30T09:34:00.000Z');
    await sweep(desk, takeInAgain);
    const subjects = desk.sent.map(({ subject, recipient }) => `${recipient} ${/^Warning/.test(subject)}`);
    expect(subjects).toEqual([
      'anna@rossi.example false',
      'ada@support.example true',
      'bruno@support.example true',
      'ada@support.example false',
      'bruno@support.example false',
    ]);
  });

  it('serves a timer that is due, and does not bother the scheduler with it', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'timers.register' });
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.clear();
    desk.setNow('2026-11-30T09:34:00.000Z');
    await sweep(desk, takeInAgain);
    expect([...desk.scheduled.keys()]).toEqual([`${id}.2`]);
  });

  it('finishes all of its levels in one run', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send' });
    desk.setNow('2026-11-30T09:30:00.000Z');
    await escalate(desk, { ticketId: id, version: 1 });
    desk.setNow('2026-11-30T10:00:00.000Z');
    await escalate(desk, { ticketId: id, version: 2 });
    desk.faults.clear();
    desk.pass(16 * 60);
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example', 'lead@support.example']);
    const notices = (await desk.tickets.get(id))?.escalations.map(({ notice }) => notice.state);
    expect(notices).toEqual(['done', 'done']);
  });
});
