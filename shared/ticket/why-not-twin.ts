import { domainOf } from '../address.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { because, type Why } from '../refusals.ts';
import type { Settings } from '../settings.ts';
import { addressesBehind, isNamedByOther } from './also-from.ts';
import { copiedBeside } from './copied.ts';
import { MOST_DUPLICATES, withDuplicates } from './duplicates.ts';
import { isReader, MOST_PEOPLE } from './participants.ts';
import { unreachableBy } from './reachable.ts';
import { wasRemoved } from './removed-readers.ts';
import type { Ticket } from './ticket.ts';
import { whoAsked } from './twin.ts';

type Askers = {
  settings: Settings;
  known: readonly string[];
  foreign?: { address: string; customer: string } | undefined;
  named: readonly string[];
};

/**
 * Why a ticket cannot be closed as the duplicate of this other one, undefined: it can. Only
 * tickets of one requester or of one customer go together, one that is closed would run no clock, and whoever asked is to read what is answered
 * (docs/promise.md section 5). `known`: the addresses of those who asked whom the twin's customer's record knows; `foreign`: who asks on the twin, and
 * is another customer's; `named`: which of the two are read at an address that only their writer's word says is who asks (`namedByFrom`).
 */
export function whyNotTwin(ticket: Ticket, twin: Ticket, askers: Askers): Why | undefined {
  if (twin.id === ticket.id) return because('twinItself', { twin: twin.id });
  const { named } = askers;
  if (!isOfOneCustomer(ticket, twin, named)) {
    return namesNobody(ticket) && namesNobody(twin)
      ? because('twinNobody', { twin: twin.id })
      : because('twinForeign', { twin: twin.id });
  }
  const along = copiedByOther(ticket, twin);
  if (along) return because('twinCopied', { twin: twin.id, address: along.address, from: twin.requester.from });
  if (twin.state === 'closed') return because('twinClosed', { twin: twin.id });
  const { duplicates = [] } = withDuplicates(twin, ticket);
  if (duplicates.length > MOST_DUPLICATES) return because('twinMany', { twin: twin.id, most: MOST_DUPLICATES });
  const isNamed = named.includes(twin.id) || isNamedByOther(twin.requester);
  // Whom somebody else named or copied there has said nothing of reading it.
  const isOnOwnWord = (address: string) =>
    address === twin.requester.address
      ? !isNamed
      : twin.participants.some((each) => each.address === address && each.byAgent);
  const isThere = (address: string) => isReader(twin, address) && (!twin.customer || isOnOwnWord(address));
  const asked = whoAsked(ticket).filter(({ address }) => !isThere(address));
  return asked.map(whyNotAdmitted(ticket, twin, askers)).find((why) => why !== undefined);
}

/**
 * Of one customer, or of one requester: that one reads both says nothing where somebody else named them on either, save where the same one did on
 * both, or no customer is known of either.
 */
function isOfOneCustomer(ticket: Ticket, twin: Ticket, named: readonly string[]): boolean {
  const isOne = ticket.customer?.id === twin.customer?.id;
  if (isOne && ticket.customer) return true;
  if (ticket.requester.address !== twin.requester.address || namesNobody(ticket)) return false;
  return (
    isOne ||
    isBySame(ticket, twin) ||
    ![ticket, twin].some(({ id, requester }) => named.includes(id) || isNamedByOther(requester))
  );
}

/** One who reads the twin because somebody copied them who named its requester as well, which nobody confirmed: what others ask is not for them. */
function copiedByOther(ticket: Ticket, twin: Ticket): Mailbox | undefined {
  if (!isNamedByOther(twin.requester)) return undefined;
  return copiedBeside(twin, (address) => isReader(ticket, address))[0];
}

/** Whether one address named who reads both, and asked both. */
function isBySame(ticket: Ticket, twin: Ticket): boolean {
  const { from, address } = ticket.requester;
  return (from ?? address) === twin.requester.from;
}

/** Whether its requester left no address: what stands for that one is under a domain that names nothing (RFC 2606), or has no domain. */
function namesNobody({ requester: { address } }: Ticket): boolean {
  return !address.includes('@') || /(?:^|\.)invalid$/.test(domainOf(address));
}

/**
 * Why one who asked, and is there neither by a word of their own nor by an agent's, may not read what is answered there, or would not, though they are told
 * that it goes on. Whom nobody can mail and nobody was to tell of the duplicate, a machine, misses nothing. `before`: how many of those who asked join before them.
 */
function whyNotAdmitted(duplicate: Ticket, twin: Ticket, { settings, known, foreign }: Askers) {
  return ({ address }: Mailbox, before: number): Why | undefined => {
    const isReading = isReader(twin, address);
    const unreachable = isReading ? undefined : unreachableBy(settings, address);
    if (unreachable !== undefined) {
      return duplicate.silent ? undefined : because('twinUnreachable', { twin: twin.id, ...unreachable });
    }
    // Also by where they write from: a reading address of their own choice is no way back.
    if (!isReading && [address, ...addressesBehind(duplicate, address)].some((each) => wasRemoved(twin, each))) {
      return because('twinRemoved', { twin: twin.id, address });
    }
    if (!known.includes(address)) {
      const asksThere = address === twin.requester.address;
      return because('twinStranger', { twin: twin.id, address, customer: twin.customer?.id, asksThere });
    }
    if (foreign)
      return because('twinOfAnother', { twin: twin.id, address, asks: foreign.address, customer: foreign.customer });
    return isReading || twin.participants.length + before < MOST_PEOPLE
      ? undefined
      : because('twinFull', { twin: twin.id, address, most: MOST_PEOPLE });
  };
}
