import type { Customer } from '../../shared/customer/customer.ts';
import { idleRegions } from '../../shared/customer/idle-regions.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { type CustomerOf, foresee, type Move, recompute } from '../../shared/use-cases/recompute.ts';
import { CommandError, type Io } from './command.ts';
import type { Connection } from './connect.ts';
import { counted } from './counted.ts';
import { goThrough, stillBusy } from './go-through.ts';
import type { Consequences } from './import-file.ts';
import { showLocal } from './sla/local-time.ts';
import { formatTable } from './table.ts';

/** Waiting tickets, those that cannot be read, the records they are to follow, and what moves them, for the audit trail. */
type Retiming = { tickets: Ticket[]; unreadable: readonly string[]; customers: readonly Customer[]; reason: string };

/** Finds what moves when tickets follow the records of today. */
export function prepareRetiming(
  desk: Connection,
  { tickets, unreadable, customers, reason }: Retiming,
  io: Io,
): Consequences {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const customerOf: CustomerOf = ({ customer }) => customer && byId.get(customer.id);
  const { outdated, moves, problems } = foresee(desk.settings, tickets, customerOf);
  for (const problem of problems) io.stderr.write(`warning: ${problem}; their tickets stay as they are\n`);
  for (const id of unreadable) io.stderr.write(`warning: ${id} cannot be read: it stays as it is\n`);
  for (const warning of idleRegions(customers, desk.settings)) io.stderr.write(`warning: ${warning}\n`);
  return {
    foretell: () => reportMoves(moves, 'would be re-timed', io),
    async ready() {
      if (outdated.length === 0) return async () => {};
      const whole = await desk.whole();
      return () => retime(outdated, (ticket) => recompute(whole, ticket, customerOf, reason), io);
    },
  };
}

/** Re-times one ticket after the other and reports those that moved, also when it breaks off, and those that could not be. */
async function retime(tickets: Ticket[], recomputeOne: (ticket: Ticket) => Promise<Move | undefined>, io: Io) {
  const made: Move[] = [];
  let busy: Ticket[] = [];
  try {
    busy = await goThrough(tickets, io, async (ticket) => {
      const move = await recomputeOne(ticket);
      if (move) made.push(move);
    });
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new CommandError(`re-timing broke off: ${reason}. Run it again: it goes on where it was`);
  } finally {
    reportMoves(made, 're-timed', io);
  }
  if (busy.length > 0) throw new CommandError(`${stillBusy('re-timed', busy)}. Run it again: the others are done`);
}

/** Prints what moves, or moved: deadlines in the zone of the customer, the earliest new one first. */
export function reportMoves(found: readonly Move[], what: string, io: Io): void {
  if (found.length === 0) return;
  io.stdout.write(`${counted(found.length, 'ticket')} ${what}\n`);
  const rows = found
    .toSorted((a, b) => (a.after < b.after ? -1 : 1))
    .map(({ ticket, before, after }) => {
      const show = (instant: string) => showLocal(Date.parse(instant), ticket.terms.timeZone);
      return [ticket.id, ticket.customer?.id ?? '', `P${ticket.priority}`, show(before), show(after)];
    });
  io.stdout.write(formatTable(['TICKET', 'CUSTOMER', '', 'OLD DEADLINE', 'NEW DEADLINE'], rows));
}
