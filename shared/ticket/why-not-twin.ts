import { domainOf } from '../address.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { Settings } from '../settings.ts';
import { isReader, MOST_PEOPLE } from './participants.ts';
import { whyUnreachable } from './reachable.ts';
import { wasRemoved } from './removed-readers.ts';
import type { Ticket } from './ticket.ts';
import { whoAsked } from './twin.ts';

/**
 * Why a ticket cannot be closed as the duplicate of this other one, in words that go on from its number; undefined: it can. Only
 * tickets of one requester or of one customer go together, one that is closed would run no clock, and whoever asked is to read what is answered
 * (docs/promise.md section 5). `known`: the addresses of those who asked whom the twin's customer's record knows.
 */
export function whyNotTwin(
  ticket: Ticket,
  twin: Ticket,
  { settings, known }: { settings: Settings; known: readonly string[] },
): string | undefined {
  if (twin.id === ticket.id) return 'is this very ticket';
  if (!isOfOneCustomer(ticket, twin)) {
    return namesNobody(ticket) && namesNobody(twin)
      ? 'names nobody who asks, and neither does this ticket: correct the requester of both first'
      : 'is of another requester and of another customer';
  }
  if (twin.state === 'closed') return 'is closed';
  const asked = whoAsked(ticket).filter(({ address }) => !isReader(twin, address));
  return asked.map(whyNotAdmitted(ticket, twin, { settings, known })).find((why) => why !== undefined);
}

function isOfOneCustomer(ticket: Ticket, twin: Ticket): boolean {
  if (ticket.customer && ticket.customer.id === twin.customer?.id) return true;
  return ticket.requester.address === twin.requester.address && !namesNobody(ticket);
}

/** Whether its requester left no address: what stands for that one is under a domain that names nothing (RFC 2606), or has no domain. */
function namesNobody({ requester: { address } }: Ticket): boolean {
  return !address.includes('@') || /(?:^|\.)invalid$/.test(domainOf(address));
}

/**
 * Why one who asked, of the twin's customer, would not read what is answered there, though they are told that it goes on. Whom
 * nobody can mail and nobody was to tell of the duplicate, a machine, misses nothing. `before`: how many of those who asked join before them.
 */
function whyNotAdmitted(
  { silent }: Ticket,
  twin: Ticket,
  { settings, known }: { settings: Settings; known: readonly string[] },
) {
  return ({ address }: Mailbox, before: number): string | undefined => {
    const unreachable = whyUnreachable(settings, address);
    if (unreachable !== undefined) {
      return silent ? undefined : `cannot be read by who asked here, ${unreachable}: correct the requester first`;
    }
    if (wasRemoved(twin, address)) {
      return `cannot be read by ${address}, who asked here: an agent removed them there; add them there first, or answer here`;
    }
    if (!known.includes(address)) {
      return `cannot be read by ${address}, who asked here: ${whoIsUnknown(twin)}; add them there first, or answer here`;
    }
    return twin.participants.length + before < MOST_PEOPLE
      ? undefined
      : `cannot be read by ${address}, who asked here: ${MOST_PEOPLE} people are in its conversation; remove one there first, or answer here`;
  };
}

function whoIsUnknown({ customer }: Ticket): string {
  return customer ? `the record of its customer ${customer.id} does not know them` : 'it is of no customer';
}
