import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { presentClock } from '../../../shared/present/present-ticket.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { settleAnswer } from '../../../shared/use-cases/steps/settle-answer.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { sesReports } from '../../support/ses-events.ts';
import { ada, deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/** Closing as a duplicate obeys the rules of merging (docs/promise.md section 5). */

const bea = { address: 'bea@rossi.example', verified: true };
const eve = { address: 'eve@elsewhere.example', verified: true };

async function two(change: Partial<TicketRequest> = {}, twinChange: Partial<TicketRequest> = {}) {
  const desk = deskOf();
  const { id: twin } = await waitingTicket(desk, { source: 'mail:twin', priority: 3, ...twinChange });
  desk.pass(600);
  const { id } = await waitingTicket(desk, { source: 'mail:two', priority: 3, ...change });
  desk.pass(600);
  return { desk, id, twin };
}

const close = (desk: MemoryDesk, ticketId: string, twin?: string, reason = 'duplicate') =>
  changeState(desk, { ticketId, agent: ada, at: desk.now().toISOString(), state: 'closed', reason, twin });

const BOUNCE = { recipient: 'anna@rossi.example', reason: 'no such mailbox' };
let count = 0;
const answers = (desk: MemoryDesk, ticketId: string) => {
  const one = { ticketId, agent: ada, source: `api:${++count}`, text: 'Try it.', tellBy: 'call' } as const;
  return respond(desk, { ...one, attachments: [], receivedAt: desk.now().toISOString() });
};

describe('a duplicate is refused', () => {
  const refused = (desk: MemoryDesk, id: string, twin: string | undefined, message: string) =>
    expect(close(desk, id, twin)).rejects.toMatchObject({ status: 422, errors: [{ field: 'twin', message }] });

  it('without the number of a ticket, of itself, and of a ticket that is none', async () => {
    const { desk, id } = await two();
    await refused(desk, id, undefined, 'is missing: a duplicate needs the number of the ticket that goes on');
    await refused(desk, id, id, `${id} is this very ticket`);
    await refused(desk, id, 'T-00000000', 'T-00000000 is no ticket of this desk');
    await refused(desk, id, 'nonsense', 'nonsense is no ticket of this desk');
    expect((await getTicket(desk, id)).state).toBe('waiting');
  });

  it('of a ticket of another requester and another customer, whose words would be read by the wrong people', async () => {
    const { desk, id, twin } = await two({ requester: eve });
    await refused(desk, id, twin, `${twin} is of another requester and of another customer`);
  });

  it.each(['unknown@invalid', 'unknown'])(
    'of another that names nobody (%s): nobody is not one requester',
    async (address) => {
      const nobody = { requester: { address, verified: false }, silent: true };
      const { desk, id, twin } = await two(nobody, nobody);
      const mend = 'correct the requester of both first';
      await refused(desk, id, twin, `${twin} names nobody who asks, and neither does this ticket: ${mend}`);
      expect((await getTicket(desk, id)).state).toBe('waiting');
    },
  );

  it('of one that is closed: no running clock ends with it', async () => {
    const { desk, id, twin } = await two();
    await answers(desk, twin);
    await close(desk, twin, undefined, '');
    await refused(desk, id, twin, `${twin} is closed`);
  });

  it('with a twin for another reason', async () => {
    const { desk, id, twin } = await two();
    await expect(close(desk, id, twin, 'spam')).rejects.toMatchObject({ errors: [{ field: 'twin' }] });
  });
});

describe('the ticket that goes on', () => {
  it('has the earlier deadline of the two, with the higher priority', async () => {
    const { desk, id, twin } = await two({ priority: 1 });
    const { clock } = await getTicket(desk, id);
    const closed = await close(desk, id, twin);
    expect(closed).toMatchObject({ state: 'closed', cancelled: 'duplicate', mergedInto: twin });
    expect(closed.audit.at(-1)).toMatchObject({ action: 'closed', detail: `duplicate of ${twin}` });
    const goesOn = await getTicket(desk, twin);
    expect(goesOn).toMatchObject({ priority: 1, clock: { deadline: clock.deadline } });
    expect(desk.scheduled.size).toBe(1);
  });

  it('keeps its own deadline when that is the earlier one', async () => {
    const { desk, id, twin } = await two();
    const before = await getTicket(desk, twin);
    await close(desk, id, twin);
    const { clock, timer } = await getTicket(desk, twin);
    expect([clock, timer]).toEqual([before.clock, before.timer]);
  });

  it('has the other’s requester among its readers, who is of the same customer, and those copied there proposed', async () => {
    const { desk, id, twin } = await two({ requester: bea, participants: [{ address: 'carla@rossi.example' }] });
    await close(desk, id, twin);
    const { participants, proposed } = await getTicket(desk, twin);
    expect(participants).toEqual([{ address: bea.address }]);
    expect(proposed).toMatchObject([{ address: 'carla@rossi.example' }]);
  });

  it('is the same when the closing broke off and is done again', async () => {
    const { desk, id, twin } = await two({ priority: 1 });
    desk.faults.add({ port: 'tickets.save', skip: 1 });
    await expect(close(desk, id, twin)).rejects.toThrow();
    desk.faults.clear();
    await close(desk, id, twin);
    const once = await getTicket(desk, twin);
    expect(once.audit.filter(({ action }) => action === 'goes on for')).toHaveLength(1);
    expect(once.clock.counted).toHaveLength(2);
  });

  it('is forgotten by a duplicate that was none', async () => {
    const { desk, id, twin } = await two();
    await close(desk, id, twin);
    const at = desk.now().toISOString();
    const again = await changeState(desk, { ticketId: id, agent: ada, at, state: 'waiting', reason: 'it is none' });
    expect([again.state, again.mergedInto]).toEqual(['waiting', undefined]);
  });
});

describe('an answered ticket that was closed as a duplicate, and whose answer came back', () => {
  const THEIRS = 'From: anna@rossi.example\nMessage-ID: <anna-9@rossi.example>\nSubject: Re: door\n\nStill shut.';

  /** Answered, closed as a duplicate of the twin, and the mail service says that the answer did not arrive. */
  async function bounced(change: Partial<TicketRequest> = {}) {
    const { desk, id, twin } = await two({ priority: 1, ...change });
    const { clock } = await getTicket(desk, id);
    const { message } = await answers(desk, id);
    const mail = desk.sent.findLast(
      (each) => each.tags?.message === message.key && each.recipient === BOUNCE.recipient,
    );
    desk.pass(60);
    await close(desk, id, twin);
    desk.sent.length = 0;
    const comesBack = () => sesReports(desk, mail as OutgoingMail, 'Bounce');
    return { desk, id, twin, clock, comesBack };
  }

  it('waits with its original deadline, is no duplicate any more, and its timer is set', async () => {
    const { desk, id, twin, clock, comesBack } = await bounced();
    await comesBack();
    await comesBack();
    const ticket = await getTicket(desk, id);
    expect(ticket).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
    expect([ticket.mergedInto, ticket.closedAt, ticket.firstResponse]).toEqual([undefined, undefined, undefined]);
    expect([...desk.scheduled.keys()]).toContain(`${id}.${ticket.timer.version}`);
    expect(ticket.audit.filter(({ action }) => action === 'no duplicate any more')).toMatchObject([
      { by: 'desk', detail: expect.stringContaining(twin) },
    ]);
  });

  it('is told to the agents, with the number of the ticket that went on meanwhile', async () => {
    const { desk, twin, comesBack } = await bounced();
    await comesBack();
    await desk.team.drain();
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect(desk.sent[0]?.text).toContain(`it was a duplicate of ${twin} and goes on by itself`);
  });

  it('takes what its people write again, and an answer', async () => {
    const { desk, id, twin, comesBack } = await bounced();
    await comesBack();
    const [key = ''] = await desk.secrets.signingKeys();
    const recipients = [replyAddress(key, desk.settings.supportAddress, { ticketId: id })];
    await receiveMail(desk, arrives(desk, THEIRS, { id: 'ses-9', recipients }));
    expect((await messagesOf(desk, id)).map(({ text }) => text)).toContainEqual(expect.stringContaining('Still shut'));
    expect(await messagesOf(desk, twin)).toHaveLength(1);
    await answers(desk, id);
    expect((await getTicket(desk, id)).state).toBe('answered');
  });

  it('reads nobody in again whom an agent removed meanwhile from the ticket that went on', async () => {
    const { desk, id, twin, comesBack } = await bounced({ participants: [{ address: 'carla@rossi.example' }] });
    await addReader(desk, { ticketId: twin, agent: ada, at: desk.now().toISOString(), address: 'carla@rossi.example' });
    await removeReader(desk, {
      ticketId: twin,
      agent: ada,
      at: desk.now().toISOString(),
      address: 'carla@rossi.example',
    });
    await comesBack();
    expect((await getTicket(desk, id)).participants).toEqual([]);
  });

  it('stays a duplicate when a later answer left for the requester', async () => {
    const { desk, id, twin } = await two();
    const { message } = await answers(desk, id);
    await answers(desk, id);
    await close(desk, id, twin);
    const failure = { ...BOUNCE, at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: id, messageKey: message.key }, failure);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', mergedInto: twin });
  });
});

describe('an answered ticket that goes on for one that waits', () => {
  const HOUR = 3_600;

  it.each([1, 3, 4] as const)('waits again, with that clock and its priority: P%i', async (priority) => {
    const { desk, id, twin } = await two({ priority });
    await answers(desk, twin);
    const first = await getTicket(desk, twin);
    desk.pass(60);
    const { clock } = await getTicket(desk, id);
    await close(desk, id, twin);
    const goesOn = await getTicket(desk, twin);
    expect(goesOn).toMatchObject({ state: 'waiting', priority, firstResponse: first.firstResponse });
    expect(goesOn.clock).toEqual({ ...clock, version: first.clock.version + 1 });
    expect([...desk.scheduled.keys()]).toEqual([`${twin}.${goesOn.timer.version}`]);
    expect(presentClock(goesOn).missed).toBeNull();
  });

  it('is answered by the next answer, and not by what it was answered with before', async () => {
    const { desk, id, twin } = await two();
    const before = await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    await close(desk, id, twin);
    await settleAnswer(desk, await getTicket(desk, twin), before.message);
    expect((await getTicket(desk, twin)).state).toBe('waiting');
    desk.pass(60);
    await answers(desk, twin);
    const after = await getTicket(desk, twin);
    expect(after).toMatchObject({ state: 'answered', firstResponse: { met: true, message: before.message.key } });
    expect(after.audit.at(-1)).toMatchObject({ action: 'answered', detail: 'in time' });
    expect(desk.scheduled.size).toBe(0);
  });

  it('whose answer comes too late for the duplicate is late, and one that was late stays so', async () => {
    const late = await two({ priority: 1 });
    await answers(late.desk, late.twin);
    await close(late.desk, late.id, late.twin);
    late.desk.pass(72 * HOUR);
    await answers(late.desk, late.twin);
    expect((await getTicket(late.desk, late.twin)).firstResponse?.met).toBe(false);

    const missed = await two({}, { priority: 1 });
    missed.desk.pass(5 * HOUR);
    await answers(missed.desk, missed.twin);
    const { firstResponse, clock } = await getTicket(missed.desk, missed.twin);
    expect(firstResponse?.met).toBe(false);
    const { id } = await waitingTicket(missed.desk, { source: 'mail:three', priority: 4 });
    missed.desk.pass(60);
    await close(missed.desk, id, missed.twin);
    expect(presentClock(await getTicket(missed.desk, missed.twin)).missed).toBe(clock.deadline);
    missed.desk.pass(60);
    await answers(missed.desk, missed.twin);
    expect((await getTicket(missed.desk, missed.twin)).firstResponse).toEqual(firstResponse);
  });

  it('waits once more when the answer for the duplicate did not arrive', async () => {
    const { desk, id, twin } = await two();
    const first = await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    const { clock } = await getTicket(desk, twin);
    desk.pass(60);
    const { message } = await answers(desk, twin);
    await deliveryFailed(
      desk,
      { ticketId: twin, messageKey: message.key },
      { ...BOUNCE, at: desk.now().toISOString() },
    );
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
    expect((await getTicket(desk, twin)).firstResponse?.message).toBe(first.message.key);
  });

  it('waits once more also when it was closed after the answer that did not arrive', async () => {
    const { desk, id, twin } = await two();
    await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    const { clock } = await getTicket(desk, twin);
    desk.pass(60);
    const { message } = await answers(desk, twin);
    await changeState(desk, { ticketId: twin, agent: ada, at: desk.now().toISOString(), state: 'closed' });
    const failure = { ...BOUNCE, at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: twin, messageKey: message.key }, failure);
    const ticket = await getTicket(desk, twin);
    expect(ticket).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
    expect(ticket.closedAt).toBeUndefined();
  });

  it('closed without an answer for the duplicate stays closed, whatever came back of before', async () => {
    const { desk, id, twin } = await two();
    await answers(desk, twin);
    const { message } = await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    await close(desk, twin, undefined, 'withdrawn');
    const failure = { ...BOUNCE, at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: twin, messageKey: message.key }, failure);
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
  });

  it('waits again when it is re-opened, having been closed while that clock ran', async () => {
    const { desk, id, twin } = await two();
    await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    const { clock } = await getTicket(desk, twin);
    await close(desk, twin, undefined, 'withdrawn');
    expect(desk.scheduled.size).toBe(0);
    const at = desk.now().toISOString();
    const again = await changeState(desk, { ticketId: twin, agent: ada, at, state: 'waiting', reason: 'a mistake' });
    expect(again).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
  });
});
