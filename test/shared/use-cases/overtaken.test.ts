import { describe, expect, it } from 'vitest';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, LATE_LEVELS, mailed, requestOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** What became true while something was parked decides what is still said. */

const at = '2026-11-30T08:20:00.000Z';
const answerOf = (ticketId: string) =>
  ({ ticketId, agent: ada, source: 'api:1', text: 'On it.', attachments: [], receivedAt: at, tellBy: 'call' }) as const;

async function parkedOpening(desk: MemoryDesk) {
  desk.faults.add({ port: 'mailer.send' });
  const { ticket } = await openTicket(desk, requestOf(desk, { priority: 1 }));
  desk.faults.clear();
  return ticket;
}

describe('an opening that was parked', () => {
  it('of a ticket that is answered meanwhile: no acknowledgement comes after the answer', async () => {
    const desk = deskOf();
    const { id } = await parkedOpening(desk);
    await respond(desk, { ...answerOf(id), attachments: [] });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect((await desk.tickets.get(id))?.opening.state).toBe('done');
  });

  it('of a ticket that is closed as spam meanwhile: nobody hears of it', async () => {
    const desk = deskOf();
    const { id } = await parkedOpening(desk);
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'spam' });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
  });
});

describe('an opening that was overtaken, of a ticket that waits again', () => {
  const NEW = ['ada@support.example', 'anna@rossi.example', 'bruno@support.example'];
  const told = (desk: MemoryDesk) => mailed(desk).toSorted();
  const change = (ticketId: string) => ({ ticketId, agent: ada, at });
  const settled = async (desk: MemoryDesk) => {
    for (let run = 0; run < 3; run += 1) await sweepLater(desk);
  };

  it.each([false, true])(
    'since it was closed by mistake: all of it is done, once (swept in between: %s)',
    async (isSwept) => {
      const desk = deskOf();
      const { id } = await parkedOpening(desk);
      await changeState(desk, { ...change(id), state: 'closed', reason: 'spam' });
      if (isSwept) await sweepLater(desk);
      await changeState(desk, { ...change(id), state: 'waiting' });
      await settled(desk);
      expect(told(desk)).toEqual(NEW);
      await changeState(desk, { ...change(id), state: 'closed', reason: 'spam' });
      await changeState(desk, { ...change(id), state: 'waiting' });
      await settled(desk);
      expect(told(desk)).toEqual(NEW);
    },
  );

  it('since its answer came back: all of it is done', async () => {
    const desk = deskOf();
    const { id } = await parkedOpening(desk);
    const { message } = await respond(desk, { ...answerOf(id), attachments: [] });
    await sweepLater(desk);
    desk.sent.length = 0;
    await deliveryFailed(desk, { ticketId: id, messageKey: message.key }, { reason: '4.2.2 full', at });
    await settled(desk);
    expect(told(desk)).toEqual(NEW);
  });

  it('of which some was done: only the rest', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1 });
    const { ticket } = await openTicket(desk, requestOf(desk, { priority: 1 }));
    desk.faults.clear();
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'bruno@support.example']);
    desk.sent.length = 0;
    await changeState(desk, { ...change(ticket.id), state: 'closed', reason: 'spam' });
    await sweepLater(desk);
    await changeState(desk, { ...change(ticket.id), state: 'waiting' });
    await settled(desk);
    expect(mailed(desk)).toEqual(['ada@support.example']);
  });

  it('though the mail service was away for more than a day before it was closed: all of it is done', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'mailer.send' });
    const { ticket } = await openTicket(desk, requestOf(desk, { priority: 4 }));
    desk.pass(25 * 3600);
    await changeState(desk, { ...change(ticket.id), at: desk.now().toISOString(), state: 'closed', reason: 'spam' });
    desk.faults.clear();
    await settled(desk);
    expect(mailed(desk)).toEqual([]);
    await changeState(desk, { ...change(ticket.id), at: desk.now().toISOString(), state: 'waiting' });
    await settled(desk);
    expect(told(desk)).toEqual(NEW);
  });

  it('and is closed again before it is done: nobody hears of it', async () => {
    const desk = deskOf();
    const { id } = await parkedOpening(desk);
    for (const state of ['closed', 'waiting', 'closed'] as const) {
      await changeState(desk, { ...change(id), state, ...(state === 'closed' && { reason: 'spam' }) });
    }
    await settled(desk);
    expect(mailed(desk)).toEqual([]);
    expect((await desk.tickets.get(id))?.opening.state).toBe('done');
  });
});

/** A P1 whose first level falls due at `instant`, while the mail service is away. */
async function parkedAt(desk: MemoryDesk, instant: string) {
  const ticket = await waitingTicket(desk, { priority: 1 });
  desk.setNow(instant);
  desk.faults.add({ port: 'mailer.send' });
  await escalate(desk, { ticketId: ticket.id, version: 1 });
  desk.faults.clear();
  return ticket;
}

const notTold = async (desk: MemoryDesk, id: string) =>
  (await desk.tickets.get(id))?.audit.filter(({ action }) => action === 'not told').map(({ detail }) => detail);

describe('an escalation that was parked', () => {
  const parkedLevel = (desk: MemoryDesk) => parkedAt(desk, '2026-11-30T10:00:00.000Z');

  it('of a ticket that is answered meanwhile ends silently, and the trail says so', async () => {
    const desk = deskOf({ settings: LATE_LEVELS });
    const { id } = await parkedLevel(desk);
    await respond(desk, { ...answerOf(id), attachments: [] });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(await notTold(desk, id)).toEqual(['first: answered since']);
  });

  it('past which a higher level was reached: one notice, of the highest', async () => {
    const desk = deskOf({ settings: LATE_LEVELS });
    const { id } = await parkedLevel(desk);
    desk.setNow('2026-11-30T10:34:00.000Z');
    await escalate(desk, { ticketId: id, version: 2 });
    const told = mailed(desk).length;
    await sweepLater(desk);
    expect(mailed(desk)).toHaveLength(told);
    expect(desk.sent.every(({ subject }) => !/first/i.test(subject))).toBe(true);
    expect(await notTold(desk, id)).toEqual(['first: second was reached since']);
  });
});

describe('a warning that waits for the mail service', () => {
  const parkedWarning = (desk: MemoryDesk) => parkedAt(desk, '2026-11-30T09:30:00.000Z');

  it('goes when it is back', async () => {
    const desk = deskOf();
    await parkedWarning(desk);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it.each<[string, (desk: MemoryDesk, ticketId: string) => Promise<unknown>, string]>([
    ['is answered', (desk, id) => respond(desk, { ...answerOf(id), attachments: [] }), 'answered since'],
    [
      'is re-timed',
      (desk, ticketId) => changePriority(desk, { ticketId, agent: ada, at, priority: 4, reason: 'no hurry' }),
      're-timed since',
    ],
  ])('of a ticket that %s meanwhile ends silently, and the trail says so once', async (_, happens, since) => {
    const desk = deskOf();
    const { id } = await parkedWarning(desk);
    await happens(desk, id);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(await notTold(desk, id)).toEqual([`warning: ${since}`]);
  });

  it.each<[string, (desk: MemoryDesk, ticketId: string) => Promise<unknown>]>([
    [
      'closed by mistake',
      async (desk, ticketId) => {
        const change = { ticketId, agent: ada, at: desk.now().toISOString() };
        await changeState(desk, { ...change, state: 'closed', reason: 'spam' });
        await sweepLater(desk);
        desk.setNow('2026-11-30T09:50:00.000Z');
        await changeState(desk, { ...change, at: desk.now().toISOString(), state: 'waiting' });
      },
    ],
    [
      'answered in vain',
      async (desk, ticketId) => {
        const { message } = await respond(desk, { ...answerOf(ticketId), attachments: [] });
        await sweepLater(desk);
        desk.setNow('2026-11-30T09:50:00.000Z');
        const back = { reason: '5.1.1 unknown', at: desk.now().toISOString() };
        await deliveryFailed(desk, { ticketId, messageKey: message.key }, back);
      },
    ],
  ])('of a ticket that was %s meanwhile and waits again, goes once', async (_, happens) => {
    const desk = deskOf();
    const { id } = await parkedWarning(desk);
    await happens(desk, id);
    await sweep(desk, takeInAgain);
    await desk.team.drain();
    const warnings = () =>
      desk.sent.filter(({ subject }) => subject.startsWith('Warning')).map((mail) => mail.recipient);
    expect(warnings()).toEqual(['ada@support.example', 'bruno@support.example']);
    await sweep(desk, takeInAgain);
    expect(warnings()).toHaveLength(2);
  });

  it('past which the breach was reached: one notice, of the highest', async () => {
    const desk = deskOf();
    const { id } = await parkedWarning(desk);
    desk.setNow('2026-11-30T10:04:00.000Z');
    await escalate(desk, { ticketId: id, version: 2 });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example', 'lead@support.example']);
    expect(await notTold(desk, id)).toEqual(['warning: breach was reached since']);
  });
});

describe('one piece of a ticket’s work that fails', () => {
  it('keeps the breach from nobody', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'sendCounter.recent' });
    await expect(openTicket(desk, requestOf(desk, { priority: 1 }))).rejects.toThrow();
    desk.faults.add({ port: 'timers.register' });
    desk.setNow('2026-11-30T10:05:00.000Z');
    await expect(sweep(desk, takeInAgain)).rejects.toThrow('1 tickets could not be mended');
    expect(mailed(desk)).toContain('lead@support.example');
  });

  it('that cannot even be set back ends no run', async () => {
    const desk = deskOf();
    const broken = await waitingTicket(desk, { priority: 1, source: 'mail:broken' });
    desk.corrupt(broken.id);
    desk.pass(1);
    await waitingTicket(desk, { priority: 1, source: 'mail:good' });
    desk.setNow('2026-11-30T09:34:30.000Z');
    desk.faults.add({ port: 'tickets.postpone' });
    await expect(sweep(desk, takeInAgain)).rejects.toThrow('1 tickets could not be mended');
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });
});

describe('a scheduler that is away', () => {
  it('is asked once a run, and every breach is told in that run', async () => {
    const desk = deskOf();
    for (let number = 0; number < 20; number += 1) {
      await waitingTicket(desk, { priority: 1, source: `mail:${number}`, silent: true });
    }
    desk.setNow('2026-11-30T10:05:00.000Z');
    desk.faults.add({ port: 'timers.register' });
    desk.faults.calls.length = 0;
    await sweep(desk, takeInAgain);
    expect(desk.faults.calls.filter((call) => call === 'timers.register')).toHaveLength(1);
    expect(mailed(desk).filter((to) => to === 'lead@support.example')).toHaveLength(20);
  });

  it('delays no escalation of a change whose deadline is past', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 3 });
    desk.setNow('2026-11-30T10:30:00.000Z');
    desk.faults.add({ port: 'timers.register' });
    desk.faults.add({ port: 'timers.cancel' });
    await changePriority(desk, { ticketId: id, agent: ada, at, priority: 1, reason: 'urgent' });
    expect(mailed(desk)).toContain('lead@support.example');
  });
});

describe('a mail service that is away', () => {
  it('hides no reply of a customer: it is the agents’ turn at once', async () => {
    const { receiveMail } = await import('../../../shared/intake/receive-mail.ts');
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    await respond(desk, { ...answerOf(id), attachments: [] });
    desk.pass(1800);
    const raw = `From: anna@rossi.example\r\nMessage-ID: <again@rossi.example>\r\nSubject: Re: [${id}]\r\n\r\nIt broke again!\r\n`;
    await desk.files.write('raw/again', Buffer.from(raw), 'message/rfc822');
    desk.faults.add({ port: 'mailer.send' });
    await receiveMail(desk, {
      id: 'again',
      receivedAt: desk.now().toISOString(),
      raw: 'raw/again',
      envelopeFrom: 'anna@rossi.example',
      recipients: ['help@support.example'],
      authenticated: true,
      verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
      header: {},
    });
    expect((await desk.tickets.list({ limit: 9, awaits: 'agent' })).cards).toMatchObject([{ id }]);
  });

  it('uses up no cap: what was tried in vain is nothing that anybody has had', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'mailer.send' });
    for (const source of ['mail:1', 'mail:2', 'mail:3', 'mail:4']) await openTicket(desk, requestOf(desk, { source }));
    await sweepLater(desk);
    desk.faults.clear();
    await sweepLater(desk);
    await sweepLater(desk);
    expect(mailed(desk).filter((to) => to === 'anna@rossi.example')).toHaveLength(4);
  });
});
