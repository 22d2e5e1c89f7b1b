import { messageItem } from '../../../shared/aws/ticket-items.ts';
import { audited } from '../../../shared/ticket/clock.ts';
import { ERASED } from '../../../shared/ticket/erased.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { withoutAlsoFrom, withoutFrom } from '../../../shared/ticket/participants.ts';
import { ifThere } from '../../../shared/ticket/ports.ts';
import { withoutOldAccess } from '../../../shared/ticket/reader-address.ts';
import { keptOf } from '../../../shared/ticket/redaction.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { update } from '../../../shared/use-cases/steps/update.ts';
import type { EraseDesk } from './erase-desk.ts';
import { eraseTicket } from './erase-ticket.ts';
import { isErasedMessage } from './erased-parts.ts';
import { waitsFrom } from './for-others.ts';
import { type From, isIn, keyOf } from './looking.ts';
import { putWithout } from './scan-message.ts';
import { partsOf, type TicketParts } from './ticket-parts.ts';
import { whoseIs, writerOf } from './whose.ts';
import { deep } from './without-words.ts';

/**
 * What became of a ticket. `none`: it names nobody of them, though something on it may. `whole`: erased. `out`: it is somebody else's, and they went
 * out of it; `over`: likewise, though they had opened it. `left` and `newer`: as it was, with all that stands on it.
 */
export type EndOfScan = 'none' | 'whole' | 'out' | 'over' | 'left' | 'newer' | 'unreadable';

/** A ticket that they asked after all goes whole; from any other they go. Throws what a store says. */
export async function scrubTicket(desk: EraseDesk, id: string, from: From): Promise<EndOfScan> {
  const parts = await partsOf(desk.tickets, desk.desk.log, id);
  const { ticket } = parts;
  if (!ticket) return 'unreadable';
  if (!from.isNamed(JSON.stringify(ticket))) return 'none';
  if (ticket.createdAt >= from.before) return 'newer';
  const { address, from: wrote } = ticket.requester;
  const isAsked = [address, wrote].some((each) => isIn(from, each));
  const whose = isAsked ? await whoseIs(desk.desk, { ...parts, ticket }, from.person) : 'without';
  // Of the customer that is erased it is until an agent says whose else.
  const isCustomers = from.person.customer !== undefined && ticket.customer?.id === from.person.customer;
  if (whose === 'without' && isAsked && isCustomers) return 'left';
  if (whose === 'without') {
    await takeOut(desk, { ...parts, ticket }, from);
    return isAsked ? 'over' : 'out';
  }
  if (whose === 'left' || (ticket.state !== 'closed' && !from.isOpenToo)) return 'left';
  const end = await eraseTicket(desk, id, from);
  if (end === 'newer') return end;
  return end === 'others' || end === 'outside' || end === 'anothers' ? 'left' : 'whole';
}

/** What they opened goes first: it may name them nowhere but in the mail that it came by. */
async function takeOut(desk: EraseDesk, parts: TicketParts & { ticket: Ticket }, from: From): Promise<void> {
  const { ticket, messages } = parts;
  const isWaiting = ({ key, by }: Message) => !isIn(from, by) && waitsFrom(ticket, key) !== undefined;
  await eraseRaws(
    desk,
    messages.filter((each) => !isWaiting(each)),
    from,
  );
  const opening = messages.find(({ source }) => source === ticket.source);
  const isGone = opening !== undefined && (await isErasedOpening(desk, opening, writerOf(parts, opening), from));
  await update(desk.desk, ticket, (current) => withoutPerson(isGone ? { ...current, subject: ERASED } : current, from));
}

/** Whether what opened a ticket is erased, which is done where they wrote it. What another one wrote, in their name, is that one's. */
async function isErasedOpening(desk: EraseDesk, opening: Message, writer: string, from: From): Promise<boolean> {
  if (isErasedMessage(opening)) return true;
  const isTheirs = isIn(from, writer);
  if (opening.at >= from.before || !(isTheirs || isIn(from, opening.by))) return false;
  const { name: _, ...nameless } = opening;
  await putWithout(desk, isTheirs ? opening : { ...nameless, by: writer }, { isTheirs, from });
  from.gone.add(keyOf(messageItem(opening)));
  return isTheirs;
}

/** These mails of a ticket's go as they came where they name them, whoever wrote them: who reads along stands in the header of each. */
async function eraseRaws(desk: EraseDesk, messages: readonly Message[], { isNamed, before }: From): Promise<void> {
  for (const { raw, copies = [], at } of messages) {
    for (const key of at < before ? [raw, ...copies].filter((each) => each !== undefined) : []) {
      const content = await ifThere(desk.desk.files.read(key));
      if (!content || !isNamed(content.toString())) continue;
      for (const each of keptOf({ raw: key })) await desk.bucket.erase(each);
    }
  }
}

/**
 * Reads no more, is proposed no more, waits no more, asks no more in another one's name; where the words of others name them, those do not. Their
 * entry is not replaced by a word: what stands there is mailed.
 */
function withoutPerson(ticket: Ticket, from: From): Ticket {
  const isOther = ({ address }: { address: string }) => !isIn(from, address);
  const named = (ticket.alsoFrom ?? []).flatMap((each) => [each.address, each.from]);
  const asks = isIn(from, ticket.requester.from);
  const theirs = named.filter((address) => isIn(from, address));
  const without = withoutAlsoFrom(asks ? withoutNamer(ticket) : ticket, theirs);
  const isReading = [...ticket.participants, ...(ticket.proposed ?? [])].some((person) => !isOther(person));
  // The links that they hold end with it, as where an agent removes them.
  const ended = isReading || asks || theirs.length > 0 ? withoutOldAccess(without, from.at) : without;
  const { participants, proposed, outside, duplicates, ...rest } = ended;
  const others = {
    ...deep(rest, from.said),
    participants: deep(participants.filter(isOther), from.said),
    ...(proposed && { proposed: deep(proposed.filter(isOther), from.said) }),
    ...(duplicates && { duplicates: withoutAsker(duplicates, from) }),
    ...(outside && { outside: deep(outside.filter(isOther), from.said) }),
  };
  return audited(others, {
    at: from.at,
    by: 'admin',
    action: ERASED,
    detail: asks ? 'who had opened it' : 'somebody who read along',
  });
}

/** The name, too: whoever named the reading address said what they are called themself. */
function withoutNamer(ticket: Ticket): Ticket {
  const { name: _, ...requester } = withoutFrom(ticket).requester;
  return { ...ticket, requester };
}

function withoutAsker(duplicates: NonNullable<Ticket['duplicates']>, person: From): Ticket['duplicates'] {
  const others = duplicates.filter(({ asks }) => !isIn(person, asks));
  return others.map(({ from, namedBy, ...each }) => ({
    ...each,
    ...(from !== undefined && !isIn(person, from) && { from }),
    ...(namedBy !== undefined && !isIn(person, namedBy) && { namedBy }),
  }));
}
