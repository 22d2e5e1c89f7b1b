import type { TicketEvent } from '../../shared/events/ticket-event.ts';
import type { Route, StoredTarget } from '../../shared/targets/stored-target.ts';

type ChangeEvent = Exclude<TicketEvent, { type: 'replied' }>;

/** What happened to Anna Rossi's P1, by default that its deadline has passed. */
export function eventOf(type: ChangeEvent['type'] = 'breached', change: Partial<ChangeEvent> = {}): ChangeEvent {
  return {
    schema: 1,
    id: `T-4F7K2M9Q.7.${type.length}`,
    type,
    at: '2026-11-30T10:00:00.000Z',
    by: 'desk',
    data: {},
    ...change,
    ticket: {
      id: 'T-4F7K2M9Q',
      version: 7,
      state: 'waiting',
      priority: '1',
      plan: 'basic',
      channel: 'email',
      customer: 'rossi',
      door: 'help@support.example',
      openedAt: '2026-11-30T08:00:00.000Z',
      respondBy: '2026-11-30T10:00:00.000Z',
      ...change.ticket,
    },
  };
}

/** A target that hears of broken promises, unless it says otherwise. */
export function targetOf(name: string, change: Partial<StoredTarget> = {}): StoredTarget {
  const route: Route = { on: ['breached', 'escalated', 'responded', 'closed'] };
  return { name, kind: 'slack', routes: [route], ...change };
}
