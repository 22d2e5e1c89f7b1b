import { hidesIn } from '../../ticket/hidden-from.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesIn, type Sought } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { hideBeside } from './hide-beside.ts';
import { type Hiding, hideInStored } from './hide-in-stored.ts';
import { noteDue } from './note-copy.ts';
import { TicketContended } from './update.ts';

/** How often it is tried again when others hide something in the same message. */
const TRIES = 8;

/**
 * Hides in one message of a ticket first, then in all others, then in what it has beside them; gives what is left of the first one, if it
 * showed anything.
 */
export async function hideEverywhere(
  desk: Desk,
  ticket: Ticket,
  { first, sought }: { first: Hiding & { key: string }; sought: Sought },
): Promise<Message | undefined> {
  const found = await desk.tickets.getMessage(ticket.id, first.key);
  const left = found && (await hideInMessage(desk, found, first));
  await hideInAll(desk, ticket, { sought, at: first.at, besides: first.key, ...(first.whole && { emptied: left }) });
  return left;
}

/**
 * Hides in all messages of a ticket, save the one of this key, whose writers could have had the words, and in what it has beside them. `home`: the
 * ticket on which they were hidden, when it is another. `at` is ISO, UTC.
 */
export async function hideInAll(
  desk: Desk,
  place: Ticket,
  {
    sought,
    home = place,
    at,
    besides,
    emptied,
  }: { sought: Sought; home?: Ticket; at: string; besides?: string; emptied?: Message | undefined },
): Promise<void> {
  const { id } = place;
  const { messages, unreadable } = await desk.tickets.messages(id);
  if (unreadable.length > 0) desk.log.error('messages were not redacted', { ticket: id, messages: unreadable });
  for (const message of messages) {
    if (message.key === besides) continue;
    const hides = hidesIn(message, { place, home }, sought);
    if (hides.needles.length > 0 || hides.hidesQuotes)
      await hideInMessage(desk, message, { ...hides, whole: false, at });
  }
  await hideBeside(desk, place, { needles: needlesIn(sought, () => true), emptied });
}

/** Hides in a message as it is when that is written; a long text that was kept for a try in vain is due, since it shows what others hid. */
async function hideInMessage(desk: Desk, read: Message, hiding: Hiding): Promise<Message> {
  const { ticketId, key } = read;
  const inVain = new Set<string>();
  let before = read;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const hidden = await hideInStored(desk, before, hiding);
    if (!hidden) {
      await noteDue(desk, before, [...inVain]);
      return before;
    }
    const after = withDue(hidden, inVain);
    if (await desk.tickets.rewriteMessage(before, after)) return after;
    const kept = after.wholeText?.key;
    if (kept !== undefined && kept !== before.wholeText?.key) inVain.add(kept);
    before = (await desk.tickets.getMessage(ticketId, key)) ?? before;
  }
  throw new TicketContended(ticketId);
}

/** A message with these objects due, too, save the text that it shows now. */
function withDue(message: Message, keys: ReadonlySet<string>): Message {
  const { redaction, wholeText } = message;
  const others = [...keys].filter((key) => key !== wholeText?.key && !redaction?.due.includes(key));
  if (!redaction || others.length === 0) return message;
  return { ...message, redaction: { ...redaction, due: [...redaction.due, ...others] } };
}
