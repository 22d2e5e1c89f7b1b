import { describe, expect, it } from 'vitest';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { METRIC } from '../../../shared/names.ts';
import { deliveryOf } from '../../../shared/ticket/delivery.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { type Response, respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { ada, bruno, deliver, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

const answer = (ticketId: string, change: Partial<Response> = {}): Response => ({
  ticketId,
  agent: ada,
  source: 'api:ada:1',
  text: 'We are on it: try again in ten minutes.',
  attachments: [],
  receivedAt: '2026-11-30T09:00:00.000Z',
  tellBy: 'call',
  ...change,
});

describe('an agent answers', () => {
  it('the customer gets it, the clock stops, the schedule goes', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { ticket } = await respond(desk, answer(id));
    expect(ticket).toMatchObject({
      state: 'answered',
      firstResponse: { at: '2026-11-30T09:00:00.000Z', by: 'agent:ada', met: true },
    });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(desk.sent[0]?.text).toContain('try again in ten minutes');
    expect(desk.sent[0]?.automatic).toBe(false);
    expect(desk.scheduled.size).toBe(0);
  });

  it('on the very deadline: the promise is kept; a millisecond later it is not', async () => {
    const desk = deskOf();
    const { id, clock } = await waitingTicket(desk, { priority: 1 });
    const late = await waitingTicket(desk, { priority: 1, source: 'mail:two' });
    const met = await respond(desk, answer(id, { receivedAt: clock.deadline }));
    const after = new Date(Date.parse(clock.deadline) + 1).toISOString();
    const missed = await respond(desk, answer(late.id, { receivedAt: after, source: 'api:ada:2' }));
    expect([met.ticket.firstResponse?.met, missed.ticket.firstResponse?.met]).toEqual([true, false]);
  });

  it('with files: up to 7 MB go along, those beyond by a signed link', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const file = (filename: string, size: number) => {
      const content = Buffer.alloc(size);
      return { filename, contentType: 'video/mp4', size, content, inline: false };
    };
    const attachments = [file('short.mp4', 3_000_000), file('long.mp4', 5_000_000), file('note.txt', 10)];
    await respond(desk, answer(id, { attachments }));
    const [mail] = desk.sent;
    expect(mail?.attachments.map(({ filename }) => filename)).toEqual(['short.mp4', 'note.txt']);
    expect(mail?.text).toMatch(/long\.mp4 \(.*\): https:\/\/desk\.example\/files\/T-/);
  });

  it('the same answer twice is sent once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await respond(desk, answer(id));
    expect(await respond(desk, answer(id))).toMatchObject({ duplicate: true });
    expect(desk.sent).toHaveLength(1);
  });

  it('a second answer is sent and changes nothing of the first', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await respond(desk, answer(id));
    const { ticket } = await respond(desk, answer(id, { agent: bruno, source: 'api:bruno:1', text: 'Solved?' }));
    expect(ticket.firstResponse?.by).toBe('agent:ada');
    expect(desk.sent).toHaveLength(2);
  });

  it('a note reaches nobody and stops nothing', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const note = { ticketId: id, agent: ada, source: 'api:ada:n', text: 'Looks like last week.' };
    await addNote(desk, { ...note, at: desk.now().toISOString() });
    expect(desk.sent).toEqual([]);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
  });

  it('on an unknown ticket: there is none', async () => {
    await expect(respond(deskOf(), answer('T-00000000'))).rejects.toMatchObject({ status: 404 });
  });

  it.each([...Array(9).keys()])(
    'call %i fails: trying again sends it once and stops the clock, or the sweep does',
    async (skip) => {
      const desk = deskOf();
      const { id } = await waitingTicket(desk);
      desk.faults.add({ skip, times: 1 });
      await deliver(desk, () => respond(desk, answer(id)));
      desk.faults.clear();
      await sweepLater(desk);
      expect(mailed(desk)).toEqual(['anna@rossi.example']);
      expect(await desk.tickets.get(id)).toMatchObject({ state: 'answered', firstResponse: { met: true } });
      // A timer that could not be cancelled fires, and nobody hears of it.
      await escalate(desk, { ticketId: id, version: 1 });
      expect(mailed(desk)).toEqual(['anna@rossi.example']);
    },
  );
});

const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'InvalidParameterValue: Illegal address' } as const;
const PAUSED = { outcome: 'later', reason: 'MessageRejected: Sending paused for this account.' } as const;

describe('an answer that the mail service refuses', () => {
  it('is none: the ticket waits on, its timer stands, message and trail say why, and the agent hears it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    const { ticket, message } = await respond(desk, answer(id, { tellBy: 'mail' }));
    expect(deliveryOf(message)).toEqual({ state: 'refused', reason: REFUSED.reason });
    expect(ticket.state).toBe('waiting');
    expect(ticket.firstResponse).toBeUndefined();
    expect(desk.scheduled.size).toBe(1);
    expect(ticket.audit.map(({ action }) => action)).toEqual(['opened', 'mail refused', 'answer not sent']);
    expect(desk.counted.get(METRIC.firstResponse)).toBeUndefined();
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toMatch(/was not sent.*Illegal address.*try again in ten minutes/s);
  });

  it('is not tried again, and its writer is told once, however often it comes', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    await respond(desk, answer(id, { tellBy: 'mail' }));
    const { ticket, message } = await respond(desk, answer(id, { tellBy: 'mail' }));
    expect(deliveryOf(message)?.state).toBe('refused');
    expect(ticket.state).toBe('waiting');
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example']);
  });

  it('goes to nobody who is copied either, and the clock escalates as if nobody had answered', async () => {
    const desk = deskOf();
    const participants = [{ address: 'boss@rossi.example' }];
    const { id, clock } = await waitingTicket(desk, { priority: 1, participants });
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    await respond(desk, answer(id));
    expect(mailed(desk)).toEqual([]);
    desk.setNow(clock.deadline);
    await escalate(desk, { ticketId: id, version: 1 });
    expect(mailed(desk)).toContain('lead@support.example');
  });
});

describe('an answer that the mail service cannot take now', () => {
  it('is parked: no response until it goes, then in time, since it left within fifteen minutes', async () => {
    const desk = deskOf({ now: '2026-11-30T09:00:00.000Z' });
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send', outcome: PAUSED });
    const { ticket, message } = await respond(desk, answer(id));
    expect(deliveryOf(message)).toEqual({ state: 'parked', reason: PAUSED.reason });
    expect([ticket.state, desk.scheduled.size]).toEqual(['waiting', 1]);
    desk.faults.clear();
    await sweepLater(desk);
    expect(await desk.tickets.get(id)).toMatchObject({
      state: 'answered',
      firstResponse: { at: '2026-11-30T09:00:00.000Z', by: 'agent:ada', met: true },
    });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(desk.scheduled.size).toBe(0);
  });

  it('for a day: the ladder fires meanwhile, and it counts from when it left', async () => {
    const desk = deskOf({ now: '2026-11-30T09:00:00.000Z' });
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send', outcome: PAUSED });
    await respond(desk, answer(id));
    for (let hours = 0; hours < 26; hours += 1) {
      desk.pass(3600);
      await sweep(desk, takeInAgain);
    }
    desk.faults.clear();
    desk.pass(901);
    await sweep(desk, takeInAgain);
    const ticket = await desk.tickets.get(id);
    expect(ticket?.reached).toBe('critical');
    expect(ticket?.firstResponse).toMatchObject({ met: false, at: desk.now().toISOString() });
    expect(mailed(desk).filter((to) => to === 'anna@rossi.example')).toHaveLength(1);
  });

  it('and is asked again and again until it does: it counts from when it was taken, not from when it was first asked', async () => {
    const desk = deskOf({ now: '2026-11-30T09:00:00.000Z' });
    const { id } = await waitingTicket(desk, { priority: 1 });
    const mailer: typeof desk.mailer = {
      send(mail) {
        desk.pass(16 * 60);
        return desk.mailer.send(mail);
      },
    };
    const { ticket } = await respond({ ...desk, mailer }, answer(id));
    expect(ticket.firstResponse).toMatchObject({ at: '2026-11-30T09:16:00.000Z', by: 'agent:ada' });
  });

  it('goes whole from what is kept: a long text and its files', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const text = 'Riga lunga. '.repeat(2_000);
    const file = {
      filename: 'a.pdf',
      contentType: 'application/pdf',
      size: 4,
      content: Buffer.from('%PDF'),
      inline: false,
    };
    desk.faults.add({ port: 'mailer.send', outcome: PAUSED });
    await respond(desk, answer(id, { text, attachments: [file] }));
    desk.faults.clear();
    await sweepLater(desk);
    expect(desk.sent[0]?.text).toContain(text.trim());
    expect(desk.sent[0]?.attachments).toMatchObject([{ filename: 'a.pdf', content: Buffer.from('%PDF') }]);
  });
});

describe('whoever is copied on an answer', () => {
  const participants = [
    { address: 'boss@rossi.example' },
    { address: 'no..body@rossi.example' },
    { address: 'eve@x.example' },
  ];

  it('gets it by a call of their own, and one who is refused keeps it from nobody, and is told to the team', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { participants });
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1, outcome: REFUSED });
    const { ticket, message } = await respond(desk, answer(id));
    expect(deliveryOf(message)).toEqual({ state: 'sent' });
    const team = ['ada@support.example', 'bruno@support.example'];
    expect(mailed(desk)).toEqual(expect.arrayContaining(['anna@rossi.example', 'eve@x.example', ...team]));
    const [notice] = desk.sent.filter(({ recipient }) => recipient === team[0]);
    expect(notice?.text).toContain(`boss@rossi.example: ${REFUSED.reason}`);
    expect(desk.sent[0]?.cc?.map(({ address }) => address)).toEqual(['boss@rossi.example', 'eve@x.example']);
    expect(ticket.audit.map(({ action, detail }) => `${action} ${detail}`)).toContainEqual(
      expect.stringContaining('mail refused boss@rossi.example'),
    );
    expect(ticket.state).toBe('answered');
  });
});

describe('an answer that can reach nobody', () => {
  it.each(['unknown@invalid', 'no-reply@shop.example', 'help@support.example', 'an..na@rossi.example'])(
    'to %s is refused at once, and nothing is stored',
    async (address) => {
      const desk = deskOf();
      const { id } = await waitingTicket(desk, { requester: { address, verified: false }, silent: true });
      await expect(respond(desk, answer(id))).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining(address),
      });
      expect((await desk.tickets.get(id))?.state).toBe('waiting');
      expect(await messagesOf(desk, id)).toHaveLength(1);
    },
  );
});

describe('an agent changes the priority', () => {
  const change = { agent: ada, reason: 'agreed on the phone', at: '2026-11-30T08:10:00.000Z' };

  it('the clock runs anew from the original start, and the old timer goes', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 3 });
    const ticket = await changePriority(desk, { ...change, ticketId: id, priority: 1 });
    expect(ticket.clock).toMatchObject({ start: '2026-11-30T08:00:00.000Z', deadline: '2026-11-30T10:00:00.000Z' });
    expect([...desk.scheduled]).toEqual([[`${id}.2`, '2026-11-30T09:30:00.000Z']]);
    expect(ticket.audit.at(-1)).toMatchObject({ by: 'agent:ada', detail: 'priority 3 to 1: agreed on the phone' });
  });

  it('to a deadline that is past already: the escalation fires at once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 3 });
    desk.setNow('2026-11-30T10:30:00.000Z');
    const ticket = await changePriority(desk, { ...change, ticketId: id, priority: 1 });
    expect(ticket.escalations.map(({ level }) => level)).toEqual(['breach']);
    expect(mailed(desk)).toContain('lead@support.example');
  });

  it('for an unresponsive customer only downwards', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 2 });
    const unresponsive = { ...change, ticketId: id, reason: 'customer-unresponsive' };
    await expect(changePriority(desk, { ...unresponsive, priority: 1 })).rejects.toMatchObject({ status: 422 });
    expect((await changePriority(desk, { ...unresponsive, priority: 3 })).priority).toBe(3);
  });

  it('for an unresponsive customer of a P1 to P2, unless the agent says otherwise', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const unresponsive = { ...change, ticketId: id, reason: 'customer-unresponsive' };
    expect((await changePriority(desk, unresponsive)).priority).toBe(2);
    await expect(changePriority(desk, unresponsive)).rejects.toMatchObject({ status: 422 });
  });

  it('after the first response nothing runs', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await respond(desk, answer(id));
    const ticket = await changePriority(desk, { ...change, ticketId: id, priority: 1 });
    expect(ticket.priority).toBe(1);
    expect(desk.scheduled.size).toBe(0);
  });
});

describe('an agent closes a ticket', () => {
  const change = { agent: ada, at: '2026-11-30T08:10:00.000Z' };

  it('that waits: only with a reason, and it counts as cancelled, not as met', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await expect(changeState(desk, { ...change, ticketId: id, state: 'closed' })).rejects.toMatchObject({
      status: 422,
    });
    const ticket = await changeState(desk, { ...change, ticketId: id, state: 'closed', reason: 'withdrawn' });
    expect(ticket).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
    expect(ticket.firstResponse).toBeUndefined();
    expect(desk.scheduled.size).toBe(0);
  });

  it('by mistake: re-opened, its clock runs on with the original deadline', async () => {
    const desk = deskOf();
    const { id, clock } = await waitingTicket(desk);
    await changeState(desk, { ...change, ticketId: id, state: 'closed', reason: 'spam' });
    const ticket = await changeState(desk, { ...change, ticketId: id, state: 'waiting' });
    expect(ticket.cancelled).toBeUndefined();
    expect(ticket.clock.deadline).toBe(clock.deadline);
    expect(desk.scheduled.get(`${id}.3`)).toBe(clock.levels[0]?.at);
  });

  it('and cannot call it answered when nobody answered', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await expect(changeState(desk, { ...change, ticketId: id, state: 'answered' })).rejects.toMatchObject({
      status: 422,
    });
  });
});
