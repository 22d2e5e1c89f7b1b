import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { events } from '../../../infra/cli/events/events.ts';
import { lostChanges } from '../../../infra/cli/events/lost-changes.ts';
import type { EventsDesk } from '../../../infra/cli/events/open.ts';
import { tailLocal } from '../../../infra/cli/events/tail-local.ts';
import { tailStage } from '../../../infra/cli/events/tail-stage.ts';
import { startBus } from '../../../infra/local/bus/bus.ts';
import { QUEUE } from '../../../infra/local/resources.ts';
import { putEvents } from '../../../shared/aws/event-bus.ts';
import type { TicketEvent } from '../../../shared/events/ticket-event.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { unassignByAgent } from '../../../shared/use-cases/unassign.ts';
import { arrives } from '../../support/arrives.ts';
import { type EventRules, startEventRules } from '../../support/event-rules.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { startQueues } from '../local/queues.ts';
import { testIo } from './io.ts';

let desk: MemoryDesk;
let put: TicketEvent[];
let onLines: TicketEvent[];
let queues: Awaited<ReturnType<typeof startQueues>>;

beforeAll(async () => {
  queues = await startQueues();
});
afterAll(() => queues.stop());
beforeEach(() => {
  desk = deskOf();
  put = [];
  onLines = [];
});

const found = (): EventsDesk => ({
  tickets: desk.tickets,
  async *numbers() {
    for (const { id } of await ticketsOf(desk)) yield id;
  },
  put: async (all) => void put.push(...all),
  putOnLines: async (all) => void onLines.push(...all),
  time: async () => desk.now(),
  lost: lostChanges(queues.sqs, queues.urlOf(QUEUE.changesDeadLetters)),
  async *tail() {
    yield* desk.told.map((detail) => ({ source: 'support-desk', detail }));
  },
});

async function command(...args: string[]) {
  const { io, out, err } = testIo();
  const status = await events(args, io, async () => found());
  return { status, out: out(), err: err() };
}

/** Two tickets with all that may happen to them, more lines each than stay on a ticket. */
async function live(label = 'a'): Promise<void> {
  const ids: string[] = [];
  for (const source of [`mail:${label}1`, `mail:${label}2`]) ids.push((await waitingTicket(desk, { source })).id);
  for (const ticketId of ids) {
    for (let round = 0; round < 15; round += 1) {
      desk.pass(60);
      const by = { ticketId, agent: ada, at: desk.now().toISOString() };
      await assign(desk, { ...by, to: 'me' });
      await changePriority(desk, { ...by, priority: round % 2 ? 3 : 2, reason: 'so it is' });
      await unassignByAgent(desk, by);
    }
    const { timer } = await getTicket(desk, ticketId);
    desk.setNow(timer.next?.at ?? '');
    await escalate(desk, { ticketId, version: timer.version });
    desk.pass(60);
    await receiveMail(
      desk,
      arrives(desk, `From: anna@rossi.example\nTo: help@support.example\nSubject: Re: [${ticketId}]\n\nStill locked.`),
    );
    desk.pass(60);
    const answer = { source: `api:${ticketId}`, text: 'Try the other key.', attachments: [] };
    await respond(desk, { ticketId, agent: ada, ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
    desk.pass(60);
    await changeState(desk, { ticketId, agent: ada, state: 'closed', at: desk.now().toISOString() });
  }
}

describe('events replay', () => {
  it('tells whoever was away for 25 hours all that they missed, with the same ids, of each ticket in order', async () => {
    await live();
    const before = desk.told.length;
    desk.pass(60);
    const since = desk.now().toISOString();
    desk.pass(1);
    await live('b');
    for (const { id } of await ticketsOf(desk)) {
      desk.pass(25 * 3600);
      await changeState(desk, { ticketId: id, agent: ada, state: 'answered', at: desk.now().toISOString() });
    }
    const missed = desk.told.slice(before);
    expect([...new Set(missed.map(({ type }) => type))].toSorted()).toEqual(
      [
        'assigned',
        'breached',
        'closed',
        'opened',
        'prioritized',
        'reopened',
        'replied',
        'responded',
        'warned',
      ].toSorted(),
    );
    expect(await command('replay', '--since', since, '--yes')).toMatchObject({ status: 0 });
    const essence = (all: TicketEvent[]) => all.map(({ id, type, at, by, data }) => ({ id, type, at, by, data }));
    for (const ticket of new Set(missed.map((event) => event.ticket.id))) {
      const own = (all: TicketEvent[]) => essence(all.filter((event) => event.ticket.id === ticket));
      expect(own(put)).toEqual(own(missed));
    }
    expect(put).toHaveLength(missed.length);
    expect(put.every(({ replayed }) => replayed)).toBe(true);
  });

  it('says how many there are, and tells nobody, unless it is told to', async () => {
    await live();
    const { status, out, err } = await command('replay', '--since', '2026-11-30T00:00:00Z');
    expect([status, out]).toEqual([1, `${desk.told.length} events of 2 tickets\n`]);
    expect(err).toContain('add --yes');
    expect(put).toEqual([]);
  });

  it('tells targets as well where that is asked for, of as many days as it is known what they were told', async () => {
    await live();
    expect(await command('replay', '--since', '2026-11-30T00:00:00Z', '--yes')).toMatchObject({ status: 0 });
    expect(onLines).toEqual([]);
    expect(await command('replay', '--since', '2026-11-30T00:00:00Z', '--targets', '--yes')).toMatchObject({
      status: 0,
    });
    expect(onLines.map(({ id }) => id).toSorted()).toEqual(desk.told.map(({ id }) => id).toSorted());
    desk.pass(14 * 24 * 3600);
    const late = command('replay', '--since', '2026-11-30T00:00:00Z', '--targets', '--yes');
    await expect(late).rejects.toMatchObject({ status: 2, message: expect.stringContaining('13 days') });
  });

  it('is of one ticket where one is named', async () => {
    await live();
    const [one] = await ticketsOf(desk);
    const { out } = await command('replay', '--ticket', one?.id ?? '', '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({ tickets: 1, unreadable: [] });
    expect(new Set(put.map(({ ticket }) => ticket.id))).toEqual(new Set([one?.id]));
    expect(put.map(({ id }) => id)).toEqual(
      desk.told.filter(({ ticket }) => ticket.id === one?.id).map(({ id }) => id),
    );
  });

  it('names what it cannot read, and tells the rest', async () => {
    await live();
    const [one, other] = await ticketsOf(desk);
    desk.corrupt(one?.id ?? '');
    const { status, err } = await command('replay', '--ticket', one?.id ?? '', '--ticket', other?.id ?? '', '--yes');
    expect(status).toBe(1);
    expect(err).toContain(`warning: ${one?.id} cannot be read`);
    expect(new Set(put.map(({ ticket }) => ticket.id))).toEqual(new Set([other?.id]));
  });

  it('names what is no ticket, and tells the rest', async () => {
    await live();
    const [one] = await ticketsOf(desk);
    const { status, err } = await command('replay', '--ticket', 'T-NOPE', '--ticket', one?.id ?? '', '--yes');
    expect([status, err]).toEqual([1, 'warning: T-NOPE is no ticket of this desk\n']);
    expect(new Set(put.map(({ ticket }) => ticket.id))).toEqual(new Set([one?.id]));
  });

  it.each([[[]], [['--since', 'yesterday']], [['--lost', '--targets']], [['--ticket', 'T-1', '--targets']]])(
    'is refused when it is not said of what: %j',
    async (args) => {
      await expect(command('replay', ...args)).rejects.toMatchObject({ status: 2 });
    },
  );
});

describe('changes that could not be read', () => {
  it('are shown, and told again once their ticket can be read; then they are gone', async () => {
    await live();
    const [one] = await ticketsOf(desk);
    const QueueUrl = queues.urlOf(QUEUE.changesDeadLetters);
    const MessageBody = JSON.stringify({ pk: `TICKET#${one?.id}`, sk: 'TICKET', version: 3, parts: ['clock'] });
    await queues.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    expect((await command('lost')).out).toMatch(new RegExp(`${one?.id} +TICKET +3 +clock`));
    desk.corrupt(one?.id ?? '');
    expect((await command('replay', '--lost', '--yes')).status).toBe(1);
    expect(JSON.parse((await command('lost', '--json')).out)).toHaveLength(1);
    desk = deskOf();
    await live();
    expect((await command('replay', '--lost', '--yes')).status).toBe(0);
    expect(put.length).toBeGreaterThan(10);
    expect(new Set(onLines.map((event) => 'version' in event.ticket && event.ticket.version))).toEqual(new Set([3]));
    expect((await command('lost')).out).toBe('there are none\n');
  });

  const setAside = async (consumer: string, version = 3, sk = 'TICKET') => {
    const [one] = await ticketsOf(desk);
    const MessageBody = JSON.stringify({ pk: `TICKET#${one?.id}`, sk, version, parts: [], consumer });
    await queues.sqs.send(new SendMessageCommand({ QueueUrl: queues.urlOf(QUEUE.changesDeadLetters), MessageBody }));
  };

  it.each([
    ['targets', 'TICKET', () => [put, onLines]],
    ['targets', 'MESSAGE#m', () => [put, onLines]],
    ['bus', 'TICKET', () => [onLines, put]],
  ])('are told to %s alone, where nobody else lacks what is written at %s', async (consumer, sk, heard) => {
    await live();
    await setAside(consumer, 3, sk);
    const { status, out } = await command('replay', '--lost', '--yes');
    const [others = [], own = []] = heard();
    expect([status, others]).toEqual([0, []]);
    expect(own.length).toBeGreaterThan(0);
    expect(out).toContain(`${own.length} event`);
    expect((await command('lost')).out).toBe('there are none\n');
  });

  it.each([
    ['words', 'search rebuild'],
    ['facts', 'report rebuild'],
  ])('that %s could not take are told to nobody, and stay until %s has made them good', async (consumer, rebuild) => {
    await live();
    await setAside(consumer);
    await setAside('targets');
    const { err } = await command('replay', '--lost', '--yes');
    expect(err).toContain(`1 change of ${consumer} left: ${rebuild}, then events lost --done ${consumer}`);
    expect(put).toEqual([]);
    expect((await command('lost')).out).toMatch(new RegExp(`TICKET +3 +${consumer}`));
    expect(await command('lost', '--done', consumer)).toMatchObject({ status: 1, out: `1 change of ${consumer}\n` });
    expect(await command('lost', '--done', consumer, '--yes')).toMatchObject({ status: 0 });
    expect((await command('lost')).out).toBe('there are none\n');
    await expect(command('lost', '--done', 'targets', '--yes')).rejects.toMatchObject({ status: 2 });
  });
});

describe('events tail', () => {
  it('shows what happens, a line each, and ends after so many', async () => {
    await live();
    const { status, out } = await command('tail', '--count', '2');
    const [opened, other] = out.trimEnd().split('\n');
    expect(status).toBe(0);
    expect(opened).toMatch(/^2026-11-30T08:00:00.000Z {2}opened {8}T-\w{8} {2}customer$/);
    expect(other).toContain('opened');
    expect(JSON.parse((await command('tail', '--count', '1', '--json')).out)).toMatchObject({ source: 'support-desk' });
  });

  it('looks at the local bus from now on', async () => {
    await live();
    const bus = await startBus({ name: 'desk', clock: desk });
    const { EventBridgeClient: Client } = await import('@aws-sdk/client-eventbridge');
    const client = new Client({ ...queues.client, endpoint: bus.url });
    const [before, ...after] = desk.told.slice(0, 3) as [TicketEvent, TicketEvent, TicketEvent];
    await putEvents(client, 'desk', [before]);
    const stop = new AbortController();
    const seen: unknown[] = [];
    const looking = (async () => {
      for await (const event of tailLocal(bus.url, stop.signal)) if (seen.push(event) === after.length) stop.abort();
    })();
    while (seen.length === 0) {
      await putEvents(client, 'desk', after.slice(0, 1));
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (seen.length > 0) await putEvents(client, 'desk', after.slice(1));
    }
    await looking;
    expect(seen[0]).toMatchObject({ detail: { id: after[0]?.id } });
    client.destroy();
    await bus.close();
  });

  it('says that the local desk has stopped, in words', async () => {
    const bus = await startBus({ name: 'desk', clock: desk });
    const looking = (async () => {
      for await (const _ of tailLocal(bus.url, new AbortController().signal));
    })();
    const ended = expect(looking).rejects.toThrow('the desk that runs here has stopped');
    await bus.close();
    await ended;
  });

  describe('at a deployed desk', () => {
    let rules: EventRules;
    let bridge: EventBridgeClient;
    beforeEach(async () => {
      rules = await startEventRules({ bus: 'desk', sqs: queues.sqs, urlOf: queues.urlOf });
      bridge = new EventBridgeClient({ ...queues.client, endpoint: rules.url });
    });
    afterEach(async () => {
      bridge.destroy();
      await rules.close();
    });
    const place = () => ({ events: bridge, sqs: queues.sqs, bus: 'desk' });
    const left = async () => {
      const { QueueUrls = [] } = await queues.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'desk-tail-' }));
      return [...QueueUrls, ...rules.rules()];
    };

    it('makes a rule, and a queue that lets it in, and takes them away again', async () => {
      await live();
      const told = desk.told.slice(0, 2);
      const stop = new AbortController();
      const seen: unknown[] = [];
      const looking = (async () => {
        for await (const event of tailStage(place(), stop.signal)) if (seen.push(event) === told.length) stop.abort();
      })();
      while (seen.length === 0) {
        await putEvents(bridge, 'desk', told.slice(0, 1));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      stop.abort();
      await looking;
      expect(seen[0]).toMatchObject({ source: 'support-desk', detail: { id: told[0]?.id } });
      expect(rules.dropped()).toBe(0);
      expect(await left()).toEqual([]);
    });

    it('says what the bus says of a queue that it does not take, and leaves nothing', async () => {
      rules.refuseTargets('ConcurrentModificationException');
      const looking = tailStage(place(), new AbortController().signal).next();
      await expect(looking).rejects.toThrow('ConcurrentModificationException');
      expect(await left()).toEqual([]);
    });

    it('leaves nothing where the bus is gone', async () => {
      const looking = tailStage({ ...place(), bus: 'other' }, new AbortController().signal).next();
      await expect(looking).rejects.toThrow('does not exist');
      expect(await left()).toEqual([]);
    });
  });
});

it('events has a help of its own, and knows no other word', async () => {
  const { io, out } = testIo();
  expect(await run(['events', '--help'], io)).toBe(0);
  expect(out()).toContain('events replay --since');
  expect(await run(['events'], testIo().io)).toBe(2);
  expect(await run(['events', 'dance'], testIo().io)).toBe(2);
});
