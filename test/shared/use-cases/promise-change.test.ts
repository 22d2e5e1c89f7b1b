import { beforeEach, describe, expect, it } from 'vitest';
import type { Priority } from '../../../shared/sla/terms.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { recompute } from '../../../shared/use-cases/recompute.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, sweepLater, waitingTicket } from '../../support/stories.ts';

/** The customer is told of a promise that changed, in one mail (docs/promise.md section 5). */

const ANNA = 'anna@rossi.example';
const english = { ...rossi, language: 'en' as const };

let desk: MemoryDesk;
let ticket: Ticket;

beforeEach(async () => {
  desk = deskOf({ customers: [english] });
  ticket = await waitingTicket(desk, { priority: 1 });
  desk.pass(60);
});

const by = () => ({ ticketId: ticket.id, agent: ada, at: desk.now().toISOString() });
const change = (priority: Priority, reason: string) => changePriority(desk, { ...by(), priority, reason });
const close = (reason: string, twin?: string) => changeState(desk, { ...by(), state: 'closed', reason, twin });
const answer = (ticketId = ticket.id) =>
  respond(desk, {
    ...{ ticketId, agent: ada, source: 'api:1', text: 'Try it.', attachments: [], tellBy: 'call' as const },
    receivedAt: desk.now().toISOString(),
  });
const toAnna = () => desk.sent.filter(({ recipient }) => recipient === ANNA).map(({ text }) => text);

describe('the customer is told', () => {
  it('of a lower priority, with the reason, and by when we answer', async () => {
    await change(2, 'a spare till works');
    expect(toAnna()).toHaveLength(1);
    const [text] = toAnna();
    expect(text).toContain(
      `your request ${ticket.id} now has priority 2; it had priority 1. The reason: a spare till works`,
    );
    expect(text).toMatch(/Answer by: +Tuesday 1 December 2026, 13:00/);
    expect(text).toContain('Monday to Friday, 9:00–17:00, Rome time');
    expect(text).not.toContain('By choosing priority');
  });

  it.each<[Priority, string]>([
    [2, 'if we cannot go on without you, we may lower the priority further'],
    [3, 'We contact you in working hours'],
    [4, 'there is no impact on your business now'],
  ])('of a lower priority %d with what that asks of them', async (priority, duty) => {
    await change(priority, 'so');
    expect(toAnna()[0]).toContain(duty);
  });

  it('of a closing after an answer, and not that it has none', async () => {
    await answer();
    desk.sent.length = 0;
    await close('solved');
    expect(toAnna()).toHaveLength(1);
    expect(toAnna()[0]).toContain(`we have closed your request ${ticket.id}. As far as we know it is solved.`);
    expect(toAnna()[0]).not.toMatch(/Answer by|without an answer/);
  });

  it('of an answered one that goes on in another', async () => {
    const twin = await waitingTicket(desk, { source: 'mail:twin', receivedAt: ticket.createdAt, priority: 1 });
    await answer();
    await answer(twin.id);
    desk.sent.length = 0;
    await close('duplicate', twin.id);
    expect(toAnna()[0]).toContain(`we have closed your request ${ticket.id}. It is the same as another request`);
  });

  it('of no closing when the ticket was open again before they could be told', async () => {
    await answer();
    desk.sent.length = 0;
    desk.faults.add({ port: 'mailer.send' });
    await close('solved');
    desk.faults.clear();
    await changeState(desk, { ...by(), state: 'answered' });
    await sweepLater(desk);
    expect(toAnna()).toEqual([]);
  });

  it('in plain words when they did not answer us, and without a word of a reason that is none', async () => {
    await change(2, 'customer-unresponsive');
    await change(3, 'by mail');
    expect(toAnna()[0]).toContain('we asked you something that we need to go on, and have had no answer');
    expect(toAnna()[1]).not.toMatch(/reason|by mail/);
    expect(toAnna().join()).not.toContain('customer-unresponsive');
  });

  it('of a higher priority whose time is past, that this is late, and of no time to come', async () => {
    ticket = await waitingTicket(desk, { source: 'mail:low', priority: 3 });
    desk.pass(3 * 3600);
    await change(1, 'the whole floor is locked out');
    const [text] = toAnna();
    expect(text).toMatch(/Answer was due by: +Monday 30 November 2026, 11:01/);
    expect(text).toContain('This is late');
    expect(text).not.toMatch(/Answer by|by this time at the latest|the whole floor/);
  });

  it('of a higher priority, with what it asks of them', async () => {
    ticket = await waitingTicket(desk, { source: 'mail:low', priority: 3 });
    await change(1, 'agreed');
    expect(toAnna()[0]).toContain('Please stay available until it is solved');
  });

  it('of another plan, by its time alone', async () => {
    await recompute(desk, ticket, () => ({ ...english, plan: 'premium' }), 'a new quote');
    expect(toAnna()[0]).toContain(`the time by which we answer your request ${ticket.id} has changed.`);
    expect(toAnna()[0]).toContain('day and night, every day');
  });

  it.each([
    ['duplicate', 'It is the same as another request'],
    ['withdrawn', 'you no longer need it'],
  ])('of a closing without an answer, as %s, and of its end', async (reason, words) => {
    const twin = await waitingTicket(desk, { source: 'mail:twin', receivedAt: ticket.createdAt, priority: 1 });
    await close(reason, reason === 'duplicate' ? twin.id : undefined);
    expect(toAnna()[0]).toContain(words);
    expect(toAnna()[0]).not.toMatch(/Answer/);
    await changeState(desk, { ...by(), state: 'waiting' });
    expect(toAnna()[1]).toContain(`your request ${ticket.id} is open again.`);
  });

  it('nothing of the request, when nobody has proved that it is theirs', async () => {
    ticket = await waitingTicket(desk, {
      source: 'mail:who',
      subject: 'Buy at evil.example',
      requester: { address: ANNA, name: 'evil.example', verified: false },
      priority: 3,
    });
    await change(2, 'so');
    const mail = desk.sent.find(({ recipient }) => recipient === ANNA);
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toContain('evil.example');
  });

  it('once, of how it is now, when the mail service was away while it changed twice', async () => {
    desk.faults.add({ port: 'mailer.send' });
    await change(3, 'first');
    expect((await getTicket(desk, ticket.id)).promiseChange?.notice.state).toBe('parked');
    await change(2, 'second');
    desk.faults.clear();
    desk.sent.length = 0;
    await sweepLater(desk);
    expect(toAnna()).toHaveLength(1);
    expect(toAnna()[0]).toContain('now has priority 2; it had priority 1.');
    expect((await getTicket(desk, ticket.id)).promiseChange?.notice.state).toBe('done');
  });
});

describe('the customer is told nothing', () => {
  it('when the settings say so', async () => {
    desk.settings = { ...desk.settings, tellPromiseChanges: false };
    await change(2, 'so');
    await close('withdrawn');
    expect(toAnna()).toEqual([]);
  });

  it('of a closing as spam, and of a change that is none', async () => {
    await change(1, 'again');
    await close('spam');
    expect(toAnna()).toEqual([]);
  });

  it('when they were not acknowledged either', async () => {
    ticket = await waitingTicket(desk, { source: 'mail:robot', silent: true });
    await change(2, 'so');
    expect(toAnna()).toEqual([]);
  });

  it('once there is an answer, also when it left before they could be told', async () => {
    const answer = {
      ticketId: ticket.id,
      agent: ada,
      source: 'api:1',
      text: 'Try it.',
      attachments: [],
      tellBy: 'call' as const,
    };
    desk.faults.add({ port: 'mailer.send' });
    await change(2, 'so');
    desk.faults.clear();
    await respond(desk, { ...answer, receivedAt: desk.now().toISOString() });
    desk.sent.length = 0;
    await sweepLater(desk);
    await change(3, 'so');
    expect(toAnna()).toEqual([]);
    expect((await getTicket(desk, ticket.id)).promiseChange?.notice.state).toBe('done');
  });
});
