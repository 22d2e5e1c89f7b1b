import { isRequester } from '../ticket/participants.ts';
import { type ReadingMove, withReadingMoved } from '../ticket/reading-address.ts';
import { wasRemoved } from '../ticket/removed-readers.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Writer } from '../ticket/writer.ts';
import { requesterNamed } from './requester-of.ts';
import type { WhoWrote } from './who-wrote.ts';

/**
 * Where answers go from a mail about a ticket on, when its requester, proved, asks for it by a usable Reply-To (docs/promise.md section 9);
 * undefined when nothing changes: of anybody else's, and of one that names nobody to answer. `at` is when it came (ISO, UTC).
 */
export function readingMoved(
  ticket: Ticket,
  { writer, who }: { writer: Writer; who: WhoWrote },
  at: string,
): ReadingMove | undefined {
  const by = who.writer?.address;
  if (writer !== 'proved' || by === undefined || !isRequester({ requester: ticket.requester }, by) || !who.asks)
    return undefined;
  const { name } = ticket.requester;
  const move = { requester: { ...(name && { name }), ...requesterNamed(who) }, at, by };
  return withReadingMoved(ticket, move, at) === ticket ? undefined : move;
}

/** What the agents are to know of it. */
export function readsElsewhere(ticket: Ticket, move: ReadingMove): string {
  const { requester } = ticket;
  if (wasRemoved(ticket, move.requester.address)) {
    return `answers do not go to ${move.requester.address}, as the requester's Reply-To asks (proved): an agent removed them before`;
  }
  return `answers go to ${move.requester.address} from now on, as the requester's Reply-To asks (proved); before they went to ${requester.address}`;
}

/** The requester as a proved copy of the mail that opened a ticket names them; a Reply-To counts as it does for a later mail. */
export function requesterOfCopy(who: WhoWrote): Ticket['requester'] | undefined {
  return who.asks || who.reading?.address === who.writer?.address ? requesterNamed(who) : undefined;
}
