import type { Settings } from '../settings.ts';
import { SlaError } from '../sla/sla-error.ts';
import { earliestClock } from '../ticket/clock.ts';
import type { Escalation, Ticket } from '../ticket/ticket.ts';
import type { Recipient } from './post.ts';
import { contactAt, contactsAt, readerOf, recipientsOf, type Team } from './recipients-of.ts';

type Level = Settings['escalation']['levels'][number];

/**
 * The level of the settings that an escalation is told as. A ticket keeps the names that levels had when it was timed: one
 * that the settings call something else since, or have no more, is told as the next one of theirs that is no earlier on the
 * ticket's clock, else as their last (promise.md section 6: somebody always hears of it).
 */
export function levelInForce(
  settings: Settings,
  ticket: Ticket,
  { level, due }: Pick<Escalation, 'level' | 'due'>,
): Level {
  const { levels } = settings.escalation;
  const named = levels.find(({ name }) => name === level);
  const times = named ? [] : timesOf(settings, ticket);
  // The schema says that there is one at least.
  return (named ?? levels.find((_, index) => (times[index] ?? '') >= due) ?? levels.at(-1)) as Level;
}

/** When today's levels fall due on the ticket's clock, in their order; none when that cannot be said any more. */
function timesOf(settings: Settings, { terms, clock }: Ticket): string[] {
  try {
    return earliestClock(terms, clock.counted, settings, clock.version).levels.map(({ at }) => at);
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    return [];
  }
}

/**
 * Whom a level tells (promise.md section 6): each person once, by whichever of their addresses the settings name them, an agent as an agent;
 * of the agents those whom the ticket concerns. Who is away is left out, and a level may have nobody then: the next one is told at once. After
 * the last one there is none, so those are told although they are away.
 */
export function escalationContacts(ticket: Ticket, level: Level, team: Team): Recipient[] {
  const { escalation } = team.settings;
  const here = contactsBy(level, (group) =>
    group === 'agents' ? recipientsOf(ticket, 'level', team).people : contactsAt(escalation[group], team),
  );
  if (here.length > 0 || level.name !== escalation.levels.at(-1)?.name) return here;
  return contactsBy(level, (group) =>
    group === 'agents' ? [] : escalation[group].map((address) => contactAt(team.agents, address)),
  );
}

function contactsBy({ to: groups }: Level, peopleOf: (group: Level['to'][number]) => Recipient[]): Recipient[] {
  return [...new Map(groups.flatMap(peopleOf).map((person) => [readerOf(person), person])).values()];
}
