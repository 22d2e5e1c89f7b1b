import { describe, expect, it } from 'vitest';
import { actionsByLink } from '../../../shared/ticket/by-link.ts';
import type { Channel } from '../../../shared/ticket/ticket.ts';
import { notMeByLink } from '../../../shared/use-cases/by-link/not-me-by-link.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** What a requester takes back by link, and whose clock may not end with it (docs/promise.md section 5). */

const ANNA = 'anna@rossi.example';
const MARCO = 'marco@rossi.example';

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (desk: MemoryDesk, ticketId: string, twin: string) =>
  changeState(desk, { ...by(desk, ticketId), state: 'closed', reason: 'duplicate', twin });

/** A page form in Anna's name that nobody has confirmed, and tickets of others or of hers that are closed into it, each into the next. */
async function formFor(...requesters: (string | readonly [address: string, verified: boolean, channel?: Channel])[]) {
  const desk = deskOf();
  const form = { channel: 'page' as const, requester: { address: ANNA, verified: false } };
  const tickets = [];
  for (const each of requesters) {
    const [address, verified, channel = 'email'] = typeof each === 'string' ? ([each, true] as const) : each;
    const requester = { address, verified };
    tickets.push(await waitingTicket(desk, { source: `mail:${tickets.length}`, requester, channel, priority: 1 }));
  }
  tickets.push(await waitingTicket(desk, { source: 'page:1', ...form }));
  const ids = tickets.map(({ id }) => id);
  for (const [at, id] of ids.slice(0, -1).entries()) await close(desk, id, ids[at + 1] ?? '');
  return { desk, id: ids.at(-1) ?? '', first: ids[0] ?? '' };
}

describe.each([
  ['withdrawn', withdrawByLink],
  ['not me', notMeByLink],
] as const)('a ticket taken back by link as %s', (_, takeBack) => {
  const press = ({ desk, id }: { desk: MemoryDesk; id: string }) =>
    takeBack(desk, { ticketId: id, reader: ANNA, at: desk.now().toISOString() });

  it.each([[[MARCO]], [[MARCO, ANNA]]])(
    'runs on for another’s duplicate, also by way of a third: %j',
    async (others) => {
      const made = await formFor(...others);
      const before = await getTicket(made.desk, made.id);
      await press(made);
      expect(await getTicket(made.desk, made.id)).toEqual(before);
      expect(before.state).toBe('waiting');
    },
  );

  it('is closed where it goes on for a duplicate of their own that nobody has proved either', async () => {
    const made = await formFor([ANNA, false, 'page']);
    await press(made);
    expect((await getTicket(made.desk, made.id)).state).toBe('closed');
  });
});

describe.each<[string, boolean]>([
  ['proved', true],
  ['by mail from their own address, which nothing proves', false],
])('a form in somebody’s name that goes on for a request of theirs, %s', (_, verified) => {
  it('proves nothing of the form, also once theirs goes on by itself', async () => {
    const { desk, id, first } = await formFor([ANNA, verified]);
    expect((await getTicket(desk, id)).requester.verified).toBe(false);
    await changeState(desk, { ...by(desk, first), state: 'waiting' });
    expect(actionsByLink(await getTicket(desk, id), ANNA).notMe).toBe(true);
    await changeState(desk, { ...by(desk, id), state: 'closed', reason: 'spam' });
  });

  it.each([
    ['at once', []],
    ['by way of a third', [[ANNA, false, 'page'] as const]],
  ])('ends it by no not-me: theirs goes on with its clock, and all concerned hear it: %s', async (__, way) => {
    const { desk, id, first } = await formFor([ANNA, verified], ...way);
    const { clock } = await getTicket(desk, first);
    desk.sent.length = 0;
    desk.pass(60);
    const press = { ticketId: id, reader: ANNA, at: desk.now().toISOString() };
    await notMeByLink(desk, press);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', cancelled: 'spam' });
    const theirs = await getTicket(desk, first);
    expect(theirs).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
    expect(theirs.mergedInto).toBeUndefined();
    expect(theirs.timer.next).toBeDefined();
    expect(desk.sent.filter(({ recipient }) => recipient === ANNA).map(({ subject }) => subject)).toHaveLength(2);
    await desk.team.drain();
    const toAgents = desk.sent.filter(
      ({ recipient, subject }) => recipient === ada.addresses[0] && subject.includes(first),
    );
    expect(toAgents).toHaveLength(1);
    const sent = desk.sent.length;
    await notMeByLink(desk, press);
    await desk.team.drain();
    expect(desk.sent).toHaveLength(sent);
    expect(await getTicket(desk, first)).toEqual(theirs);
  });

  it('is closed as spam by no agent, until theirs is open again', async () => {
    const { desk, id, first } = await formFor([ANNA, verified]);
    const spam = () => changeState(desk, { ...by(desk, id), state: 'closed', reason: 'spam' });
    await expect(spam()).rejects.toMatchObject({ status: 422, errors: [{ field: 'reason' }] });
    await changeState(desk, { ...by(desk, first), state: 'waiting' });
    expect(await spam()).toMatchObject({ state: 'closed', cancelled: 'spam' });
  });

  it('is theirs to take back', async () => {
    const { desk, id } = await formFor([ANNA, verified]);
    await withdrawByLink(desk, { ticketId: id, reader: ANNA, at: desk.now().toISOString() });
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
  });
});

it('an answered ticket is not called solved while what another one wrote, who asked here, too, awaits an answer', async () => {
  const { desk, id } = await formFor(MARCO);
  const wrote = (by: 'customer' | 'agent') => ({
    state: 'answered' as const,
    lastPublic: { at: '2026-11-30T09:00:00.000Z', by },
  });
  const ticket = await getTicket(desk, id);
  expect(actionsByLink({ ...ticket, ...wrote('customer') }, ANNA).solve).toBe(false);
  expect(actionsByLink({ ...ticket, ...wrote('agent') }, ANNA).solve).toBe(true);
  const { goesOnForOthers: _, ...alone } = ticket;
  expect(actionsByLink({ ...alone, ...wrote('customer') }, ANNA).solve).toBe(true);
});
