import type { AuditEntry, Ticket } from '../ticket/ticket.ts';
import type { ChangeType } from './ticket-event.ts';

/** By how much a level may be noted before it falls due, in ms: timers are set to whole minutes, and clocks differ (`escalate.ts`). More is brought forward. */
const EARLY_MS = 60_000;

/** What the trail says of a level that a timer which fired late has passed over. */
export const PASSED_OVER = 'passed over';

/** The level that a line says was reached, with its deadline: as it was noted, else as the clock has it that runs now. */
export function levelOf(
  { at, detail }: AuditEntry,
  { escalations, clock }: Ticket,
): { due?: string; deadline: string } {
  const noted = escalations.find((each) => each.level === detail && each.at === at);
  const due = noted?.due ?? clock.levels.find(({ name }) => name === detail)?.at;
  return { ...(due !== undefined && { due }), deadline: noted?.deadline ?? clock.deadline };
}

/**
 * What a level says of the promise: that it is not kept so far, that it is broken, or that it has been for a while. A level that was brought forward
 * since nobody of the one before could be reached breaks nothing.
 */
export function rungOf(line: AuditEntry, ticket: Ticket): ChangeType {
  const { due, deadline } = levelOf(line, ticket);
  if (due === undefined) return line.at < deadline ? 'warned' : 'escalated';
  const isForward = Date.parse(due) - Date.parse(line.at) > EARLY_MS;
  if (due < deadline || (isForward && line.at < deadline)) return 'warned';
  return due === deadline ? 'breached' : 'escalated';
}

/** The same of a level that was passed over, by its line alone: the ticket keeps no more of it. Undefined for another line. */
export function passedOver({ detail = '' }: AuditEntry): { type: ChangeType; level: string; due: string } | undefined {
  const { level, due, promised } =
    /^(?<level>.+): due (?<due>\S+), promised (?<promised>\S+)$/s.exec(detail)?.groups ?? {};
  if (!level || !due || !promised) return undefined;
  const type = due === promised ? 'breached' : 'escalated';
  return { type: due < promised ? 'warned' : type, level, due };
}
