import { METRIC } from '../names.ts';
import { audited } from './clock.ts';
import type { Desk } from './ports.ts';
import type { Ticket } from './ticket.ts';

/**
 * The ticket with what is wrong with a clock that has just been made in its audit trail, where it stays: the clock's own warnings,
 * and a `problem` with the terms. `before` is the ticket before the change, whose clock may have stayed. `at` is ISO, UTC.
 */
export function withWarnings(
  ticket: Ticket,
  { before, at, problem }: { before?: Ticket; at: string; problem?: string | undefined },
): Ticket {
  if (before?.clock.version === ticket.clock.version) return ticket;
  const warnings = [...(problem === undefined ? [] : [problem]), ...ticket.clock.warnings];
  return warnings.reduce((warned, detail) => audited(warned, { at, by: 'desk', action: 'warned', detail }), ticket);
}

/** Says aloud that a deadline was computed without holidays that nobody knows yet: never a silent working day. */
export function reportWarnings({ log }: Pick<Desk, 'log'>, { id, clock }: Ticket): void {
  for (const warning of clock.warnings) {
    log.warn('a deadline may be wrong', { ticket: id, warning });
    log.count(METRIC.holidaysUnknown);
  }
}
