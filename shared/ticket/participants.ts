import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from './desk-addresses.ts';
import type { Ticket } from './ticket.ts';

/** More would be a mailing list: those further on are told by whoever copied them. */
const MOST = 40;

/**
 * The people of a mail besides the requester: its writer and whom it copies. Addresses of the desk and of its team are
 * never participants: a public answer to them would be a loop, or a notice twice.
 */
export function peopleOf(
  mail: InboundMail,
  requester: string,
  settings: Settings,
  agents: readonly Agent[],
): Mailbox[] {
  const { lead, manager } = settings.escalation;
  const team = new Set([...agents.flatMap(({ addresses }) => addresses), ...lead, ...manager]);
  const people = [...(mail.from ? [mail.from] : []), ...mail.to, ...mail.cc];
  return people.filter(
    ({ address }) => address !== requester && !team.has(address) && !isOwnAddress(settings, address),
  );
}

/** The ticket with these people in the conversation, each once; the same ticket when all of them are in it. */
export function withParticipants(ticket: Ticket, people: readonly Mailbox[]): Ticket {
  const known = new Set([ticket.requester.address, ...ticket.participants.map(({ address }) => address)]);
  const added = people.filter(({ address }) => !known.has(address) && known.add(address));
  if (added.length === 0) return ticket;
  return { ...ticket, participants: [...ticket.participants, ...added].slice(0, MOST) };
}

/** Whether this address is the requester's or a participant's. */
export function isInConversation({ requester, participants }: Ticket, address: string | undefined): boolean {
  return requester.address === address || participants.some((participant) => participant.address === address);
}
