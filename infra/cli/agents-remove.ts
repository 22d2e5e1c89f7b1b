import type { Agent } from '../../shared/customer/agent.ts';
import { unassign } from '../../shared/use-cases/unassign.ts';
import { CommandError, type Io } from './command.ts';
import { type Connect, type Connection, connect } from './connect.ts';
import { goThrough, stillBusy } from './go-through.ts';
import { showHeld, ticketsHeldBy } from './held-tickets.ts';
import { isConfirmed, readRemoval } from './removal.ts';

/**
 * `agents remove ID [--yes] [--stage S]`: shows what the agent holds, and with `--yes` takes the agent away. Login, and every
 * signed address that they were given, are void from then on, also for a later agent of the same id; tickets assigned to them are nobody's. Saved replies
 * of their own go with them: nobody else was ever shown one, and what the team is to keep is the team's.
 */
export async function agentsRemove(args: string[], io: Io, open: Connect<Connection> = connect): Promise<number> {
  const { id, yes, stage } = readRemoval(args);
  const desk = await open(stage);
  const agents = await desk.agents.list();
  const agent = agents.find((each) => each.id === id);
  if (!agent && !(await desk.agents.wasRemoved(id))) {
    throw new CommandError(`there is no agent ${id}; there are ${agents.map((each) => each.id).join(', ') || 'none'}`);
  }
  if (!agent) io.stdout.write(`${id} was removed before\n`);
  await (agent ? showAgent(desk, agent, io) : showTickets(desk, id, io));
  if (agent && agents.length === 1)
    io.stderr.write('warning: this is the last agent: nobody is told of new tickets then\n');
  if (agent) warnOfEscalation(desk, agent, io);
  if (!isConfirmed(yes, io)) return 1;
  await removeAgent(desk, id, io);
  return 0;
}

/** Whoever is told of escalations by the settings reads whole threads, agent or not, and no absence of theirs is known any more. */
function warnOfEscalation({ settings }: Connection, { id, addresses }: Agent, io: Io): void {
  for (const role of ['lead', 'manager'] as const) {
    for (const address of addresses.filter((each) => settings.escalation[role].includes(each)))
      io.stderr.write(
        `warning: ${address} stands in escalation.${role} of the settings (cdk.json) and is mailed escalations, with whole threads, though ${id} is no agent any more: put somebody else there and deploy\n`,
      );
  }
}

/** Shows an agent who is to go, and what is assigned to them. */
export async function showAgent(desk: Connection, agent: Agent, io: Io): Promise<void> {
  const { id, name, addresses } = agent;
  io.stdout.write(`${id}: ${name}, ${addresses.join(' ')}\n`);
  const replies = await desk.savedReplies.of(agent);
  if (replies.length > 0) io.stdout.write(`${replies.length} saved replies of their own, which go with them\n`);
  await showTickets(desk, id, io);
}

async function showTickets(desk: Connection, assignee: string, io: Io): Promise<void> {
  showHeld(await ticketsHeldBy(desk, { assignee }), io);
}

/**
 * Takes an agent away, first of all, then their tickets off them. Repeating it does what is left. Throws a `CommandError` that names the
 * tickets that stay assigned, since the desk was at work on them.
 */
export async function removeAgent(desk: Connection, id: string, io: Io): Promise<void> {
  await desk.agents.remove(id);
  await desk.savedReplies.forget(id);
  // Asked for only now: nobody can be given a ticket any more.
  const { open, closed, unreadable } = await ticketsHeldBy(desk, { assignee: id });
  for (const ticket of unreadable) io.stderr.write(`warning: ${ticket} cannot be read: it stays as it is\n`);
  const all = [...open, ...closed];
  const at = (await desk.time()).toISOString();
  const whole = all.length > 0 ? await desk.whole() : undefined;
  const busy = whole
    ? await goThrough(all, io, ({ id: ticketId }) => unassign(whole, { ticketId, agentId: id, at }))
    : [];
  io.stdout.write(`${id} is removed; ${all.length - busy.length} tickets are assigned to nobody\n`);
  if (busy.length > 0) throw new CommandError(`${stillBusy('unassigned', busy)}. Run agents remove ${id} --yes again`);
}
