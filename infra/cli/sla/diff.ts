import { isDeepStrictEqual, parseArgs } from 'node:util';
import { type Settings, settingsSchema } from '../../../shared/settings.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { type CustomerOf, foresee, type Move, waitingTickets } from '../../../shared/use-cases/recompute.ts';
import { localDeployment, localSettings } from '../../local/function-env.ts';
import { runtimeSettings } from '../../settings.ts';
import type { Io } from '../command.ts';
import { reachDesk } from '../reach.ts';
import { reportMoves } from '../retiming.ts';

/** A desk, the settings that it runs with, and those of `cdk.json`, with which it would. */
type DiffDesk = Pick<Desk, 'tickets' | 'customers'> & { deployed: Settings; planned: Settings };

export type OpenDiff = (stage?: string) => Promise<DiffDesk>;

const openDiff: OpenDiff = async (name) => {
  const { settings: deployed, deployed: at, url, desk } = await reachDesk(name);
  const { tickets, customers } = await desk();
  const planned = at ? runtimeSettings(at.stage.deployment, url, at.stage.name) : localSettings(localDeployment(), url);
  // As a function reads it, or fields that were left out would differ.
  return { tickets, customers, deployed, planned: settingsSchema.parse(JSON.parse(JSON.stringify(planned))) };
};

const OPTIONS = { stage: { type: 'string' }, json: { type: 'boolean' } } as const;

/**
 * `sla diff [--stage S] [--json]`: which waiting tickets' deadlines or levels the settings of `cdk.json` would move, beside those that the desk runs
 * with. It writes nothing, nor does the deploy move any: that is `sla recompute`.
 */
export async function diff(args: string[], io: Io, open: OpenDiff = openDiff): Promise<number> {
  const { stage, json = false } = parseArgs({ args, options: OPTIONS }).values;
  const { deployed, planned, ...desk } = await open(stage);
  const [{ tickets, unreadable }, customers] = [await waitingTickets(desk), await desk.customers.list()];
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const customerOf: CustomerOf = ({ customer }) => customer && byId.get(customer.id);
  const after = foresee(planned, tickets, customerOf);
  const moves = withoutThose(foresee(deployed, tickets, customerOf).moves, after.moves);
  for (const problem of after.problems) io.stderr.write(`warning: ${problem}; their tickets would stay as they are\n`);
  for (const id of unreadable) io.stderr.write(`warning: ${id} cannot be read: whether it would move is not known\n`);
  const found = { settings: differing(deployed, planned), waiting: tickets.length, ...directions(moves) };
  if (json) io.stdout.write(`${JSON.stringify({ ...found, moves: moves.map(told), unreadable })}\n`);
  else show(found, moves, io);
  return 0;
}

/** What would move by the settings that are deployed, too, is no matter of theirs. */
function withoutThose(already: readonly Move[], moves: readonly Move[]): Move[] {
  const clocks = new Map(already.map(({ ticket }) => [ticket.id, timesOf(ticket)]));
  return moves.filter(({ ticket }) => !isDeepStrictEqual(clocks.get(ticket.id), timesOf(ticket)));
}

function timesOf({ clock: { deadline, levels } }: Ticket) {
  return { deadline, levels };
}

type Directions = { earlier: number; later: number; levels: number };

function directions(moves: readonly Move[]): Directions {
  const count = (is: (move: Move) => boolean) => moves.filter(is).length;
  return {
    earlier: count(({ before, after }) => after < before),
    later: count(({ before, after }) => after > before),
    levels: count(({ before, after }) => after === before),
  };
}

/** Names of settings, in their order. */
function differing(deployed: Settings, planned: Settings): string[] {
  const names = Object.keys({ ...planned, ...deployed }) as (keyof Settings)[];
  return names.filter((name) => !isDeepStrictEqual(deployed[name], planned[name]));
}

function told({ ticket, before, after }: Move) {
  return { ticket: ticket.id, customer: ticket.customer?.id, priority: ticket.priority, before, after };
}

function show(
  { settings, waiting, earlier, later, levels }: Directions & { settings: readonly string[]; waiting: number },
  moves: readonly Move[],
  io: Io,
): void {
  const what = settings.length > 0 ? `differs in ${settings.join(', ')}` : 'says what is deployed';
  io.stdout.write(`cdk.json ${what}; of ${waiting} waiting, ${moves.length} would move: `);
  io.stdout.write(`${earlier} earlier, ${later} later, ${levels} in their levels alone\n`);
  reportMoves(moves, 'would be re-timed', io);
  if (moves.length > 0) io.stderr.write('nothing was written; after the deploy, sla recompute --all moves them\n');
}
