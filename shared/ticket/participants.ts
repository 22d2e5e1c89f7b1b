import { toAddress } from '../address.ts';
import { cutBytes } from '../bytes.ts';
import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { someNames } from '../mail/some-names.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from './desk-addresses.ts';
import type { Ticket } from './ticket.ts';

/** More people would be a mailing list: those further on are told by whoever copied them. Names in bytes. */
const MOST = { people: 20, name: 100 };

/** A name as a ticket keeps it; undefined when there is none. */
export function shortName(name: string | undefined): string | undefined {
  return name && cutBytes(name, MOST.name);
}

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

/** The ticket with these people in the conversation, each once, as long as there is room; the same ticket when nobody is new. */
export function withParticipants(ticket: Ticket, people: readonly Mailbox[]): Ticket {
  const added = newcomers(ticket, people)
    .filter(isUsable)
    .slice(0, MOST.people - ticket.participants.length)
    .map(({ address, name }) => ({ address, ...(name && { name: shortName(name) }) }));
  return added.length === 0 ? ticket : { ...ticket, participants: [...ticket.participants, ...added] };
}

/** Who of these people will not read along, and why, in words for the agents: `withParticipants` leaves them out. */
export function whoIsLeftOut(ticket: Conversation, people: readonly Mailbox[]): string[] {
  const fresh = newcomers(ticket, people);
  const unusable = fresh.filter((person) => !isUsable(person)).map(({ address }) => address);
  const tooMany = fresh.filter(isUsable).slice(MOST.people - ticket.participants.length);
  return [
    ...(unusable.length > 0 ? [`not copied, the mail service takes no such address: ${someNames(unusable)}`] : []),
    ...(tooMany.length > 0
      ? [
          `not copied, ${MOST.people} people are in the conversation: ${someNames(tooMany.map(({ address }) => address))}`,
        ]
      : []),
  ];
}

type Conversation = { requester: Mailbox; participants: readonly Mailbox[] };

/** Those who are not in the conversation, each once. */
function newcomers({ requester, participants }: Conversation, people: readonly Mailbox[]): Mailbox[] {
  const known = new Set([requester.address, ...participants.map(({ address }) => address)]);
  return people.filter(({ address }) => !known.has(address) && known.add(address));
}

function isUsable({ address }: Mailbox): boolean {
  return toAddress(address) !== undefined;
}

/** Whether this address is the requester's or a participant's. */
export function isInConversation({ requester, participants }: Ticket, address: string | undefined): boolean {
  return requester.address === address || participants.some((participant) => participant.address === address);
}
