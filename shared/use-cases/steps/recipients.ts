import type { Agent } from '../../customer/agent.ts';
import { METRIC } from '../../names.ts';
import type { Recipient } from '../../notify/post.ts';
import { recipientsOf, type Told } from '../../notify/recipients-of.ts';
import { recipientHash } from '../../ticket/caps.ts';
import type { Desk } from '../../ticket/ports.ts';
import { isSmoke } from '../../ticket/smoke.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/**
 * Who is to hear of a ticket now, without those whom it could not reach (`readerOf`). When nobody is on duty the operator hears of that, too.
 */
export function recipientsFor(
  desk: Desk,
  ticket: Ticket,
  kind: Told,
  agents: readonly Agent[],
  unreached: ReadonlySet<string> = new Set(),
): Recipient[] {
  // Nobody hears of it: that nobody is on duty is no trouble.
  if (isSmoke(ticket) && kind === 'new') return [];
  const team = { agents, settings: desk.settings, now: desk.now(), unreached };
  const { people, isNobodyOnDuty } = recipientsOf(ticket, kind, team);
  if (isNobodyOnDuty) reportNobodyOnDuty(desk, ticket);
  return people;
}

/** Tells the operator that a ticket found every agent away. */
export function reportNobodyOnDuty(desk: Desk, { id }: Ticket): void {
  desk.log.error('no agent is on duty', { ticket: id });
  desk.log.count(METRIC.nobodyOnDuty);
}

/**
 * Tells the operator that whoever hears of what is of no ticket is away, or cannot be reached: so many (`told`) hear in their place.
 */
export function reportInTheirPlace({ log }: Pick<Desk, 'log'>, about: Record<string, string>, told: number): void {
  log.error(told > 0 ? 'others are told in their place' : 'nobody of the team can be told', { ...about, told });
  log.count(METRIC.nobodyOnDuty);
}

/** The name of telling somebody, as a step of a task. */
export function stepOf({ agentId, address }: Recipient): string {
  return `tell ${agentId ?? recipientHash(address)}`;
}
