import { readerName } from '../mail/signed/reply-address.ts';
import { isInConversation } from './participants.ts';
import type { Ticket } from './ticket.ts';

/**
 * Whom agents took from these tickets, by hash, for one that `writer` opens beside them: they are copied there as well, and no customer's
 * word brings them back (docs/promise.md section 9). Of a ticket where the writer's address does not belong nothing counts; who writes is
 * gone from nothing of their own. Undefined: nobody.
 */
export function removedBeside(older: readonly Ticket[], writer: string): Ticket['removedReaders'] {
  const theirs = older.filter((ticket) => isInConversation(ticket, writer));
  const names = new Set(theirs.flatMap(({ removedReaders = [] }) => removedReaders));
  names.delete(readerName(writer));
  return names.size > 0 ? [...names] : undefined;
}
