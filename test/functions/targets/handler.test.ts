import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/targets/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { newWebhookKey } from '../../../shared/forms/webhook-key.ts';
import { METRIC } from '../../../shared/names.ts';
import type { TargetEntry } from '../../../shared/targets/ports.ts';
import type { Kind, StoredTarget } from '../../../shared/targets/stored-target.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { UnreadableItem } from '../../../shared/ticket/ticket-store.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { type MemoryTargets, targetsOf } from '../../support/targets-desk.ts';
import { eventOf, targetOf } from '../../support/told.ts';
import { pagerDutyVendor } from '../../support/vendors/pager-duty.ts';
import { slackVendor } from '../../support/vendors/slack.ts';
import { standardWebhooksVendor } from '../../support/vendors/standard-webhooks.ts';
import { teamsVendor } from '../../support/vendors/teams.ts';
import { type BadDay, type Vendor, type VendorServer, vendorServer } from '../../support/vendors/vendor.ts';

const secret = newWebhookKey();
const key = '0123456789abcdef0123456789abcdef';
const VENDORS: Record<Exclude<Kind, 'mail'>, { vendor: Vendor; secret: (url: string) => unknown }> = {
  slack: { vendor: slackVendor, secret: (url) => ({ url }) },
  teams: { vendor: teamsVendor, secret: (url) => ({ url }) },
  'pager-duty': { vendor: pagerDutyVendor, secret: (url) => ({ url, key }) },
  webhook: { vendor: standardWebhooksVendor(secret), secret: (url) => ({ url, secrets: [secret] }) },
};
const KINDS = Object.keys(VENDORS) as (keyof typeof VENDORS)[];

let desk: MemoryDesk;
let ticket: Ticket;
beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { priority: 1 });
  desk.setNow('2026-11-30T10:00:00.000Z');
});

/** Calendars that name somebody where they cannot be read. */
const CALENDARS_SPOILT = [
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY Mario Rossi +39 333 1234567\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  'Mario Rossi +39 333 1234567',
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:Mario333\r\nRRULE:FREQ=Mario333\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
];

/** Targets of one vendor, and what becomes of a message of their queue. */
async function open(kind: keyof typeof VENDORS, change: Partial<StoredTarget> = {}) {
  const vendor = await vendorServer(VENDORS[kind].vendor);
  const targets = targetsOf(desk, [targetOf('ops', { kind, ...change })], { ops: VENDORS[kind].secret(vendor.url) });
  return { vendor, targets, ...queueOf(targets) };
}

/** The handler on messages one by one, with half of all luck. */
function queueOf(targets: MemoryTargets) {
  const waits: number[] = [];
  const visibility = { hide: async (_: unknown, seconds: number) => void waits.push(seconds) };
  const handler = createHandler(targets, visibility, () => 0.5);
  const take = async (body: string, tries = 1) => {
    const record = {
      messageId: 'one',
      body,
      attributes: { ApproximateReceiveCount: String(tries) },
      messageAttributes: {},
      eventSource: 'aws:sqs',
    };
    const { batchItemFailures } = await handler(
      { Records: [record as unknown as SQSRecord] },
      { ...lambdaContext('targets', 30), getRemainingTimeInMillis: () => 30_000 },
    );
    return batchItemFailures.length === 0;
  };
  const tell = (event: TargetEntry['event'], tries?: number, target = 'ops') =>
    take(JSON.stringify({ target, event }), tries);
  return { take, tell, waits };
}

const said = (type: Parameters<typeof eventOf>[0] = 'breached', n = 0) => {
  const event = eventOf(type);
  return { ...event, id: `${ticket.id}.9.${n}`, ticket: { ...event.ticket, id: ticket.id } };
};
const bodies = ({ taken }: VendorServer) => taken.map(({ body }) => JSON.parse(body));

describe.each(KINDS)('a target of the kind %s', (kind) => {
  it('is told, once', async () => {
    const { vendor, tell, targets } = await open(kind);
    expect(await tell(said())).toBe(true);
    expect(await tell(said())).toBe(true);
    expect(vendor.refused).toEqual([]);
    expect(vendor.taken).toHaveLength(1);
    expect(await targets.tellings.health()).toEqual([{ name: 'ops', lastOk: '2026-11-30T10:00:00.000Z' }]);
  });

  it.each<[string, BadDay, number]>([
    ['429 and seconds', { status: 429, headers: { 'retry-after': '90' } }, 90],
    [
      '429 and a date',
      { status: 429, headers: { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() } },
      3_600,
    ],
    ['500', { status: 500 }, 4],
  ])('that answers %s is told later, and in order', async (_, badDay, seconds) => {
    const { vendor, tell, waits, targets } = await open(kind);
    vendor.badDays.push(badDay);
    expect(await tell(said(), 3)).toBe(false);
    expect(Math.abs((waits.at(-1) ?? 0) - seconds)).toBeLessThanOrEqual(5);
    expect(await targets.tellings.health()).toMatchObject([{ failingSince: '2026-11-30T10:00:00.000Z', failures: 1 }]);
    expect(desk.counted.get(METRIC.targetFailed)).toBe(1);
    expect(await tell(said(), 4)).toBe(true);
    expect(vendor.taken).toHaveLength(1);
    expect(await targets.tellings.health()).toEqual([{ name: 'ops', lastOk: '2026-11-30T10:00:00.000Z' }]);
  });

  it('that says nothing is told later', async () => {
    const { vendor, tell, targets } = await open(kind);
    targets.fetch = { ...targets.fetch, timeoutMs: 50 };
    vendor.badDays.push('silence');
    expect(await tell(said())).toBe(false);
    expect(await tell(said())).toBe(true);
  });

  it.each<[number]>([[410], [404], [400], [302]])(
    'that answers %i is asked no more: the message is set aside',
    async (status) => {
      const { vendor, tell, targets } = await open(kind);
      vendor.badDays.push({ status });
      expect(await tell(said())).toBe(true);
      expect(targets.queue.aside).toEqual([JSON.stringify({ target: 'ops', event: said() })]);
      const [health] = await targets.tellings.health();
      expect(health).toMatchObject({ why: `it answered ${status}`, isAside: true });
      expect(health?.isGone).toBe(status === 410 ? true : undefined);
    },
  );
});

describe('what waits', () => {
  it('waits longer each time, at random, for six hours at most', async () => {
    const { vendor, tell, waits } = await open('slack');
    const longest: number[] = [];
    for (const tries of [1, 2, 5, 10, 14, 15, 60]) {
      vendor.badDays.push({ status: 503 });
      await tell(said(), tries);
      longest.push(waits.at(-1) ?? 0);
    }
    expect(longest).toEqual([1, 2, 16, 512, 8_192, 10_800, 10_800]);
  });

  it('waits as all else does when the fault is ours', async () => {
    const { tell, waits, targets } = await open('slack');
    targets.targets.all = async () => Promise.reject(new Error('the table is down'));
    expect(await tell(said(), 2)).toBe(false);
    expect(waits.at(-1)).toBe(10);
  });
});

describe('when it comes late', () => {
  const answered = async () => {
    const answer = { source: 'api:one', text: 'We are on it.', tellBy: 'call' as const, attachments: [] };
    await respond(desk, { ticketId: ticket.id, agent: ada, ...answer, receivedAt: desk.now().toISOString() });
  };

  it.each(['slack', 'teams', 'pager-duty'] as const)(
    'a call for an answer that was given is not made at %s, and that it was given is told',
    async (kind) => {
      const { vendor, tell } = await open(kind);
      await answered();
      expect(await tell(said('breached'))).toBe(true);
      expect(await tell(said('escalated', 1))).toBe(true);
      expect(vendor.taken).toEqual([]);
      expect(await tell(said('responded', 2))).toBe(true);
      expect(vendor.taken).toHaveLength(1);
    },
  );

  it('a program hears all of it', async () => {
    const { vendor, tell } = await open('webhook');
    await answered();
    await tell(said('breached'));
    await tell(said('responded', 1));
    expect(bodies(vendor).map(({ type }) => type)).toEqual(['ticket.breached', 'ticket.responded']);
  });
});

describe('nobody is told', () => {
  it.each<[string, Partial<StoredTarget>]>([
    ['who is paused', { paused: '2026-11-30T09:00:00.000Z' }],
    ['to whom no route leads any more', { routes: [{ on: ['opened'] }] }],
  ])('%s', async (_, change) => {
    const { vendor, tell, targets } = await open('slack', change);
    expect(await tell(said())).toBe(true);
    expect([vendor.taken, targets.queue.aside]).toEqual([[], []]);
  });

  it('who is removed', async () => {
    const { vendor, tell, targets } = await open('slack');
    await targets.targets.remove('ops');
    expect(await tell(said())).toBe(true);
    expect([vendor.taken, targets.queue.aside]).toEqual([[], []]);
  });

  it('of a ticket that is not there', async () => {
    const { vendor, tell } = await open('slack');
    expect(await tell(eventOf())).toBe(true);
    expect(vendor.taken).toEqual([]);
  });

  it('of a flood, of its replies neither: only programs are', async () => {
    const event = { ...said(), id: `${ticket.id}.m1`, type: 'replied' as const, ticket: { id: ticket.id } };
    const hears = { routes: [{ on: ['replied' as const] }] };
    const [people, program] = [await open('slack', hears), await open('webhook', hears)];
    for (const { targets } of [people, program]) targets.tickets = { get: async () => ({ ...ticket, flood: true }) };
    expect([await people.tell(event), await program.tell(event)]).toEqual([true, true]);
    expect([people.vendor.taken.length, program.vendor.taken.length]).toEqual([0, 1]);
  });

  it('who was given up: what comes is set aside, until it is well again', async () => {
    const { vendor, tell, targets } = await open('slack');
    await targets.tellings.failed('ops', '2026-11-20T09:00:00.000Z', 'it answered 500');
    await targets.tellings.giveUp('ops', '2026-11-25T09:00:00.000Z');
    expect(await tell(said())).toBe(true);
    expect(targets.queue.aside).toHaveLength(1);
    await targets.tellings.well('ops', '2026-11-30T09:00:00.000Z');
    expect(await tell(said())).toBe(true);
    expect(vendor.taken).toHaveLength(1);
  });
});

describe('what cannot be read loses nothing', () => {
  it.each(KINDS)('of a ticket: it is set aside, and %s is told when that is mended', async (kind) => {
    const { vendor, tell, take, targets } = await open(kind);
    const { get } = targets.tickets;
    targets.tickets = { get: async (id) => Promise.reject(new UnreadableItem(`the ticket ${id}`)) };
    expect(await tell(said())).toBe(true);
    expect([vendor.taken.length, targets.queue.aside.length]).toEqual([0, 1]);
    targets.tickets = { get };
    expect(await take(targets.queue.aside[0] ?? '')).toBe(true);
    expect(vendor.taken).toHaveLength(1);
  });

  it('of a target: its line waits until that is mended', async () => {
    const { vendor, tell, waits, targets } = await open('slack');
    const { all } = targets.targets;
    targets.targets.all = async () => ({ targets: [], unreadable: ['ops'] });
    expect(await tell(said())).toBe(false);
    expect([waits.at(-1), desk.counted.get(METRIC.targetFailed), targets.queue.aside.length]).toEqual([300, 1, 0]);
    targets.targets.all = all;
    expect(await tell(said(), 2)).toBe(true);
    expect(vendor.taken).toHaveLength(1);
  });
});

it.each(['{', '{}', '{"target":"ops","event":{"id":"x"}}'])(
  'a body that nobody can read is set aside, and keeps no line waiting: %s',
  async (body) => {
    const { take, targets } = await open('slack');
    expect(await take(body)).toBe(true);
    expect(targets.queue.aside).toEqual([body]);
  },
);

it('a target whose secret cannot be used is set aside, and its secret is in no line of the log', async () => {
  const targets = targetsOf(desk, [targetOf('ops')], { ops: { url: 'hooks.slack.com/services/geheim' } });
  expect(await queueOf(targets).tell(said())).toBe(true);
  expect(targets.queue.aside).toHaveLength(1);
  expect(JSON.stringify(desk.lines)).not.toContain('geheim');
});

it('a URL that leads inside is set aside', async () => {
  const targets = targetsOf(desk, [targetOf('ops')], { ops: { url: 'https://169.254.169.254/latest/' } });
  targets.fetch = {};
  expect(await queueOf(targets).tell(said())).toBe(true);
  expect(targets.queue.aside).toHaveLength(1);
});

describe('a contact', () => {
  it('who is no agent is mailed, by the team’s queue, what the ticket is then', async () => {
    const targets = targetsOf(desk, [targetOf('night', { kind: 'mail', language: 'it' })], {
      night: { to: 'night@rossi.example' },
    });
    desk.team.isHeld = true;
    expect(await queueOf(targets).tell(said(), 1, 'night')).toBe(true);
    expect(desk.team.queue.map(({ body }) => JSON.parse(body))).toEqual([
      {
        contact: 'night@rossi.example',
        name: 'night',
        ticketId: ticket.id,
        what: 'breached',
        event: said().id,
        at: '2026-11-30T10:00:00.000Z',
        language: 'it',
      },
    ]);
    await desk.team.drain();
    expect(desk.sent).toMatchObject([
      { recipient: 'night@rossi.example', subject: `${ticket.id}: Scaduto, nessuno ha risposto in tempo` },
    ]);
    expect(desk.sent[0]?.text).toContain('The door does not open');
    expect(desk.sent[0]?.text).toContain('https://desk.example/tickets/');
  });

  it('is told later when the queue takes nothing, or the mail service', async () => {
    const targets = targetsOf(desk, [targetOf('night', { kind: 'mail' })], { night: { to: 'night@rossi.example' } });
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    expect(await queueOf(targets).tell(said(), 1, 'night')).toBe(false);
    desk.faults.add({ port: 'mailer.send', times: 1 });
    expect(await queueOf(targets).tell(said(), 2, 'night')).toBe(true);
    expect(desk.sent).toEqual([]);
    await desk.team.drain();
    expect(desk.sent).toHaveLength(1);
  });
});

describe('contacts in order', () => {
  const turn = (place: number) => ({ list: 'night', place });

  it('are told by whose turn it is when it happened, also where a calendar cannot be read', async () => {
    const [giulia, luca] = [await vendorServer(slackVendor), await vendorServer(slackVendor)];
    const rota = await vendorServer(() => ({
      status: 200,
      said: [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:x',
        'BEGIN:VEVENT',
        'UID:1',
        'DTSTAMP:20261101T000000Z',
        'SUMMARY:Luca',
        'DTSTART:20261130T090000Z',
        'DTEND:20261130T120000Z',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    }));
    const secrets = { giulia: { url: giulia.url, calendar: rota.url }, luca: { url: luca.url, calendar: rota.url } };
    const list = [
      targetOf('giulia', { turn: { ...turn(1), eventTitle: 'giulia' } }),
      targetOf('luca', { turn: { ...turn(2), eventTitle: 'luca' } }),
    ];
    const targets = targetsOf(desk, list, secrets);
    const { tell } = queueOf(targets);
    // Whoever has the turn may yet fail: the other one waits for what becomes of it.
    await tell(said(), 1, 'giulia');
    expect(await targets.tellings.told('giulia', said().id)).toBeUndefined();
    await tell(said(), 1, 'luca');
    await tell(said(), 2, 'giulia');
    expect([giulia.taken.length, luca.taken.length]).toEqual([0, 1]);
    expect(await targets.tellings.told('giulia', said().id)).toBe('another’s turn');
    rota.badDays.push({ status: 500 }, { status: 500 });
    await tell(said('escalated', 1), 1, 'giulia');
    expect(giulia.taken).toHaveLength(1);
    expect(desk.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { details: { target: 'giulia' } },
      { details: { target: 'luca' } },
    ]);
  });

  it('have calendars whose words are in no line of the log', async () => {
    let text = '';
    const rota = await vendorServer(() => ({ status: 200, said: text }));
    const channel = await vendorServer(slackVendor);
    const secrets = { ops: { url: channel.url, calendar: rota.url } };
    const targets = targetsOf(desk, [targetOf('ops', { turn: turn(1) })], secrets);
    const warned = desk.lines.length;
    for (const [n, spoilt] of CALENDARS_SPOILT.entries()) {
      text = spoilt;
      await queueOf(targets).tell(said('breached', n));
    }
    const lines = desk.lines.slice(warned).filter(({ level }) => level === 'warn');
    expect(lines).toHaveLength(CALENDARS_SPOILT.length);
    for (const { details } of lines)
      expect(details).toEqual({ target: 'ops', reason: expect.stringMatching(/Error$/) });
    expect(JSON.stringify(desk.lines)).not.toMatch(/Mario|333/);
  });

  it('are passed on while one fails, and an incident is solved wherever it was made', async () => {
    const [first, second] = [await vendorServer(pagerDutyVendor), await vendorServer(pagerDutyVendor)];
    const list = [
      targetOf('a', { kind: 'pager-duty', turn: turn(1) }),
      targetOf('b', { kind: 'pager-duty', turn: turn(2) }),
    ];
    const targets = targetsOf(desk, list, { a: { url: first.url, key }, b: { url: second.url, key } });
    const { tell } = queueOf(targets);
    await tell(said(), 1, 'b');
    expect(second.taken).toEqual([]);
    first.badDays.push({ status: 500 });
    await tell(said('escalated', 1), 1, 'a');
    await tell(said('escalated', 1), 1, 'b');
    expect(bodies(second)).toMatchObject([{ event_action: 'trigger' }]);
    await tell(said('closed', 2), 1, 'a');
    await tell(said('closed', 2), 1, 'b');
    expect([...bodies(first), ...bodies(second).slice(1)]).toMatchObject([
      { event_action: 'resolve' },
      { event_action: 'resolve' },
    ]);
  });
});
