import { mailboxOf } from '../../notify/post.ts';
import { ServiceBusy } from '../../outcome.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Telling, Ticket } from '../../ticket/ticket.ts';
import { tellTeam } from './tell-team.ts';
import { update } from './update.ts';

/** A ticket that owes word of what an agent did to others; what it owes them already is one debt, also where a request that broke off comes again. */
export function owing(ticket: Ticket, owed: Telling): Ticket {
  const { telling = [] } = ticket;
  return telling.some((each) => isSame(each, owed)) ? ticket : { ...ticket, telling: [...telling, owed] };
}

/** Pays it now, as far as that can be: what the team's mail does not take stays owed, and the sweep goes on with it. */
export async function settleTelling(desk: Desk, ticket: Ticket): Promise<Ticket> {
  try {
    return await finishTelling(desk, ticket);
  } catch (error) {
    if (!(error instanceof ServiceBusy)) throw error;
    desk.log.warn('agents are told later', { ticket: ticket.id, reason: error.message });
    return ticket;
  }
}

/**
 * Hands over all that a ticket owes to agents, each once: handing one over again tells nobody twice. Who is no agent any more, and a message that never
 * came to be stored, are nothing to tell. Throws `ServiceBusy` when the team's mail takes none now.
 */
export async function finishTelling(desk: Desk, ticket: Ticket): Promise<Ticket> {
  let current = ticket;
  for (const owed of ticket.telling ?? []) {
    await handOver(desk, current, owed);
    current = await update(desk, current, (each) => withoutTelling(each, owed));
  }
  return current;
}

async function handOver(desk: Desk, ticket: Ticket, { kind, to, message, at }: Telling): Promise<void> {
  if (!(await desk.tickets.getMessage(ticket.id, message))) return;
  const people = (await desk.agents.list()).filter(({ id }) => to.includes(id)).map(mailboxOf);
  const told = await tellTeam(desk, ticket, people, { at, about: { kind, messageKey: message, cause: 'agent' } });
  if (told.outcome === 'later') throw new ServiceBusy(told);
}

function withoutTelling({ telling = [], ...ticket }: Ticket, owed: Telling): Ticket {
  const left = telling.filter((each) => !isSame(each, owed));
  return { ...ticket, ...(left.length > 0 && { telling: left }) };
}

function isSame(one: Telling, other: Telling): boolean {
  return one.kind === other.kind && one.message === other.message && one.to.join() === other.to.join();
}
