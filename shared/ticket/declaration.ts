import type { Settings } from '../settings.ts';
import type { Priority } from '../sla/terms.ts';
import { audited, onClock } from './clock.ts';
import { isAsking, isLoweredFor } from './duplicates.ts';
import { soundClock } from './first-clock.ts';
import type { Ticket } from './ticket.ts';
import type { Writer } from './writer.ts';

/** A priority that a message newly declares: when it reached the desk (ISO, UTC), and who wrote it. */
export type Declaration = { priority: Priority; at: string; by: string; writer: Writer };

/**
 * The ticket raised by what its requester, or who asked a duplicate, newly declares: each declaration is kept, and the deadline is the earliest of the targets
 * counted each from its own (docs/promise.md section 5). The same ticket when it changes nothing: a lower or an equal one, of a
 * ticket that waits no more, from anybody but these as known writers, the second that is not proved, and after an agent
 * lowered the ticket. `now` is when it is changed (ISO, UTC).
 */
export function withDeclaration(ticket: Ticket, declaration: Declaration, settings: Settings, now: string): Ticket {
  const raise = raiseOf(ticket, declaration);
  if (raise === undefined) return ticket;
  const { priority, at, by } = declaration;
  const declared = [...ticket.declared, { priority, at, raise }];
  const raised: Ticket = { ...ticket, priority, declared };
  const { terms, clock: running } = ticket;
  const clock = soundClock(terms, [...running.counted, { priority, at }], settings, running.version + 1);
  // Of a deadline that stays, the clock runs on: no level fires twice.
  const moved =
    clock.deadline < running.deadline
      ? onClock(raised, clock, now)
      : { ...raised, clock: { ...running, counted: clock.counted } };
  const proof = raise === 'proved' ? '' : ', not verified';
  const detail = `priority ${ticket.priority} to ${priority}: declared by the customer${proof}`;
  return audited(moved, { at, by: `customer:${by}`, action: 'priority changed', detail });
}

/** What came of a declaration, as far as the ticket tells: it raised the ticket, is a proposal to the agents, or is for their eyes. */
export function outcomeOf(
  ticket: Ticket,
  declaration: { priority: Priority; at: string; by: string },
): 'raised' | 'proposed' | 'shown' {
  const { declared, priority } = ticket;
  if (declared.some(({ at, raise }) => at === declaration.at && raise !== undefined)) return 'raised';
  return isLoweredFor(ticket, declaration.by) && declaration.priority < priority ? 'proposed' : 'shown';
}

function raiseOf(ticket: Ticket, { priority, at, by, writer }: Declaration): 'proved' | 'unproved' | undefined {
  if (ticket.state !== 'waiting' || priority >= ticket.priority || isLoweredFor(ticket, by)) return undefined;
  if (!isAsking(ticket, by) || (writer !== 'proved' && writer !== 'known')) return undefined;
  // A mail that comes again: it has raised the ticket, and an agent has changed it since.
  if (ticket.declared.some((each) => each.at === at && each.raise !== undefined)) return undefined;
  if (writer === 'proved') return 'proved';
  return ticket.declared.some(({ raise }) => raise === 'unproved') ? undefined : 'unproved';
}
