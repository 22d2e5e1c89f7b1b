import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { shortName } from '../ticket/participants.ts';
import { passedOnNote } from '../ticket/passed-on.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { forwardedByAgent } from './forwarded-by-agent.ts';
import { NOBODY } from './nobody.ts';
import type { Refused } from './refusals.ts';
import type { WhoWrote } from './who-wrote.ts';

/** For whom a mail opens a ticket. */
export type OnBehalf = {
  requester: Ticket['requester'];
  /** The requester is proved: people whom the mail copies read along. */
  isProved: boolean;
  /** Author for the audit trail. */
  by: string;
  /** Why nobody is acknowledged until an agent confirms. */
  silence?: string;
  /** Why what an agent passed on is not filed for a customer, and the agent, who is to hear of that. */
  refused?: Refused;
  warnings: string[];
};

/** The requester of a new ticket (docs/promise.md section 9): its writer, or whose mail an agent has passed on. */
export async function requesterOf(
  desk: Pick<Desk, 'settings' | 'agents'>,
  received: ReceivedMail,
  mail: InboundMail,
  who: WhoWrote,
): Promise<OnBehalf> {
  const forwarded = await forwardedByAgent(desk, received, mail);
  if (forwarded && 'who' in forwarded) {
    const { who: passer, by, customer } = forwarded;
    const asks = passedOnNote(passer, customer?.address);
    const requester = { ...(customer ?? { address: NOBODY }), verified: false, unconfirmed: 'forwarded' as const };
    return { requester, isProved: false, by, silence: asks, warnings: [] };
  }
  const { writer, isProved, unconfirmed, standIn, onOpening } = who;
  return {
    requester: requesterNamed(who),
    isProved: isProved && !unconfirmed,
    by: `customer:${writer?.address ?? NOBODY}`,
    ...(forwarded && { refused: forwarded.refused }),
    warnings: [...(onOpening ? [onOpening] : []), ...(unconfirmed && standIn !== 'certified' ? [UNCONFIRMED] : [])],
  };
}

/** The requester as the mail itself names them: who wrote it, and where they read. */
export function requesterNamed({
  writer,
  reading = { address: NOBODY },
  isProved,
  unconfirmed,
}: WhoWrote): Ticket['requester'] {
  const name = shortName(reading.name ?? writer?.name);
  const isElsewhere = writer !== undefined && writer.address !== reading.address;
  return {
    address: reading.address,
    ...(name && { name }),
    verified: isProved && !unconfirmed,
    ...(isElsewhere && { from: writer.address, ...(isProved && { fromProved: true }) }),
    ...(unconfirmed && { unconfirmed: 'reply-to' as const }),
  };
}

const UNCONFIRMED = 'the requester is not confirmed: answer, or #confirm, once you know who it is';
