import { readerName } from '../mail/signed/reply-address.ts';
import { isInConversation, isRequester } from '../ticket/participants.ts';
import type { Target } from './target.ts';

/**
 * Whether one of the team who writes about a ticket is one of its people there (docs/promise.md section 9): an agent added them, or they asked
 * for themself. What is proved theirs is not a customer's where nobody proved that it was they who asked: anybody can ask in their name, and
 * would read what they say among themselves. It is, where it came to the signed address that they alone were given.
 */
export function readsAsCustomer(
  { ticket, by, reader }: Pick<Target, 'ticket' | 'by' | 'reader'>,
  address: string | undefined,
  isProved: boolean,
): boolean {
  if (!isProved || address === undefined) return isInConversation(ticket, address);
  if (!isRequester(ticket, address)) return isInConversation(ticket, address);
  const { requester, participants } = ticket;
  const isSure = requester.address === address ? requester.verified : requester.fromProved === true;
  const isTheirs = by === 'address' && reader === readerName(address);
  return isSure || isTheirs || participants.some((person) => person.address === address);
}
