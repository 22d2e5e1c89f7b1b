import type { TicketEvent } from '../events/ticket-event.ts';
import type { Settings } from '../settings.ts';
import type { Told } from './notification.ts';

/** A number that no ticket has: `0` stands in none for nothing eight times. */
const ID = 'T-00000000';
const HOUR_MS = 3_600_000;

/** A ticket that is not there, for whoever wants to see what a target shows: overdue at `now` by an hour. */
export function sampleTicket({ defaults }: Pick<Settings, 'defaults'>, now: Date): Told {
  const deadline = new Date(now.getTime() - HOUR_MS).toISOString();
  return {
    id: ID,
    state: 'waiting',
    subject: 'Only a sample <!channel> [link](https://example.com)',
    priority: 1,
    customer: { id: 'sample', name: 'Sample & Sons' } as Told['customer'],
    terms: { plan: defaults.plan },
    clock: { deadline, timeZone: defaults.timeZone },
  };
}

/** What happened to it, at `now`: its deadline passed, or it was answered. */
export function sampleEvent(
  type: 'breached' | 'responded',
  { defaults }: Pick<Settings, 'defaults'>,
  now: Date,
): TicketEvent {
  const at = now.toISOString();
  const hour = new Date(now.getTime() - HOUR_MS).toISOString();
  const { plan } = defaults;
  const ticket = {
    id: ID,
    version: 1,
    state: 'waiting',
    priority: '1',
    plan,
    channel: 'email',
    openedAt: hour,
    respondBy: hour,
  } as const;
  return { schema: 1, id: `sample.${now.getTime()}.${type}`, type, at, by: 'admin', data: {}, ticket };
}
