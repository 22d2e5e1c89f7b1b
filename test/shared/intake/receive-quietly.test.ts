import { beforeEach, describe, expect, it } from 'vitest';
import { isQuiet, receiveQuietly } from '../../../shared/intake/receive-quietly.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, sweepLater, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Mails of 09:00 in Rome, which are taken in once more at 15:00: as they would have been then, and nobody is mailed. */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const CAME = '2026-11-30T08:00:00.000Z';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf({ now: '2026-11-30T14:00:00.000Z' });
});

function annas(subject: string, change: Partial<ReceivedMail> = {}): ReceivedMail {
  const raw = `Message-ID: <${subject.length}@rossi.example>\nFrom: Anna Rossi <anna@rossi.example>\nSubject: ${subject}\n\nNobody gets in.\n`;
  return arrives(desk, raw, { receivedAt: CAME, ...change });
}

/** Ada's answer, at the address of a notice. */
function adas(ticket: Ticket, body: string, receivedAt: string): ReceivedMail {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const raw = `Message-ID: <a@x.example>\nFrom: ada@support.example\nTo: ${address}\nSubject: Re: x\n\n${body}\n`;
  return arrives(desk, raw, { id: 'ses-a', recipients: [address], receivedAt });
}

const only = async () => {
  const [ticket, ...more] = await ticketsOf(desk);
  if (!ticket || more.length > 0) throw new Error('there is not one ticket');
  return ticket;
};

/** Everything that could still go out: the queue of the team's mail, and the sweep for a day. */
async function later() {
  for (let run = 0; run < 4; run += 1) await sweepLater(desk);
}

describe('a mail that is taken in quietly', () => {
  it('is a ticket with the clock of when it came; neither its customer nor the team is mailed, then or by a sweep', async () => {
    await receiveQuietly(desk, annas('Door'));
    await later();
    expect(desk.sent).toEqual([]);
    const ticket = await only();
    expect(ticket).toMatchObject({ createdAt: CAME, clock: { start: CAME }, opening: { state: 'done' } });
    expect(ticket.audit.map(({ action }) => action)).toContain('read again');
    expect(await messagesOf(desk, ticket.id)).toMatchObject([{ text: 'Nobody gets in.\n', at: CAME }]);
  });

  it('has its past levels on record, told to nobody, and a timer for the next one, which is told', async () => {
    desk.setNow('2026-11-30T09:45:00.000Z');
    await receiveQuietly(desk, annas('[P1] Door'));
    const warned = await only();
    expect(warned.escalations).toMatchObject([{ level: 'warning', notice: { state: 'done' } }]);
    expect(warned.timer).toMatchObject({ next: { level: 'breach', at: '2026-11-30T10:00:00.000Z' }, registered: true });
    expect([...desk.scheduled.values()]).toEqual(['2026-11-30T10:00:00.000Z']);
    await later();
    expect(desk.sent.filter(({ subject }) => subject.includes('warning'))).toEqual([]);

    desk.setNow('2026-11-30T10:00:00.000Z');
    const { id, timer } = await only();
    await escalate(desk, { ticketId: id, version: timer.version });
    await desk.team.drain();
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('lead@support.example');
  });

  it('has all levels on record when all are past, and no timer', async () => {
    await receiveQuietly(desk, annas('[P1] Door'));
    await later();
    expect(await only()).toMatchObject({ reached: 'critical', escalations: [{ level: 'critical' }] });
    expect((await only()).timer.next).toBeUndefined();
    expect([desk.sent, [...desk.scheduled]]).toEqual([[], []]);
  });

  it('changes nothing where its ticket is there, however often it comes', async () => {
    await receiveQuietly(desk, annas('Door'));
    const before = await only();
    await receiveQuietly(desk, annas('Door'));
    await receiveQuietly(desk, annas('Door'));
    expect(await only()).toEqual(before);
    expect(await messagesOf(desk, before.id)).toHaveLength(1);
  });

  it('joins its ticket, and nobody is told of it', async () => {
    const ticket = await waitingTicket(desk);
    const reply = { id: 'ses-2', recipients: [replyAddress(KEY, SUPPORT, { ticketId: ticket.id })] };
    await receiveQuietly(desk, annas(`[${ticket.id}] more of it`, reply));
    await later();
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
    expect(desk.sent).toEqual([]);
  });

  it('is held where it was held, and told by the digest alone, which lists what is held', async () => {
    const verdicts = { spam: 'FAIL', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
    await receiveQuietly(desk, annas('Pills', { verdicts }));
    await later();
    expect((await desk.quarantine.list({ limit: 9 })).entries).toMatchObject([{ reason: 'spam', state: 'held' }]);
    expect(desk.sent.map(({ subject }) => subject)).toEqual(['Held mails: 1']);
  });

  it.each(['timers.register', 'tickets.addMessage', 'tickets.save'])(
    'is whole after a failure at %s and another delivery, and still nobody is mailed',
    async (port) => {
      desk.setNow('2026-11-30T09:45:00.000Z');
      desk.faults.add({ port, times: 1 });
      await receiveQuietly(desk, annas('[P1] Door')).catch(() => {});
      desk.pass(60);
      await receiveQuietly(desk, annas('[P1] Door'));
      desk.pass(60);
      await sweepLater(desk);
      const ticket = await only();
      expect(await messagesOf(desk, ticket.id)).toHaveLength(1);
      expect(ticket.timer).toMatchObject({ next: { level: 'breach' }, registered: true });
      expect(desk.sent).toEqual([]);
    },
  );
});

describe('an agent’s answer that is taken in quietly', () => {
  it('stops the clock at the time it reached the desk, and goes to nobody', async () => {
    await receiveQuietly(desk, annas('[P1] Door'));
    await receiveQuietly(desk, adas(await only(), 'Push the handle.', '2026-11-30T08:20:00.000Z'));
    await later();
    expect(desk.sent).toEqual([]);
    const ticket = await only();
    expect(ticket).toMatchObject({
      state: 'answered',
      firstResponse: { at: '2026-11-30T08:20:00.000Z', by: 'agent:ada', met: true },
    });
    const [, answer] = await messagesOf(desk, ticket.id);
    expect(answer).toMatchObject({ left: '2026-11-30T08:20:00.000Z', leftFor: { address: 'anna@rossi.example' } });
  });

  it('has its commands carried out, and nobody is told of what they change', async () => {
    await receiveQuietly(desk, annas('Door'));
    const close = adas(await only(), '#close withdrawn', '2026-11-30T08:20:00.000Z');
    await receiveQuietly(desk, close);
    await later();
    expect(await only()).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
    expect(desk.sent).toEqual([]);
  });
});

it('only a word beside what SNS says makes a delivery quiet: nothing of a mail can', () => {
  expect(isQuiet(JSON.stringify({ Type: 'Notification', Message: '{}', isQuiet: true }))).toBe(true);
  const inMail = JSON.stringify({ isQuiet: true, mail: { commonHeaders: { subject: '"isQuiet":true' } } });
  expect(isQuiet(JSON.stringify({ Type: 'Notification', Message: inMail }))).toBe(false);
});
