import { names } from '../customer/knows.ts';
import { someNames } from '../mail/some-names.ts';
import { audited } from './clock.ts';
import { isAsking } from './duplicates.ts';
import { withProposed } from './participants.ts';
import type { Ticket } from './ticket.ts';

/**
 * Whether two are of the house that a customer's record names, by their address or its domain (`contacts`). No mail domain says so of itself: no list has
 * all those in which strangers have addresses.
 */
export function areColleagues(contacts: readonly string[], one: string, other: string): boolean {
  return names({ contacts }, one) && names({ contacts }, other);
}

/**
 * The ticket on which those are only proposed whom nobody but the one who asked before copied: they were let in to what somebody else asked. Not who
 * belongs to whoever asks now (`isTheirs`), reads on an agent's word, or asks a duplicate. The same ticket when there are none.
 */
export function withoutCopied(ticket: Ticket, isTheirs: (address: string) => boolean): Ticket {
  const copied = copiedBeside(ticket, isTheirs);
  if (copied.length === 0) return ticket;
  const participants = ticket.participants.filter((person) => !copied.includes(person));
  return withProposed({ ...ticket, participants }, copied, { later: true });
}

/** The ticket after a change, whose trail says who read before it and is only proposed since. `at`: ISO, UTC. */
export function withCopiedTold(before: Ticket, after: Ticket, { at, by }: { at: string; by: string }): Ticket {
  const { proposed = [], participants } = after;
  const isLeft = ({ address }: { address: string }) =>
    proposed.some((each) => each.address === address) && !participants.some((each) => each.address === address);
  const left = before.participants.filter(isLeft).map(({ address }) => address);
  return left.length === 0 ? after : audited(after, { at, by, action: 'readers proposed', detail: someNames(left) });
}

/** Those whom nobody but the one who asked before copied. */
export function copiedBeside(ticket: Ticket, isTheirs: (address: string) => boolean): Ticket['participants'] {
  return ticket.participants.filter(
    ({ address, byAgent }) => byAgent !== true && !isTheirs(address) && !isAsking(ticket, address),
  );
}
