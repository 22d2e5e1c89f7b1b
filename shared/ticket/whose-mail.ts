import type { SentTo } from '../mail/signed/bounce-address.ts';
import { recipientHash } from './caps.ts';
import { addressesOf } from './participants.ts';
import type { Ticket } from './ticket.ts';

/**
 * Whose mail came back. `requester`: it went to the reading address of then, which is the requester's still. `reader`: anybody else who
 * reads now. `nobody`: whoever it went to reads no more, so that what they report, true or not, is nothing to the ticket.
 */
export type Whose = { is: 'requester' | 'reader'; address: string } | { is: 'nobody' };

/**
 * Whose mail a report is about (docs/promise.md section 5): the signed return path says whom it was sent to, whatever the report says.
 * Of a mail from before the paths said so, `reported` is all there is, and it may name the mailbox behind an alias: whoever is not known to
 * be copied stands for the requester.
 */
export function whoseMail(
  { requester, participants }: Pick<Ticket, 'requester' | 'participants'>,
  { sentTo, reported }: { sentTo?: SentTo | undefined; reported?: string | undefined },
): Whose {
  const copied = participants.map(({ address }) => address);
  if (!sentTo) {
    const isCopied = reported !== undefined && copied.includes(reported);
    return { is: isCopied ? 'reader' : 'requester', address: reported ?? requester.address };
  }
  const isTheirs = (address: string) => recipientHash(address) === sentTo.to;
  const own = addressesOf(requester).find(isTheirs);
  if (own !== undefined && sentTo.as === 'requester') return { is: 'requester', address: own };
  const address = own ?? copied.find(isTheirs);
  return address === undefined ? { is: 'nobody' } : { is: 'reader', address };
}
