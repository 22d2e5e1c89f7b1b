import { createHash } from 'node:crypto';
import { isAddress } from '../address.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { Ticket } from './ticket.ts';

/** Who is copied on an answer. One whose address is none cannot be, and would keep it from all the others. */
export function copiesOf({ participants }: Pick<Ticket, 'participants'>): Mailbox[] {
  return participants.filter(({ address }) => isAddress(address));
}

/** All to whom an answer that is given now is sent, the requester first; nobody whose address is none. */
export function readersOf({ requester, participants }: Pick<Ticket, 'requester' | 'participants'>): Mailbox[] {
  const { address, name } = requester;
  const first = isAddress(address) ? [{ address, ...(name && { name }) }] : [];
  return [...first, ...copiesOf({ participants })];
}

/** Whom the mails of an answer name as its recipient: whoever it left for, by the name that the ticket has for them now; else who asks. */
export function shownAs({ requester }: Pick<Ticket, 'requester'>, leftFor: { address: string } = requester): Mailbox {
  return leftFor.address === requester.address ? requester : leftFor;
}

/** Who reads an answer, in a few letters: whoever writes one says by it to whom it was shown to go, so that it goes to nobody else. */
export function readersMark(readers: readonly Mailbox[]): string {
  const addresses = readers.map(({ address }) => address).toSorted();
  return createHash('sha256').update(JSON.stringify(addresses)).digest('base64url').slice(0, 16);
}
