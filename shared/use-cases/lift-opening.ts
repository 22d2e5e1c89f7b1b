import { cutBytes } from '../bytes.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Priority } from '../sla/terms.ts';
import { audited } from '../ticket/clock.ts';
import { withDeclaration } from '../ticket/declaration.ts';
import type { Message } from '../ticket/message.ts';
import { isRequester, withoutOpeningProposed, withParticipants, withProposed } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { type ReadingMove, withReadingMoved } from '../ticket/reading-address.ts';
import { MOST_SUBJECT_BYTES, type Ticket } from '../ticket/ticket.ts';
import { writerOf } from '../ticket/writer.ts';
import { changePromise } from './steps/change-promise.ts';
import { isLiftable, liftMessage } from './steps/lift-message.ts';
import { type PeopleIn, peopleIn } from './steps/people-in.ts';

/**
 * The mail that opened a ticket unproved comes again, proved: its requester is, its people are participants in place of those whom it
 * proposed, it says where answers go, and its subject, its text and a higher priority count (docs/promise.md section 9). Where an agent has
 * said meanwhile that somebody else asks, its writer is from outside: whom it copies is proposed only, and it raises nothing. Repeating it
 * changes nothing.
 */
export async function liftOpening(
  desk: Desk,
  ticket: Ticket,
  before: Message,
  again: {
    mail: InboundMail;
    verified: boolean;
    receivedAt: string;
    requester: Ticket['requester'] | undefined;
    by: string;
    /** Whom it copies reads along on its word: it may not be anybody's. */
    names: boolean;
  },
): Promise<void> {
  if (!isLiftable(before, again)) return;
  const people = await peopleIn(desk, again.mail);
  const { receivedAt: at, mail, requester, by, names } = again;
  await changePromise(desk, ticket, (current) => {
    const now = desk.now().toISOString();
    const subject = cutBytes(mail.subject, MOST_SUBJECT_BYTES);
    const proved = withReading({ ...current, subject }, before, requester && { requester, at, by }, now);
    const raised =
      mail.priority && isRequester(proved, by) ? declaredIn(desk, proved, mail.priority, { at, by }) : proved;
    const line = { at, by: `customer:${by}`, action: 'proved', detail: before.key };
    return audited(names ? withPeople(raised, people, by) : withAllProposed(raised, people), line, { once: true });
  });
  await liftMessage(desk, ticket, before, { mail, by: requester?.address });
}

/** The ticket with the requester as the proved mail names them; where they read elsewhere nobody has acknowledged it to them yet. */
function withReading(ticket: Ticket, before: Message, move: ReadingMove | undefined, now: string): Ticket {
  const { address, unconfirmed } = ticket.requester;
  // Somebody has said since who it is.
  if (before.by !== address) return ticket;
  const moved = move ? withReadingMoved(ticket, move, now) : ticket;
  if (moved.requester.address !== address) return { ...moved, silent: true };
  return unconfirmed ? moved : { ...moved, requester: { ...moved.requester, verified: true } };
}

/** The ticket with whom the proved mail copies, as far as its writer may say who reads. */
function withPeople(ticket: Ticket, { named, doubted }: PeopleIn, by: string): Ticket {
  const writer = writerOf(ticket, { address: by, isProved: true, toSignedAddress: false, isRobot: false });
  if (writer !== 'proved') return withAllProposed(ticket, { named, doubted });
  return withProposed(withParticipants(withoutOpeningProposed(ticket), named), doubted);
}

function withAllProposed(ticket: Ticket, { named, doubted }: Pick<PeopleIn, 'named' | 'doubted'>): Ticket {
  return withProposed(ticket, [...named, ...doubted]);
}

function declaredIn(desk: Desk, ticket: Ticket, priority: Priority, { at, by }: { at: string; by: string }): Ticket {
  const declaration = { priority, at, by, writer: 'proved' as const };
  return withDeclaration(ticket, declaration, desk.settings, desk.now().toISOString());
}
