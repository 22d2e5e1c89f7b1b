import { TICKET_SORT } from '../../../shared/aws/keys.ts';
import type { TicketEvent } from '../../../shared/events/ticket-event.ts';
import type { Lost } from './lost-changes.ts';

/** Who of those that read changes tells events on: these are told again. */
const TELLS = ['bus', 'targets'] as const;
type Teller = (typeof TELLS)[number];

/** The others keep something of their own, which is made anew by these commands. */
export const REBUILT: Readonly<Record<string, string>> = { words: 'search rebuild', facts: 'report rebuild' };

/** Whether somebody who tells events has not had a change. What nobody could read, nobody has had. */
export function isUntold({ consumer }: Lost): boolean {
  return TELLS.some((each) => isMissing(each, { consumer }));
}

/** Of the events of a ticket those that targets have missed, by the records of its changes: what is older may be news to people once more. */
export function missedByTargets(events: readonly TicketEvent[], records: readonly Lost[]): TicketEvent[] {
  const missing = records.filter((record) => isMissing('targets', record));
  return events.filter((event) => missing.some((record) => isOf(event, record)));
}

/** Whether one of those who tell events has not had a change. */
export function isMissing(teller: Teller, { consumer }: Pick<Lost, 'consumer'>): boolean {
  return consumer === undefined || consumer === teller;
}

/** Whether an event is of the write that a record names; of one that does not say which, any may be. */
function isOf({ type, ticket }: TicketEvent, { sk, version }: Lost): boolean {
  if (sk !== TICKET_SORT) return type === 'replied';
  return version === undefined || ('version' in ticket && ticket.version === version);
}
