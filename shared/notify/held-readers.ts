import { isAbsent } from '../customer/absence.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { mailboxOf, type Recipient } from './post.ts';
import { contactAt, type Recipients, readerOf, recipientsOf, type Team } from './recipients-of.ts';

/**
 * Who reads the daily digest of what is held (docs/promise.md section 9): the lead; of a desk that names none, the agents. Who is away, or
 * could not be reached (`unreached`), is left out; if that leaves nobody, the manager at once, else the agents who are there, else everybody
 * although they are away. `isNobodyOnDuty`: nobody is there, or those told are in the place of whom no mail reaches, and the operator is to hear of it.
 */
export function digestReaders(team: Team): Recipients {
  const { agents, settings, now, unreached = new Set() } = team;
  const { lead, manager } = settings.escalation;
  const isThere = ({ agentId }: Recipient) => {
    const agent = agents.find(({ id }) => id === agentId);
    return agent === undefined || !isAbsent(agent, now, settings.defaults.timeZone);
  };
  const leads = eachOnce(lead.map((address) => ({ ...contactAt(agents, address), address })));
  const managers = eachOnce(manager.map((address) => ({ ...contactAt(agents, address), address })));
  const all = agents.map(mailboxOf);
  const usual = lead.length > 0 ? leads : all;
  const groups = [usual.filter(isThere), managers.filter(isThere), all.filter(isThere), eachOnce([...leads, ...all])];
  const left = groups.map((people) => people.filter((person) => !unreached.has(readerOf(person))));
  const first = left.findIndex((people) => people.length > 0);
  // What is held can wait a day: that the lead is away is no reason to wake anybody, that a mail cannot reach them is.
  const isThereNobody = first < 0 || first === groups.length - 1;
  return { people: left[first] ?? [], isNobodyOnDuty: isThereNobody || (first > 0 && unreached.size > 0) };
}

/**
 * Who hears at once of a held mail (docs/promise.md section 9): the agent to whose signed address it came (`own`), at work or away, alone
 * unless somebody else may wait for it (`isAwaited`); else the team of the address that it came to. Only an agent can let it out: with nobody on duty all
 * agents hear although they are away, and at once the lead, else the manager. Without whom it could not reach (`unreached`).
 */
export function heldReaders(
  { own, isAwaited, door }: { own: string | undefined; isAwaited: boolean } & Pick<Ticket, 'door'>,
  team: Team,
): Recipients {
  const { agents, unreached = new Set() } = team;
  const reachable = agents.filter(({ id }) => !unreached.has(id)).map(mailboxOf);
  const first = reachable.filter(({ agentId }) => agentId === own);
  if (first.length > 0 && !isAwaited) return { people: first, isNobodyOnDuty: false };
  const { people, isNobodyOnDuty } = recipientsOf({ door }, 'held', team);
  const contacts = people.filter(({ agentId }) => agentId === undefined);
  const told = isNobodyOnDuty ? [...reachable, ...contacts] : people;
  return { people: eachOnce([...first, ...told]), isNobodyOnDuty };
}

function eachOnce(people: readonly Recipient[]): Recipient[] {
  return people.filter((one, at) => people.findIndex((each) => readerOf(each) === readerOf(one)) === at);
}
