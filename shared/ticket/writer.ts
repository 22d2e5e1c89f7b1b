import { isForOthersThan } from './duplicates.ts';
import { addressesOf, isInConversation, isReader } from './participants.ts';
import type { Ticket } from './ticket.ts';

/**
 * Who wrote a mail, as far as its ticket is concerned (docs/promise.md section 5): `proved` and `known` are the requester or a
 * participant, whose address is proved, or who holds the ticket's signed address; everybody else is `outside`. A `robot` is none of
 * these and changes nothing. Who writes only for a reader of a duplicate (`alsoFrom`) is never more than `known`: they asked nothing here, and say
 * neither who reads nor where.
 */
export type Writer = 'proved' | 'known' | 'outside' | 'robot';

/** `address` is the one shown as the writer's, `isProved` what DMARC says of it, `isBySubject` that nothing but their own subject shows that it is about this ticket. */
export function writerOf(
  ticket: Ticket,
  mail: {
    address: string | undefined;
    isProved: boolean;
    toSignedAddress: boolean;
    isRobot: boolean;
    isBySubject?: boolean;
  },
): Writer {
  if (mail.isRobot) return 'robot';
  if (!isInConversation(ticket, mail.address)) return 'outside';
  // Who named a reading address that nobody had confirmed counts as unproved, also once the person there is.
  const { from, unconfirmed, fromDoubted } = ticket.requester;
  const isDoubted = (unconfirmed !== undefined || fromDoubted) && mail.address === from;
  // What others asked is not theirs to move, whoever they named, save where somebody let them read it, or by a reader's signed address.
  const isLetIn = isReader(ticket, mail.address) || mail.toSignedAddress;
  if (isDoubted && from !== undefined && !isLetIn && isForOthersThan(ticket, from)) return 'outside';
  const isOwn = isReader(ticket, mail.address) || addressesOf(ticket.requester).some((each) => each === mail.address);
  if (mail.isProved) return isDoubted || !isOwn ? 'known' : 'proved';
  return mail.toSignedAddress || mail.isBySubject ? 'known' : 'outside';
}

/** The surest first. */
const SURENESS: readonly Writer[] = ['proved', 'known', 'outside', 'robot'];

/**
 * Who wrote, as judged twice of one mail: when it was routed, and on the ticket as it is when it is changed. An agent's word in between takes what it
 * takes, and nothing makes a mail surer than it came (docs/promise.md section 9).
 */
export function leastSure(one: Writer, other: Writer): Writer {
  return SURENESS.indexOf(one) > SURENESS.indexOf(other) ? one : other;
}

/** Whether somebody of the conversation wrote: the requester or a participant, as far as that is known. */
export function isKnownWriter(writer: Writer): boolean {
  return writer === 'proved' || writer === 'known';
}
