import type { Customer } from '../customer/customer.ts';
import type { Settings } from '../settings.ts';
import { messageKeyFor } from './identity.ts';
import type { Ticket } from './ticket.ts';

/**
 * Tickets of `desk smoke`. Nobody hears of one, and no figure counts it, so nothing but a signature of the desk's own makes one
 * (`readProbe`, `isSmokeForm`), and only for a reader of SES's mailbox simulator, which is nobody's address
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html).
 */
const SIMULATOR = '@simulator.amazonses.com';

/** Of all priorities the last in the lists. */
export const SMOKE_PRIORITY = 4;

/** The first level of a smoke ticket is reached so many seconds after it was opened. */
const FIRST_LEVEL_SECONDS = 60;

/** Who asks in a run's ticket: an address that takes each mail, with a label so that no cap of the run before counts. */
export function smokeReader(label: string): string {
  return `success+${label}${SIMULATOR}`;
}

/** Whether mail to this address is read by nobody but the simulator. */
export function isSmokeReader(address: string): boolean {
  return address.toLowerCase().endsWith(SIMULATOR);
}

/** Where the ticket of a run's mail comes from. */
export function smokeSource(run: string): string {
  return `smoke:${run}`;
}

/** Where the answer to a smoke ticket comes from. */
export function smokeAnswerSource({ source }: Pick<Ticket, 'source'>): string {
  return `${source}:smoke answer`;
}

/** On whose terms a smoke ticket's clock runs: day and night, its first level after a minute. No record, and none of the ticket's. */
export function smokeTerms({ defaults, escalation }: Pick<Settings, 'defaults' | 'escalation'>): Customer {
  const share = escalation.levels[0]?.share ?? 1;
  return {
    id: 'smoke',
    name: 'Desk smoke',
    contacts: [],
    plan: 'premium',
    calendar: '24x7',
    timeZone: defaults.timeZone,
    holidays: [],
    targets: { [SMOKE_PRIORITY]: Math.ceil(FIRST_LEVEL_SECONDS / share) },
    clocks: { [SMOKE_PRIORITY]: '24x7' },
  };
}

/** Whether a ticket is of a smoke run, and nobody else's: one that an agent has given to a customer since is told as theirs. */
export function isSmoke({ smoke, requester }: Pick<Ticket, 'smoke' | 'requester'>): boolean {
  return smoke === true && isSmokeReader(requester.address);
}

/**
 * Whether what the team would hear of a ticket is the smoke run's own: the request, the answer, or a level. What anybody else writes on such a
 * ticket is told as on any other.
 */
export function isUnheard(
  ticket: Pick<Ticket, 'smoke' | 'source' | 'requester'>,
  about: { kind: string; messageKey?: string },
): boolean {
  if (!isSmoke(ticket)) return false;
  const own = [ticket.source, smokeAnswerSource(ticket)].map(messageKeyFor);
  return about.kind === 'level' || (about.messageKey !== undefined && own.includes(about.messageKey));
}
