import { customerOf } from '../../../shared/customer/customer-of.ts';
import { ticketOpenedBy } from '../../../shared/intake/opened-by.ts';
import { firstClock } from '../../../shared/ticket/first-clock.ts';
import { ticketIdFor } from '../../../shared/ticket/identity.ts';
import { importedSource } from '../../../shared/ticket/imported.ts';
import type { Io } from '../command.ts';
import type { People } from '../connect.ts';
import { showProgress } from '../progress.ts';
import type { TicketRow } from './rows.ts';

/** A ticket whose clock has reached a level already: that is served at once. `deadline`: ISO, UTC. */
export type Due = { id: string; ticket: string; level: string; deadline: string };

/** What an import would do. `unknown`: how many of the `fresh` ones are of somebody whom no customer's record names. */
export type Plan = { fresh: number; there: number; unknown: number; due: Due[] };

/** Looks what is there already, on whose terms the rest would run, and which levels have passed at `now` (ISO, UTC). Writes nothing. */
export async function planImport(
  desk: People,
  rows: readonly TicketRow[],
  { from, now }: { from: string; now: string },
  io: Io,
): Promise<Plan> {
  const plan: Plan = { fresh: 0, there: 0, unknown: 0, due: [] };
  const progress = showProgress(io.stderr, rows.length);
  try {
    for (const [index, row] of rows.entries()) {
      progress.at(index);
      const source = importedSource(from, row.id);
      if (await ticketOpenedBy(desk, source)) plan.there += 1;
      else await add(desk, plan, row, { source, now });
    }
  } finally {
    progress.end();
  }
  return plan;
}

async function add(desk: People, plan: Plan, row: TicketRow, { source, now }: { source: string; now: string }) {
  const customer = await customerOf(desk, { address: row.requester });
  const { settings } = desk;
  const { clock } = firstClock(settings, customer, row.priority ?? settings.defaults.priority, row.created);
  plan.fresh += 1;
  if (!customer) plan.unknown += 1;
  const level = clock.levels.findLast(({ at }) => at <= now)?.name;
  if (level) plan.due.push({ id: row.id, ticket: ticketIdFor(source), level, deadline: clock.deadline });
}
