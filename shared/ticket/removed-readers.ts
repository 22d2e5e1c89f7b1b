import { readerName } from '../mail/signed/reply-address.ts';
import type { Ticket } from './ticket.ts';

/**
 * Whom an agent took from those who read a ticket, by a hash (`readerName`). Their mail programs, and those of all others, still copy
 * them: no customer's word brings them back, only an agent's (docs/promise.md section 9).
 */

/** The newest are enough: every further one takes an agent who removes somebody. */
const MOST = 100;

type Removed = Pick<Ticket, 'removedReaders'>;

/** Whether an agent took this address from those who read, or from those proposed, and none has said otherwise since. */
export function wasRemoved({ removedReaders = [] }: Removed, address: string): boolean {
  return removedReaders.includes(readerName(address));
}

/** The ticket that an agent took these addresses from. */
export function withRemoved(ticket: Ticket, addresses: readonly string[]): Ticket {
  return remembering(ticket, addresses.map(readerName));
}

/** The ticket that an agent lets this address read again; the same ticket when none took it away. */
export function withoutRemoved(ticket: Ticket, address: string): Ticket {
  if (!wasRemoved(ticket, address)) return ticket;
  const { removedReaders = [], ...rest } = ticket;
  const left = removedReaders.filter((each) => each !== readerName(address));
  return left.length > 0 ? { ...rest, removedReaders: left } : rest;
}

/** The ticket that whoever was removed from another one, for which it goes on, is gone from as well; save its own `readers`, by address. */
export function withRemovedOf(ticket: Ticket, { removedReaders = [] }: Removed, readers: readonly string[]): Ticket {
  const names = readers.map(readerName);
  return remembering(
    ticket,
    removedReaders.filter((each) => !names.includes(each)),
  );
}

function remembering(ticket: Ticket, names: readonly string[]): Ticket {
  const { removedReaders = [] } = ticket;
  const added = names.filter((each) => !removedReaders.includes(each));
  return added.length === 0 ? ticket : { ...ticket, removedReaders: [...removedReaders, ...added].slice(-MOST) };
}
