import { isInConversation, isReader } from './participants.ts';
import { wasRemoved } from './removed-readers.ts';
import type { Ticket } from './ticket.ts';

type AlsoFrom = NonNullable<Ticket['alsoFrom']>[number];

/** The newest are enough: most write from where they read. */
const MOST = 10;

/**
 * The ticket on which those write on, and no more (`writerOf`), who wrote on its duplicate from elsewhere than they read (docs/promise.md section 5): as long
 * as they read here, and no agent removed where they write from. The same ticket when nobody is new.
 */
export function withWritersOf(ticket: Ticket, duplicate: Ticket): Ticket {
  return writersOf(duplicate).reduce(withWriter, ticket);
}

/** The ticket on which one who reads at `address` writes from there, too. The same where they do not read, belong already, or an agent removed where they write from. */
export function withWriter(ticket: Ticket, each: AlsoFrom): Ticket {
  if (!isReader(ticket, each.address) || isInConversation(ticket, each.from) || wasRemoved(ticket, each.from)) {
    return ticket;
  }
  return { ...ticket, alsoFrom: [...(ticket.alsoFrom ?? []), each].slice(-MOST) };
}

function writersOf({ requester, alsoFrom = [] }: Ticket): AlsoFrom[] {
  const { address } = requester;
  const from = provedFrom(requester);
  return from === undefined ? alsoFrom : [{ address, from }, ...alsoFrom];
}

/**
 * Where a requester writes from, who reads elsewhere: whose own proved mail named the reading address, which nobody doubted; undefined for all
 * others. A stranger may name anybody's, and would write in another's conversation.
 */
export function provedFrom(requester: Ticket['requester']): string | undefined {
  const { from, fromProved = false, fromDoubted = false, unconfirmed } = requester;
  return fromProved && !fromDoubted && unconfirmed === undefined ? from : undefined;
}

/** Whether somebody named where a requester reads who may be anybody: an address that they wrote from, and nobody confirmed as theirs. */
export function isNamedByOther(requester: Ticket['requester']): boolean {
  return requester.from !== undefined && provedFrom(requester) === undefined;
}

/** The addresses that whoever reads a ticket at this one is proved to write from. */
export function addressesBehind(ticket: Ticket, address: string): string[] {
  return writersOf(ticket)
    .filter((each) => each.address === address)
    .map(({ from }) => from);
}
