import { describe, expect, it } from 'vitest';
import { receiveFeedback } from '../../../shared/intake/receive-feedback.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import type { ProbeKind } from '../../../shared/mail/signed/probe.ts';
import { METRIC } from '../../../shared/names.ts';
import { newProbeId, probeMail } from '../../../shared/notify/probe-mail.ts';
import { ticketIdFor } from '../../../shared/ticket/identity.ts';
import { smokeAnswerSource, smokeReader, smokeSource } from '../../../shared/ticket/smoke.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { probeArrives } from '../../support/probe.ts';
import { ada, deskOf, messagesOf, requestOf, ticketsOf } from '../../support/stories.ts';

async function probeOf(desk: MemoryDesk, kind: ProbeKind, id = newProbeId()): Promise<OutgoingMail> {
  const [key = ''] = await desk.secrets.signingKeys();
  const probe = { kind, id, made: desk.now().toISOString() };
  return probeMail(key, desk.settings, probe, { subject: 'A look at ourselves', text: 'Is it there?' });
}

/** What a metric counts of promises and people. */
const FIGURES = [
  METRIC.ticketOpened,
  METRIC.firstResponse,
  METRIC.escalation,
  METRIC.answerNotSent,
  METRIC.nobodyOnDuty,
];

function expectNoFigures({ counted }: MemoryDesk): void {
  expect(FIGURES.filter((name) => counted.has(name))).toEqual([]);
}

describe('a canary that comes back', () => {
  it('ends in the table: no ticket, no mail, no figure', async () => {
    const desk = deskOf();
    const mail = await probeOf(desk, 'canary');
    desk.pass(12);
    await receiveMail(desk, await probeArrives(desk, mail));
    expect(await desk.canary.last()).toEqual({ sent: '2026-11-30T08:00:00.000Z', arrived: '2026-11-30T08:00:12.000Z' });
    expect(desk.counted).toEqual(new Map([[METRIC.canaryArrived, 1]]));
    expect(desk.lines).toEqual([{ level: 'info', message: 'the canary arrived', details: { seconds: 12 } }]);
    expect([await ticketsOf(desk), desk.sent, (await desk.quarantine.list({ limit: 9 })).entries]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('is one also when the queue had it for an hour: the mail service had it in time', async () => {
    const desk = deskOf();
    const delivery = await probeArrives(desk, await probeOf(desk, 'canary'));
    desk.pass(3_600);
    await receiveMail(desk, delivery);
    expect(await ticketsOf(desk)).toEqual([]);
    expect(desk.counted.get(METRIC.canaryArrived)).toBe(1);
  });

  it('is one whatever the mail service thinks of it', async () => {
    const desk = deskOf();
    const verdicts = { spam: 'FAIL', virus: 'PASS', spf: 'FAIL', dkim: 'GRAY', dmarc: 'FAIL' } as const;
    const mail = await probeOf(desk, 'canary');
    await receiveMail(desk, await probeArrives(desk, mail, { verdicts, authenticated: false }));
    expect(desk.counted).toEqual(new Map([[METRIC.canaryArrived, 1]]));
  });

  it('is delivered again when the table has not got it', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'canary.arrived', times: 1 });
    const delivery = await probeArrives(desk, await probeOf(desk, 'canary'));
    await expect(receiveMail(desk, delivery)).rejects.toThrow();
    expect(desk.counted.get(METRIC.canaryArrived)).toBeUndefined();
    await receiveMail(desk, delivery);
    expect(desk.counted.get(METRIC.canaryArrived)).toBe(1);
  });
});

/** As the mail service has it after ten minutes. */
const late = (mail: OutgoingMail, desk: MemoryDesk) => {
  desk.pass(601);
  return mail;
};

it('a canary that comes too late counts for nothing, and stands in nobody’s way', async () => {
  const desk = deskOf();
  await receiveMail(desk, await probeArrives(desk, late(await probeOf(desk, 'canary'), desk)));
  await desk.team.drain();
  expect([await ticketsOf(desk), desk.sent, await desk.canary.last()]).toEqual([[], [], undefined]);
  expect(desk.counted.get(METRIC.canaryArrived)).toBeUndefined();
});

describe('a forged probe is what any mail is', () => {
  it.each([
    ['the canary', 'canary'],
    ['a smoke mail', 'smoke'],
  ] as const)(
    '%s by somebody else, replayed late, or with another signature: a ticket of which the agents hear',
    async (_, kind) => {
      const forge: ((mail: OutgoingMail, desk: MemoryDesk) => OutgoingMail)[] = [
        (mail) => ({ ...mail, from: { address: 'anna@rossi.example' } }),
        (mail) => ({ ...mail, mark: { ...mail.mark, value: mail.mark.value.replace(/.$/, '~') } }),
        ...(kind === 'smoke' ? [late] : []),
      ];
      for (const change of forge) {
        const desk = deskOf();
        const mail = change(await probeOf(desk, kind), desk);
        await receiveMail(desk, await probeArrives(desk, mail));
        await desk.team.drain();
        const [ticket] = await ticketsOf(desk);
        expect(ticket).toMatchObject({ subject: 'A look at ourselves', state: 'waiting' });
        expect(ticket?.smoke).toBeUndefined();
        expect(desk.sent.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining(['ada@support.example']));
        expect(desk.counted.get(METRIC.ticketOpened)).toBe(1);
        expect(desk.counted.get(METRIC.canaryArrived)).toBeUndefined();
        expect(await desk.canary.last()).toBeUndefined();
      }
    },
  );
});

const run = '0123456789abcdef';

async function smokeTicket(desk: MemoryDesk): Promise<Ticket> {
  await receiveMail(desk, await probeArrives(desk, await probeOf(desk, 'smoke', run)));
  const ticket = await desk.tickets.get(ticketIdFor(smokeSource(run)));
  if (!ticket) throw new Error('no ticket');
  return ticket;
}

const read = async (desk: MemoryDesk, { id }: Ticket) => (await desk.tickets.get(id)) as Ticket;

describe('the ticket of a smoke mail', () => {
  it('is acknowledged to the mail simulator, with a level after a minute, and nobody of the team hears', async () => {
    const desk = deskOf({ agents: [] });
    const ticket = await smokeTicket(desk);
    await desk.team.drain();
    expect(ticket).toMatchObject({ smoke: true, priority: 4, state: 'waiting', acknowledgedAs: expect.any(String) });
    expect(ticket.timer.next).toMatchObject({ kind: 'ladder', at: '2026-11-30T08:01:00.000Z' });
    expect(desk.scheduled.size).toBe(1);
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([smokeReader(run)]);
    expectNoFigures(desk);
    await smokeTicket(desk);
    expect([(await ticketsOf(desk)).length, desk.sent.length]).toEqual([1, 1]);
  });

  it('escalates in silence, and its last level closes it as withdrawn', async () => {
    const desk = deskOf();
    const { id } = await smokeTicket(desk);
    desk.pass(60);
    await escalate(desk, { ticketId: id, version: 1 });
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'waiting', escalations: [{ level: 'warning' }] });
    await escalate(desk, { ticketId: id, version: 1 });
    desk.pass(20 + 181);
    // The schedule was lost: the sweep comes by.
    await sweep(desk, takeInAgain);
    expect(await desk.tickets.get(id)).toMatchObject({
      state: 'closed',
      cancelled: 'withdrawn',
      escalations: [{ level: 'warning' }, { level: 'critical' }],
    });
    await desk.team.drain();
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([smokeReader(run)]);
    expectNoFigures(desk);
  });

  it('is answered and closed in silence', async () => {
    const desk = deskOf();
    const ticket = await smokeTicket(desk);
    const at = desk.now().toISOString();
    const answer = { source: smokeAnswerSource(ticket), text: 'Heard.', attachments: [], receivedAt: at };
    const agent = { id: 'smoke', name: 'Desk smoke', addresses: ['canary@support.example'] as [string] };
    await respond(desk, { ticketId: ticket.id, agent, ...answer, tellBy: 'call' });
    await changeState(desk, { ticketId: ticket.id, agent, at, state: 'closed', reason: 'withdrawn' });
    await desk.team.drain();
    expect(await read(desk, ticket)).toMatchObject({ state: 'closed' });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([smokeReader(run), smokeReader(run)]);
    expectNoFigures(desk);
  });

  it('closed while it waits, it tells nobody either', async () => {
    const desk = deskOf();
    const { id } = await smokeTicket(desk);
    const at = desk.now().toISOString();
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'withdrawn' });
    expect(desk.sent).toHaveLength(1);
  });

  it('hides nothing that anybody else writes to it', async () => {
    const desk = deskOf();
    const { id } = await smokeTicket(desk);
    const raw = `From: anna@rossi.example\nSubject: Re: [${id}] A look\nMessage-ID: <a@rossi.example>\n\nHelp!`;
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-2' }));
    await desk.team.drain();
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('ada@support.example');
  });

  it('is one for nobody but the simulator: a request that a customer asks is told, whatever says that it is none', async () => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk, { smoke: true }));
    await desk.team.drain();
    expect(ticket.smoke).toBeUndefined();
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([
      'anna@rossi.example',
      'ada@support.example',
      'bruno@support.example',
    ]);
  });

  it('that an agent gives to a customer is told as theirs', async () => {
    const desk = deskOf();
    const { id } = await smokeTicket(desk);
    await correctRequester(desk, {
      ...{ ticketId: id, agent: ada, at: desk.now().toISOString() },
      requester: { address: 'anna@rossi.example' },
    });
    const version = (await desk.tickets.get(id))?.timer.version ?? 0;
    desk.setNow('2026-12-30T08:00:00.000Z');
    await escalate(desk, { ticketId: id, version });
    await desk.team.drain();
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('manager@support.example');
    expect(desk.counted.get(METRIC.escalation)).toBe(1);
  });

  it('of which the text was lost is read again', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'tickets.putMessage', times: 1 });
    await smokeTicket(desk).catch(() => {});
    desk.pass(91);
    const ticket = await smokeTicket(desk);
    expect(await messagesOf(desk, ticket.id)).toMatchObject([{ text: 'Is it there?' }]);
  });
});

describe('what the mail service says of a canary', () => {
  const event = { source: 'ses:1', messageId: '1', recipient: 'help@support.example', reason: 'gone' };

  it.each(['delivered', 'failed', 'delayed', 'complained'] as const)(
    '%s: a line in the log and no figure',
    async (fate) => {
      const desk = deskOf();
      await receiveFeedback(desk, { ...event, fate, tags: { purpose: 'canary' } });
      expect([desk.lines.map(({ level }) => level), desk.counted.size]).toEqual([['warn'], 0]);
    },
  );
});

describe('the sweep', () => {
  it('sends one where the settings ask for it, from its own address and with a tag', async () => {
    const desk = deskOf({ settings: { canary: true } });
    await sweep(desk, takeInAgain);
    const [mail, ...others] = desk.sent;
    expect(mail).toMatchObject({
      from: { address: 'canary@support.example' },
      recipient: 'help@support.example',
      tags: { purpose: 'canary' },
    });
    expect(others).toEqual([]);
    if (mail) await receiveMail(desk, await probeArrives(desk, mail));
    expect(desk.counted.get(METRIC.canaryArrived)).toBe(1);
  });

  it('sends none where they do not', async () => {
    const desk = deskOf();
    await sweep(desk, takeInAgain);
    expect(desk.sent).toEqual([]);
  });

  it.each([
    ['later', { outcome: 'later', reason: 'Throttling' }],
    ['refused', { outcome: 'refused', what: 'mail', reason: 'MessageRejected' }],
    ['broken', undefined],
  ] as const)('does all else when the mail service says %s', async (_, outcome) => {
    const desk = deskOf({ settings: { canary: true } });
    desk.faults.add({ port: 'mailer.send', ...(outcome && { outcome }) });
    await sweep(desk, takeInAgain);
    expect(desk.counted).toEqual(new Map([[METRIC.sweepDone, 1]]));
    expect(desk.lines).toMatchObject([{ level: 'warn', message: 'the canary did not leave' }]);
  });

  it('does all else when there is no key to sign one', async () => {
    const desk = deskOf({ settings: { canary: true } });
    desk.faults.add({ port: 'secrets.signingKeys' });
    await sweep(desk, takeInAgain);
    expect(desk.counted.get(METRIC.sweepDone)).toBe(1);
  });
});
