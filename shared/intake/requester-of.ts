import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { shortName } from '../ticket/participants.ts';
import { passedOnNote, writtenNote } from '../ticket/passed-on.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { forwardedByAgent } from './forwarded-by-agent.ts';
import { hasCommands } from './has-commands.ts';
import { NOBODY } from './nobody.ts';
import { type Refused, refuseSender, writerAmong } from './refusals.ts';
import type { WhoWrote } from './who-wrote.ts';
import { writtenByAgent } from './written-by-agent.ts';

/** For whom a mail opens a ticket. */
export type OnBehalf = {
  requester: Ticket['requester'];
  /** Who wrote it, when that is not who asks: an agent, to the requester. */
  writer?: Mailbox | undefined;
  /** Its writer is proved to say who reads: people whom the mail copies read along. */
  isProved: boolean;
  /** Author for the audit trail. */
  by: string;
  /** Why nobody is acknowledged until an agent confirms. */
  silence?: string;
  /** Why what an agent passed on is not filed for a customer, or a command is not done, and the agent, who is to hear of that. */
  refused?: Refused;
  warnings: string[];
};

/** The requester of a new ticket (docs/promise.md section 9): its writer, whose mail an agent has passed on, or whom one has written to. */
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
  const lost = forwarded ? undefined : await withoutTicket(desk, received, mail);
  const said = lost ? [`no command was carried out: ${lost.refusal}`] : [];
  const written = forwarded ? undefined : await writtenByAgent(desk, received, mail);
  if (written) {
    const { who: agent, by, customer } = written;
    const requester = { ...customer, verified: false, unconfirmed: 'forwarded' as const };
    return {
      requester,
      writer: mail.from,
      isProved: true,
      by,
      silence: writtenNote(agent, customer.address),
      ...(lost && { refused: lost }),
      warnings: said,
    };
  }
  const { writer, isProved, unconfirmed, standIn, onOpening } = who;
  return {
    requester: requesterNamed(who),
    isProved: isProved && !unconfirmed,
    by: `customer:${writer?.address ?? NOBODY}`,
    ...((forwarded ?? lost) && { refused: forwarded?.refused ?? lost }),
    warnings: [
      ...(forwarded ? [notFiled(forwarded.refused)] : said),
      ...(onOpening ? [onOpening] : []),
      ...(unconfirmed && standIn !== 'certified' ? [UNCONFIRMED] : []),
    ],
  };
}

/** The requester as the mail itself names them: who wrote it, and where they read. */
export function requesterNamed({
  writer,
  reading = { address: NOBODY },
  isProved,
  unconfirmed,
  mayBeAnybodys = false,
}: WhoWrote): Ticket['requester'] {
  const name = shortName(reading.name ?? writer?.name);
  const isElsewhere = writer !== undefined && writer.address !== reading.address;
  // Whoever had a group or a form of From's send it has named where they read themself.
  const isDoubted = mayBeAnybodys && unconfirmed;
  return {
    address: reading.address,
    ...(name && { name }),
    verified: isProved && !unconfirmed,
    ...(isElsewhere && { from: writer.address, ...(isProved && !isDoubted && { fromProved: true }) }),
    ...(unconfirmed && { unconfirmed: 'reply-to' as const }),
  };
}

const UNCONFIRMED = 'the requester is not confirmed: answer, or #confirm, once you know who it is';

function notFiled({ refusal }: Refused): string {
  return `not filed for a customer: ${refusal}; #requester with the address does it`;
}

/** That a proved agent's commands lead to no ticket, so that a mail opens one; undefined of any other mail. */
async function withoutTicket(
  { agents }: Pick<Desk, 'agents'>,
  received: ReceivedMail,
  mail: InboundMail,
): Promise<Refused | undefined> {
  const agent = hasCommands(mail) ? writerAmong(await agents.list(), mail) : undefined;
  if (!agent || refuseSender(received, mail)) return undefined;
  return { why: 'no ticket', refusal: 'nothing says of which ticket that is here', agent };
}
