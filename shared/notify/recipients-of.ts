import { isAbsent } from '../customer/absence.ts';
import type { Agent } from '../customer/agent.ts';
import { isDeskAddress } from '../mail/signed/reply-address.ts';
import type { NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import type { Settings } from '../settings.ts';
import { sendsFrom } from '../ticket/desk-addresses.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { mailboxOf, type Recipient } from './post.ts';

/**
 * What somebody is to hear: a notice, that a level of the ladder is reached, that the customer of a P1 does not answer, that a mail
 * somebody may be waiting for is held, or that what was closed as spam is said to be none.
 */
export type Told = NoticeKind | 'level' | 'unresponsive' | 'held' | 'disputed';

/** What concerns the whole team, whoever has the ticket. All else is for its assignee alone. */
const FOR_ALL: readonly Told[] = ['new', 'level', 'unresponsive', 'held'];

/** Who they are, and what the day is. */
export type Team = {
  agents: readonly Agent[];
  settings: Settings;
  /** The desk's time. */
  now: Date;
  /** Whom this very thing could not reach (`readerOf`): they are left out as if they were not there. */
  unreached?: ReadonlySet<string>;
};

export type Recipients = {
  people: Recipient[];
  /** No agent is on duty: those told are in their place, and the operator is to hear of it. */
  isNobodyOnDuty: boolean;
};

/**
 * Who hears of a ticket, in order (docs/architecture.md, second stage, decision 2).
 *
 * 1. Its assignee alone, unless away; of what concerns all, first.
 * 2. The team of the address of the desk that it came to, without those who are away.
 * 3. If they are all away, everybody who is not.
 * 4. If everybody is, the people of the next level at once: the lead, else the manager, else the agents although they are away.
 * 5. Of spam that is said to be none the lead, too, each once (docs/promise.md section 5); of a complaint the lead alone, if there is one who is not away.
 *
 * Nobody at all only when there is nobody left, or everybody was tried in vain; the operator hears of that, too.
 */
export function recipientsOf(ticket: Pick<Ticket, 'door' | 'assignee'>, kind: Told, team: Team): Recipients {
  if (kind === 'complaint') {
    const people = leadOf(team).filter((person) => !team.unreached?.has(readerOf(person)));
    if (people.length > 0) return { people, isNobodyOnDuty: false };
  }
  const found = usualRecipientsOf(ticket, kind, team);
  if (kind !== 'disputed') return found;
  return { ...found, people: eachOnce([...found.people, ...leadOf(team)]) };
}

function leadOf(team: Team): Recipient[] {
  return contactsAt(team.settings.escalation.lead, team);
}

/** Who is told at addresses of the settings, each once: no agent who is away. */
export function contactsAt(addresses: readonly string[], { agents, settings, now }: Team): Recipient[] {
  const isThere = (address: string) => {
    const agent = agentOf(agents, address);
    return agent === undefined || !isAbsent(agent, now, settings.defaults.timeZone);
  };
  return eachOnce(addresses.filter(isThere).map((address) => contactAt(agents, address)));
}

function eachOnce(people: readonly Recipient[]): Recipient[] {
  return people.filter(({ address }, at) => people.findIndex((each) => each.address === address) === at);
}

function usualRecipientsOf(
  ticket: Pick<Ticket, 'door' | 'assignee'>,
  kind: Told,
  { agents: all, settings, now, unreached = new Set() }: Team,
): Recipients {
  const agents = all.filter(({ id }) => !unreached.has(id));
  const onDuty = agents.filter((agent) => !isAbsent(agent, now, settings.defaults.timeZone));
  const assignee = onDuty.find(({ id }) => id === ticket.assignee);
  if (assignee && !FOR_ALL.includes(kind)) return { people: [mailboxOf(assignee)], isNobodyOnDuty: false };
  const team = onDuty.filter((agent) => isOfDoor(agent, ticket, settings));
  const told = team.length > 0 || assignee ? team : onDuty;
  if (told.length > 0 || assignee) {
    const others = told.filter((agent) => agent !== assignee);
    return { people: [...(assignee ? [assignee] : []), ...others].map(mailboxOf), isNobodyOnDuty: false };
  }
  return { people: inTheirPlace({ agents: all, settings, unreached }), isNobodyOnDuty: true };
}

/** Who is told at an address of the settings: the agent whose it is, at the address where agents are told; else whoever reads there. */
export function contactAt(agents: readonly Agent[], address: string): Recipient {
  const agent = agentOf(agents, address);
  return agent ? mailboxOf(agent) : { address };
}

/** The name under which notices of somebody are kept: an agent's id, else the address. */
export function readerOf({ agentId, address }: Recipient): string {
  return agentId ?? address;
}

/** The lead, else the manager, each address once, an agent as an agent; nobody who is away, as long as anybody else is left. */
function inTheirPlace({ agents, settings, unreached }: Required<Omit<Team, 'now'>>): Recipient[] {
  const { lead, manager } = settings.escalation;
  const outside = (addresses: readonly string[]): Recipient[] =>
    [...new Set(addresses)].filter((address) => !agentOf(agents, address)).map((address) => ({ address }));
  const groups = [outside(lead), outside(manager), agents.map(mailboxOf)];
  const [reachable = []] = groups
    .map((people) => people.filter((person) => !unreached.has(readerOf(person))))
    .filter((people) => people.length > 0);
  return reachable;
}

const agentOf = (agents: readonly Agent[], address: string) =>
  agents.find((agent) => agent.addresses.includes(address));

/** A ticket of a form, or one that an agent filed, came to no address: it is the support address's. */
function isOfDoor({ desks }: Agent, { door }: Pick<Ticket, 'door'>, settings: Settings): boolean {
  if (desks === undefined) return true;
  return desks.some((desk) => isDeskAddress(desk, sendsFrom(settings, door)));
}
