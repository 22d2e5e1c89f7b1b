import type { InboundMail } from '../mail/inbound.ts';
import type { WhyUndone } from '../mail/templates/words/undone.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Undone } from '../ticket/undone.ts';
import type { Refused } from './refusals.ts';

/** How often somebody hears by name in a day that what they wrote to one ticket was not done; what reads like a robot's mail, once. */
const MOST_A_DAY = { person: 5, robot: 1 };
const DAY_MS = 24 * 60 * 60_000;

/** That a mail was not taken for an agent's, for its message; undefined of a machine's, of which nobody is told. */
export function undoneOf({ why, agent }: Refused): Undone | undefined {
  return why === 'machine' ? undefined : { why, ...(agent && { reader: agent.id }) };
}

/**
 * The same for a message of a ticket: who has heard it often enough in the day before `at` (ISO, UTC) hears it as one of the team instead,
 * since whoever holds a signed address could have its agent mailed over and over. What is proved is counted apart: nobody else can use that
 * up. Some robots set no field and answer whatever they are told: these are told no more in any way.
 */
export async function undoneOn(
  { tickets }: Pick<Desk, 'tickets'>,
  { ticketId, source, at, verified }: { ticketId: string; source: string; at: string; verified: boolean },
  { hint }: Pick<InboundMail, 'hint'>,
  { why, reader }: { why: WhyUndone; reader?: string | undefined },
): Promise<Undone> {
  if (reader === undefined) return { why };
  const { messages } = await tickets.messages(ticketId);
  const own = messageKeyFor(source);
  const since = Date.parse(at) - DAY_MS;
  const told = messages.filter(
    ({ key, at: when, undone, ...before }) =>
      key !== own &&
      undone?.reader === reader &&
      !undone.isMute &&
      before.verified === verified &&
      Date.parse(when) > since,
  );
  const isRobots = hint !== false && hint.isStrong;
  if (told.length < (isRobots ? MOST_A_DAY.robot : MOST_A_DAY.person)) return { why, reader };
  return isRobots ? { why, reader, isMute: true } : { why };
}
