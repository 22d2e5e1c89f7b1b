import { describe, expect, it } from 'vitest';
import { withDuplicates } from '../../../shared/ticket/duplicates.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { whileAnswered } from '../../support/while-answered.ts';

/** What goes on for a duplicate of somebody else is not closed over their head (docs/promise.md section 5). */

const bea = { address: 'bea@rossi.example', verified: true };
const unproved = { address: 'anna@rossi.example', verified: false };
let count = 0;
const SAMPLE = await waitingTicket(deskOf());

const opens = async (desk: MemoryDesk, change: Partial<TicketRequest> = {}) =>
  (await waitingTicket(desk, { source: `mail:${++count}`, messageId: `<${count}@rossi.example>`, ...change })).id;

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const close = (desk: MemoryDesk, id: string, reason?: string, twin?: string) =>
  changeState(desk, { ...by(desk, id), state: 'closed', reason, twin });

/** Bea's P1, a duplicate of what somebody asked in Anna's name. */
async function merged(change: Partial<TicketRequest> = {}, twinChange: Partial<TicketRequest> = {}) {
  const desk = deskOf();
  const twin = await opens(desk, { requester: unproved, ...twinChange });
  const id = await opens(desk, { requester: bea, priority: 1, ...change });
  desk.pass(60);
  await close(desk, id, 'duplicate', twin);
  return { desk, id, twin };
}

describe('a ticket that goes on for somebody else’s request', () => {
  it.each(['spam', 'withdrawn'])('is not closed as %s: the agent reads which one would be lost', async (reason) => {
    const { desk, id, twin } = await merged();
    const message = `it goes on for ${id}, too, which would be lost as ${reason}: re-open that first, then close this one; or answer here`;
    await expect(close(desk, twin, reason)).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'reason', message }],
    });
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'waiting', priority: 1 });
  });

  it('is closed once that one is open again, whose requester is told, on its own deadline', async () => {
    const { desk, id, twin } = await merged();
    const { deadline } = (await getTicket(desk, id)).clock;
    desk.sent.length = 0;
    await changeState(desk, { ...by(desk, id), state: 'waiting' });
    expect((await close(desk, twin, 'spam')).cancelled).toBe('spam');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([bea.address]);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting', priority: 1, clock: { deadline } });
  });

  it('nor the last of several, whose duplicates are the others', async () => {
    const { desk, id, twin } = await merged();
    const last = await opens(desk, { requester: unproved });
    await close(desk, twin, 'duplicate', last);
    await expect(close(desk, last, 'spam')).rejects.toMatchObject({ status: 422 });
    await changeState(desk, { ...by(desk, id), state: 'waiting' });
    expect((await close(desk, last, 'spam')).state).toBe('closed');
  });

  it('nor as spam where that was proved in the same name, until it is open again', async () => {
    const { desk, id, twin } = await merged({ requester: { ...unproved, verified: true } });
    await expect(close(desk, twin, 'spam')).rejects.toMatchObject({ status: 422 });
    await changeState(desk, { ...by(desk, id), state: 'waiting' });
    expect((await close(desk, twin, 'spam')).cancelled).toBe('spam');
  });

  it('nor where the merge broke off and was done again', () => {
    const twin = { ...SAMPLE, id: 'T-00000001', requester: unproved };
    const duplicate = { ...SAMPLE, id: 'T-00000002', requester: { ...unproved, verified: true } };
    const once = withDuplicates(twin, duplicate);
    const proved = { ...once, requester: { ...unproved, verified: true } };
    expect(withDuplicates(proved, duplicate)).toBe(proved);
    expect(proved.duplicates).toMatchObject([{ ticket: 'T-00000002', surer: true }]);
  });

  it('is withdrawn where both are its requester’s, who is told', async () => {
    const { desk, twin } = await merged({ requester: { ...unproved, verified: true } });
    desk.sent.length = 0;
    expect((await close(desk, twin, 'withdrawn')).cancelled).toBe('withdrawn');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([unproved.address]);
  });

  it('is closed where it goes on for its own requester alone', async () => {
    const { desk, twin } = await merged({ requester: unproved });
    expect((await close(desk, twin, 'spam')).cancelled).toBe('spam');
  });
});

describe('whoever asked the first of several duplicates reads the last one', () => {
  it('as they read the one before', async () => {
    const { desk, twin } = await merged();
    const last = await opens(desk, { requester: { address: 'carl@rossi.example', verified: true } });
    await close(desk, twin, 'duplicate', last);
    const { participants } = await getTicket(desk, last);
    expect(participants.map(({ address }) => address)).toEqual([unproved.address, bea.address]);
  });

  it('or it is refused, naming them', async () => {
    const { desk, twin } = await merged();
    const crowd = Array.from({ length: 19 }, (_, each) => ({ address: `p${each}@rossi.example` }));
    const last = await opens(desk, {
      requester: { address: 'carl@rossi.example', verified: true },
      participants: crowd,
    });
    await expect(close(desk, twin, 'duplicate', last)).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'twin', message: expect.stringContaining('20 people') }],
    });
  });
});

describe('whoever asked a duplicate is told what becomes of the promise, by the number that they know', () => {
  const told = (desk: MemoryDesk) =>
    desk.sent.filter(({ recipient }) => recipient === bea.address).map(({ subject, text }) => `${subject} ${text}`);

  it('of a lowering and of a closing', async () => {
    const { desk, id, twin } = await merged();
    // Of the merging itself by the closing of their own.
    expect(told(desk)).toEqual([expect.stringMatching(/È la stessa/)]);
    desk.sent.length = 0;
    await changePriority(desk, { ...by(desk, twin), priority: 4, reason: 'no harm' });
    expect(told(desk)).toEqual([expect.stringContaining(id)]);
    expect(told(desk)[0]).not.toContain('The door does not open');
    const said = { source: 'api:1', text: 'Turn it.', attachments: [], tellBy: 'call' as const };
    desk.pass(60);
    await respond(desk, { ...by(desk, twin), ...said, receivedAt: desk.now().toISOString() });
    desk.sent.length = 0;
    await close(desk, twin);
    expect(told(desk)).toEqual([expect.stringContaining(`chiuso la tua richiesta ${id}`)]);
  });

  it('also where a machine asked for the one that goes on, and not once they read there no more', async () => {
    const { desk, twin } = await merged({}, { silent: true });
    desk.sent.length = 0;
    await changePriority(desk, { ...by(desk, twin), priority: 4, reason: 'no harm' });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([bea.address]);
    await whileAnswered(desk, twin, () => removeReader(desk, { ...by(desk, twin), address: bea.address }));
    desk.sent.length = 0;
    await changePriority(desk, { ...by(desk, twin), priority: 2, reason: 'harm' });
    expect(desk.sent).toEqual([]);
  });

  it.each([
    ['a machine', { silent: true }],
    [
      'an agent who passed it on',
      { silent: true, requester: { address: bea.address, verified: false, unconfirmed: 'forwarded' as const } },
    ],
  ])('also where it is in their own name, by %s', async (_, twinChange) => {
    const { desk, twin } = await merged({ requester: bea }, { requester: bea, ...twinChange });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([bea.address]);
    desk.sent.length = 0;
    await changePriority(desk, { ...by(desk, twin), priority: 4, reason: 'no harm' });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([bea.address]);
    await changeState(desk, { ...by(desk, twin), state: 'closed', reason: 'withdrawn' });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([bea.address, bea.address]);
  });
});
