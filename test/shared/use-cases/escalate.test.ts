import { describe, expect, it } from 'vitest';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { ada, deliver, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Basic priority 1, submitted at 09:00 in Rome: due at 11:00; warning at 10:30, critical at 12:00. */
const times = {
  warning: '2026-11-30T09:30:00.000Z',
  breach: '2026-11-30T10:00:00.000Z',
  critical: '2026-11-30T11:00:00.000Z',
};

describe('a timer fires', () => {
  it('and the contacts of its level are told, once, and the next level is set', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.setNow(times.warning);
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    const after = await desk.tickets.get(ticket.id);
    expect(after?.escalations).toMatchObject([{ level: 'warning', due: times.warning, notice: { state: 'done' } }]);
    expect(after?.timer).toMatchObject({ version: 2, next: { level: 'breach', at: times.breach }, registered: true });
    expect(desk.scheduled.get(`${ticket.id}.2`)).toBe(times.breach);
  });

  it('at the breach the team lead is told as well, at the critical level the manager, then nothing runs', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.setNow(times.warning);
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    desk.sent.length = 0;
    desk.setNow(times.breach);
    await escalate(desk, { ticketId: ticket.id, version: 2 });
    expect(mailed(desk).sort()).toEqual(['ada@support.example', 'bruno@support.example', 'lead@support.example']);
    desk.sent.length = 0;
    desk.setNow(times.critical);
    await escalate(desk, { ticketId: ticket.id, version: 3 });
    expect(mailed(desk)).toEqual(['manager@support.example']);
    expect((await desk.tickets.get(ticket.id))?.timer.next).toBeUndefined();
  });

  it('twice, and nobody is told twice', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.setNow(times.warning);
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect(desk.sent).toHaveLength(2);
  });

  it('late, past several levels: one notice names the highest', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T10:40:00.000Z');
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    const after = await desk.tickets.get(ticket.id);
    expect(after?.escalations.map(({ level }) => level)).toEqual(['breach']);
    expect(mailed(desk)).toContain('lead@support.example');
    expect(after?.timer.next).toEqual({ kind: 'ladder', level: 'critical', at: times.critical });
  });

  it('by a clock a little ahead of ours: it tells the people, once, and its level is over', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.sent.length = 0;
    desk.setNow(new Date(Date.parse(times.warning) - 300).toISOString());
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    const told = mailed(desk);
    expect(told).toEqual(['ada@support.example', 'bruno@support.example']);
    const after = await desk.tickets.get(ticket.id);
    expect(after?.timer.next).toEqual({ kind: 'ladder', level: 'breach', at: times.breach });
    desk.setNow(times.warning);
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect(mailed(desk)).toEqual(told);
  });

  it('early, should clocks differ by far: it is only set again', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.scheduled.clear();
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect(desk.sent).toEqual([]);
    expect(desk.scheduled.size).toBe(1);
  });

  it('on an answered ticket: silence', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    const answer = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'On it.', attachments: [] };
    await respond(desk, { ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
    desk.sent.length = 0;
    desk.setNow(times.warning);
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect(desk.sent).toEqual([]);
  });

  it('on a re-timed ticket: the old timer is void', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    const at = desk.now().toISOString();
    await changePriority(desk, { ticketId: ticket.id, agent: ada, priority: 2, reason: 'agreed on the phone', at });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    desk.setNow(times.warning);
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
  });

  it('on a ticket that is not there: a line in the log', async () => {
    const desk = deskOf();
    await escalate(desk, { ticketId: 'T-00000000', version: 1 });
    expect(desk.lines.map(({ level }) => level)).toEqual(['warn']);
  });
});

describe('whatever fails while a timer fires', () => {
  it.each([...Array(10).keys()])(
    'call %i fails: the next delivery finishes it, or the sweep, and nobody is told twice',
    async (skip) => {
      const desk = deskOf();
      const ticket = await waitingTicket(desk, { priority: 1 });
      desk.setNow(times.breach);
      desk.faults.add({ skip, times: 1 });
      await deliver(desk, () => escalate(desk, { ticketId: ticket.id, version: 1 }));
      desk.faults.clear();
      await sweepLater(desk);
      expect(mailed(desk).sort()).toEqual(['ada@support.example', 'bruno@support.example', 'lead@support.example']);
      const after = await desk.tickets.get(ticket.id);
      expect(after?.escalations).toHaveLength(1);
      expect(after?.timer).toMatchObject({ next: { level: 'critical' }, registered: true });
    },
  );

  it('the timer is lost: the sweep fires it late', async () => {
    const desk = deskOf();
    await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T09:32:00.000Z');
    await sweep(desk, takeInAgain);
    expect(desk.sent).toEqual([]);
    desk.setNow('2026-11-30T09:34:00.000Z');
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    await sweep(desk, takeInAgain);
    expect(desk.sent).toHaveLength(2);
  });

  it('the opening broke off and nobody tried again: the sweep finishes it', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'agents.list', times: 1 });
    await expect(waitingTicket(desk, { priority: 1 })).rejects.toThrow();
    expect(desk.sent).toEqual([]);
    desk.pass(240);
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'ada@support.example', 'bruno@support.example']);
    expect(desk.scheduled.size).toBe(1);
  });

  it('one ticket that cannot be mended does not keep the others waiting', async () => {
    const desk = deskOf();
    await waitingTicket(desk, { priority: 1 });
    await waitingTicket(desk, { priority: 1, source: 'mail:two' });
    desk.setNow('2026-11-30T09:34:00.000Z');
    desk.faults.add({ port: 'tickets.get', times: 1 });
    await expect(sweep(desk, takeInAgain)).rejects.toThrow('1 tickets could not be mended');
    expect(desk.sent).toHaveLength(2);
  });

  it('six hundred tickets that nobody can read starve no good one, and the next run begins with the others', async () => {
    const desk = deskOf();
    for (let number = 0; number < 600; number += 1) {
      const { id } = await waitingTicket(desk, { priority: 1, source: `mail:broken ${number}`, silent: true });
      desk.corrupt(id);
    }
    desk.pass(60);
    const good = await waitingTicket(desk, { priority: 1, source: 'mail:good' });
    desk.setNow('2026-11-30T09:35:00.000Z');
    await expect(sweep(desk, takeInAgain)).rejects.toThrow('600 tickets could not be mended');
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect((await desk.tickets.get(good.id))?.escalations).toHaveLength(1);
    desk.pass(300);
    await sweep(desk, takeInAgain);
  });

  it('the mail service is away at the breach: nobody is passed over, and all are told when it is back', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.setNow(times.breach);
    desk.faults.add({ port: 'mailer.send' });
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect((await desk.tickets.get(ticket.id))?.escalations).toMatchObject([
      { notice: { state: 'parked', attempts: 1 } },
    ]);
    expect(desk.scheduled.get(`${ticket.id}.2`)).toBe(times.critical);
    desk.faults.clear();
    await sweepLater(desk);
    expect(mailed(desk).sort()).toEqual(['ada@support.example', 'bruno@support.example', 'lead@support.example']);
  });

  it('the scheduler is away: the people are told all the same, and the sweep serves the next level itself', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'timers.register' });
    desk.setNow(times.warning);
    await escalate(desk, { ticketId: ticket.id, version: 1 });
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    desk.setNow('2026-11-30T10:03:00.000Z');
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toContain('lead@support.example');
  });
});
