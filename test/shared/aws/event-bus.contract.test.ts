import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bus, startBus } from '../../../infra/local/bus/bus.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import { eventBus, putEvents } from '../../../shared/aws/event-bus.ts';
import { eventsOf } from '../../../shared/events/events-of.ts';
import type { TicketChange } from '../../../shared/events/ticket-change.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

const clock = { now: () => new Date('2026-11-30T08:00:00.000Z') };
const refused = new Set<string>();

let bus: Bus;
let client: EventBridgeClient;
beforeEach(async () => {
  refused.clear();
  const refuse = (_: string, detail: Record<string, unknown>) =>
    refused.has(String(detail.id)) ? { ErrorCode: 'InternalFailure', ErrorMessage: 'again later' } : undefined;
  bus = await startBus({ name: 'desk', clock, refuse });
  client = new EventBridgeClient(clientFor(bus.url));
});
afterEach(async () => {
  client.destroy();
  await bus.close();
});

const idsThere = () => bus.events().map(({ detail }) => detail.id);

/** So many new tickets, each opened once. */
async function opened(count: number): Promise<TicketChange[]> {
  const desk = deskOf();
  const ticket = await getTicket(desk, (await waitingTicket(desk)).id);
  const first: Ticket = { ...ticket, version: 1, audit: ticket.audit.slice(0, 1) };
  return Array.from({ length: count }, (_, n) => ({ kind: 'ticket', after: { ...first, id: `T-${n}` } }));
}

it('puts all that happened on the bus, by its type, ten a call', async () => {
  const changes = await opened(25);
  await eventBus(client, 'desk')(changes);
  expect(idsThere()).toEqual(changes.map(({ after }) => `${after.id}.1.0`));
  expect(bus.events()[0]).toMatchObject({
    source: 'support-desk',
    'detail-type': 'ticket.opened',
    time: '2026-11-30T08:00:00Z',
    detail: eventsOf(changes[0] as TicketChange)[0],
  });
});

it('says how far it got when an entry of a call is refused', async () => {
  refused.add('T-13.1.0');
  await expect(eventBus(client, 'desk')(await opened(25))).rejects.toMatchObject({
    name: 'BrokeOff',
    done: 13,
    message: 'InternalFailure: again later',
  });
});

it('says so too when a call is refused whole', async () => {
  await expect(eventBus(client, 'other')(await opened(2))).rejects.toMatchObject({ name: 'BrokeOff', done: 0 });
  await bus.close();
  await expect(eventBus(client, 'desk')(await opened(2))).rejects.toMatchObject({ name: 'BrokeOff', done: 0 });
});

it('lets no event overtake one of the same ticket that was refused', async () => {
  const [change] = await opened(1);
  const events = [0, 1, 2].flatMap((n) =>
    eventsOf(change as TicketChange).map((event) => ({ ...event, id: `T-0.${n}.0` })),
  );
  refused.add('T-0.1.0');
  await expect(putEvents(client, 'desk', events)).rejects.toMatchObject({ done: 1 });
  expect(idsThere()).toEqual(['T-0.0.0']);
});
