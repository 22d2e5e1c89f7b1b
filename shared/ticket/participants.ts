import { isAddress } from '../address.ts';
import { cutBytes } from '../bytes.ts';
import type { Agent } from '../customer/agent.ts';
import { isNoReply } from '../mail/no-reply.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { someNames } from '../mail/some-names.ts';
import { because, type Why } from '../refusals.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from './desk-addresses.ts';
import { wasRemoved, withoutRemoved } from './removed-readers.ts';
import type { Ticket } from './ticket.ts';

/** More people in a conversation would be a mailing list: those further on are told by whoever copied them. */
export const MOST_PEOPLE = 20;

/** Somebody who is to read along; on an agent's word, or on who copied them. */
type Person = Mailbox & Pick<Ticket['participants'][number], 'byAgent'>;

/** A name, in bytes. */
const MOST_NAME = 100;

/** A name as a ticket keeps it; undefined when there is none. */
export function shortName(name: string | undefined): string | undefined {
  return name && cutBytes(name, MOST_NAME);
}

/** Whether an address is an agent's, or of who is told of escalations. */
export function isOfTeam(
  { escalation: { lead, manager } }: Settings,
  agents: readonly Agent[],
  address: string,
): boolean {
  return [...lead, ...manager].includes(address) || agents.some(({ addresses }) => addresses.includes(address));
}

/**
 * The ticket with these people in the conversation on a customer's word, each once, as long as there is room; whom an agent removed is
 * proposed only. The same ticket when nobody is new.
 */
export function withParticipants(ticket: Ticket, people: readonly Person[]): Ticket {
  const isGone = ({ address }: Mailbox) => wasRemoved(ticket, address);
  const joined = withJoined(
    ticket,
    people.filter((person) => !isGone(person)),
  );
  return withProposed(joined, people.filter(isGone));
}

/** The ticket that this person reads on an agent's word, also after an agent removed them. */
export function withReader(ticket: Ticket, person: Mailbox): Ticket {
  return readByAgent(withJoined(withoutRemoved(ticket, person.address), [person]), person.address);
}

/** The ticket whose participant of this address reads on an agent's word, whoever copied them first; the same ticket when it is so, or they are none. */
export function readByAgent(ticket: Ticket, address: string): Ticket {
  if (!ticket.participants.some((each) => each.address === address && !each.byAgent)) return ticket;
  const participants = ticket.participants.map((each) =>
    each.address === address ? { ...each, byAgent: true as const } : each,
  );
  return { ...ticket, participants };
}

function withJoined(ticket: Ticket, people: readonly Person[]): Ticket {
  const added = admitted(newcomers(ticket, people), ticket.participants.length);
  if (added.length === 0) return ticket;
  const proposed = ticket.proposed?.filter(({ address }) => !added.some((person) => person.address === address));
  const { proposed: _, ...rest } = ticket;
  return {
    ...rest,
    participants: [...ticket.participants, ...added],
    ...(proposed && proposed.length > 0 && { proposed }),
  };
}

/**
 * The ticket with these people proposed, each once, as long as there is room: they get nothing until an agent adds them. `later`: something
 * else than the mail that opened it names them.
 */
export function withProposed(ticket: Ticket, people: readonly Mailbox[], { later }: { later?: true } = {}): Ticket {
  const { requester, participants, proposed = [] } = ticket;
  const known = { requester, participants: [...participants, ...proposed] };
  const added = admitted(newcomers(known, people), proposed.length).map((person) => ({
    ...person,
    ...(later && { later }),
  }));
  return added.length === 0 ? ticket : { ...ticket, proposed: [...proposed, ...added] };
}

/** The ticket without those whom nothing but the mail that opened it proposed. */
export function withoutOpeningProposed({ proposed = [], ...ticket }: Ticket): Ticket {
  const others = proposed.filter(({ later }) => later);
  return others.length > 0 ? { ...ticket, proposed: others } : ticket;
}

/** The ticket without this person among its participants, those proposed, and those who only write; the same ticket when they are none of these. */
export function without(everybody: Ticket, address: string): Ticket {
  const ticket = withoutAlsoFrom(everybody, [address]);
  const { participants, proposed = [] } = ticket;
  const isOther = (person: Mailbox) => person.address !== address;
  if (participants.every(isOther) && proposed.every(isOther)) return ticket;
  const { proposed: _, ...rest } = ticket;
  const left = proposed.filter(isOther);
  const others = participants.filter(isOther);
  const kept = others.length === participants.length ? participants : others;
  return { ...rest, participants: kept, ...(left.length > 0 && { proposed: left }) };
}

/** Why an agent cannot add this address to those who read, undefined: they can. */
export function whyNotReader(
  { participants }: Pick<Ticket, 'participants'>,
  address: string,
  settings: Settings,
  agents: readonly Agent[],
): Why | undefined {
  if (isOwnAddress(settings, address)) return because('readerOwn', { address });
  if (isOfTeam(settings, agents, address)) return because('readerOfTeam', { address });
  if (isNoReply(address)) return because('readerUnread', { address });
  return participants.length >= MOST_PEOPLE ? because('readersFull', { address, most: MOST_PEOPLE }) : undefined;
}

/** Who of these people will not read along, and why, in words for the agents: `withParticipants` leaves them out. */
export function whoIsLeftOut(ticket: Conversation, people: readonly Mailbox[]): string[] {
  const isGone = ({ address }: Mailbox) => wasRemoved(ticket, address);
  const gone = newcomers(ticket, people).filter(isGone);
  const fresh = newcomers(ticket, people).filter((person) => !isGone(person));
  const unusable = fresh.filter((person) => !isUsable(person)).map(({ address }) => address);
  const tooMany = fresh.filter(isUsable).slice(MOST_PEOPLE - ticket.participants.length);
  return [
    ...(gone.length > 0
      ? [`not copied, an agent removed them before: ${someNames(gone.map(({ address }) => address))}`]
      : []),
    ...(unusable.length > 0 ? [`not copied, the mail service takes no such address: ${someNames(unusable)}`] : []),
    ...(tooMany.length > 0
      ? [
          `not copied, ${MOST_PEOPLE} people are in the conversation: ${someNames(tooMany.map(({ address }) => address))}`,
        ]
      : []),
  ];
}

/** Whom a ticket is for, as far as who reads it needs. */
export type Conversation = Pick<Ticket, 'removedReaders' | 'alsoFrom'> & {
  requester: Mailbox & { from?: string | undefined };
  participants: readonly Mailbox[];
};

/** The addresses that a requester writes from: where answers go, and where the mail came from. Who reads is `isReader` (docs/promise.md section 9). */
export function addressesOf({ address, from }: Conversation['requester']): string[] {
  return from === undefined ? [address] : [address, from];
}

/** Whether this is an address of the ticket's requester, as a duplicate has it, too. */
export function isRequester(
  { requester, alsoFrom = [] }: Pick<Conversation, 'requester' | 'alsoFrom'>,
  address: string | undefined,
): boolean {
  if (address === undefined) return false;
  if (addressesOf(requester).includes(address)) return true;
  return alsoFrom.some((each) => each.from === address && each.address === requester.address);
}

/** Those who do not read, each once: where a requester only writes from, they may be copied like anybody else. */
function newcomers({ requester, participants }: Conversation, people: readonly Person[]): Person[] {
  const known = new Set([requester.address, ...participants.map(({ address }) => address)]);
  return people.filter(({ address }) => !known.has(address) && known.add(address));
}

/** Those of these people who can be mailed, as a ticket keeps them, as long as there is room beside so many. */
function admitted(people: readonly Person[], taken: number): Ticket['participants'] {
  return people
    .filter(isUsable)
    .slice(0, MOST_PEOPLE - taken)
    .map(({ address, name, byAgent }) => ({
      address,
      ...(name && { name: shortName(name) }),
      ...(byAgent && { byAgent }),
    }));
}

function isUsable({ address }: Mailbox): boolean {
  return isAddress(address);
}

/** Whether a mail's To or Cc names the requester. */
export function isToRequester(
  ticket: Pick<Conversation, 'requester' | 'alsoFrom'>,
  { to, cc }: { to: readonly Mailbox[]; cc: readonly Mailbox[] },
): boolean {
  return [...to, ...cc].some(({ address }) => isRequester(ticket, address));
}

/** Whether somebody with this address writes as one of the conversation: the requester or a participant. Who reads is `isReader`. */
export function isInConversation(ticket: Conversation, address: string | undefined): boolean {
  const { alsoFrom = [], participants } = ticket;
  return (
    isRequester(ticket, address) ||
    participants.some((participant) => participant.address === address) ||
    alsoFrom.some((each) => each.from === address && isReader(ticket, each.address))
  );
}

/** The ticket whose readers at these addresses write from nowhere else, and nobody else from these; the same ticket when none did. */
export function withoutAlsoFrom(ticket: Ticket, addresses: readonly string[]): Ticket {
  const { alsoFrom = [], ...rest } = ticket;
  const left = alsoFrom.filter(({ address, from }) => !addresses.includes(address) && !addresses.includes(from));
  if (left.length === alsoFrom.length) return ticket;
  return left.length > 0 ? { ...rest, alsoFrom: left } : rest;
}

/**
 * Whether this address reads the ticket: where its answers go, and whoever is copied (docs/promise.md section 9). Where a requester only
 * writes from is none of these: whoever that is named the reading address, and it may be somebody else's.
 */
export function isReader({ requester, participants }: Conversation, address: string | undefined): boolean {
  return requester.address === address || participants.some((participant) => participant.address === address);
}

/** The ticket whose requester no longer writes from elsewhere, and nothing that was said of that; the same ticket when they did not. */
export function withoutFrom(ticket: Ticket): Ticket {
  if (ticket.requester.from === undefined) return ticket;
  const { from: _, fromProved: __, fromDoubted: ___, ...requester } = ticket.requester;
  return { ...ticket, requester };
}
