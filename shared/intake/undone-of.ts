import type { InboundMail } from '../mail/inbound.ts';
import type { WhyUndone } from '../mail/templates/words/undone.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Undone } from '../ticket/undone.ts';
import type { Refused } from './refusals.ts';

/** How often somebody hears by name in a day that what they wrote to one ticket was not done; what reads like a robot's mail, once. */
const MOST_A_DAY = { person: 5, robot: 1 };
const DAY_MS = 24 * 60 * 60_000;

/** That a mail was not taken for an agent's, for its message; undefined of a machine's, of which nobody is told. */
export function undoneOf({ why, agent, contact }: Refused): Undone | undefined {
  const reader = agent?.id ?? contact;
  return why === 'machine' ? undefined : { why, ...(reader !== undefined && { reader }) };
}

/**
 * The same for a message of a ticket: who has heard it often enough in the day before `at` (ISO, UTC) hears it as one of the team instead,
 * since whoever holds a signed address could have its agent mailed over and over. What others can send in somebody's name is counted apart
 * from what is surely theirs, so that it uses up none of the words that they need. Some robots set no field and answer whatever they are
 * told: these are told no more in any way.
 */
export async function undoneOn(
  { tickets }: Pick<Desk, 'tickets'>,
  { ticketId, source, at, verified }: { ticketId: string; source: string; at: string; verified: boolean },
  { hint, from }: Pick<InboundMail, 'hint' | 'from'>,
  { why, reader, addresses = [] }: { why: WhyUndone; reader?: string | undefined; addresses?: readonly string[] },
): Promise<Undone> {
  if (reader === undefined) return { why };
  const { messages } = await tickets.messages(ticketId);
  const own = messageKeyFor(source);
  const since = Date.parse(at) - DAY_MS;
  const isSure = isSurely(addresses, { by: from?.address ?? '', verified, undone: { why } });
  const told = messages.filter(
    (message) =>
      message.key !== own &&
      message.undone?.reader === reader &&
      !message.undone.isMute &&
      Date.parse(message.at) > since &&
      isSurely(addresses, message) === isSure,
  );
  const isRobots = hint !== false && hint.isStrong;
  if (told.length < (isRobots ? MOST_A_DAY.robot : MOST_A_DAY.person)) return { why, reader };
  return isRobots ? { why, reader, isMute: true } : { why };
}

/** Where whoever has a proved mail can have sent it. */
const SENT_ON: readonly WhyUndone[] = ['resent', 'envelope', 'unsigned'];

/** Whether nobody but the holder of these addresses can have sent this: a proved mail of theirs can be sent again, in any envelope. */
function isSurely(
  addresses: readonly string[],
  { by, verified, undone }: Pick<Message, 'by' | 'verified' | 'undone'>,
): boolean {
  return verified && addresses.includes(by) && !SENT_ON.some((why) => why === undone?.why);
}
