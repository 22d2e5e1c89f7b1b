import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { keptOf } from '../../ticket/redaction.ts';
import { TicketContended } from './update.ts';

/** How often it is tried again when others hide something in the message. */
const TRIES = 8;

/**
 * Notes on a message that it came again, by the key of that raw mail. Where something of it is hidden, what is kept of this delivery is due
 * to be deleted as well. Repeating it changes nothing.
 */
export async function noteCopy(desk: Desk, before: Message, raw: string): Promise<void> {
  // Noted before the message is read: a redaction that comes in between either has it, or is seen here.
  await desk.tickets.noteCopy(before, raw);
  await noteKeptAgain(desk, before, raw);
}

/**
 * Where something of a message is hidden, what is kept of it under `raw` is due to be deleted: it may have been, and was kept again as it
 * came again. Repeating it changes nothing.
 */
export function noteKeptAgain(desk: Desk, message: Pick<Message, 'ticketId' | 'key'>, raw: string): Promise<void> {
  return noteDue(desk, message, keptOf({ raw }));
}

/** Where something of a message is hidden, these objects are due to be deleted, too, save its texts as it shows them. */
export async function noteDue(
  desk: Desk,
  { ticketId, key }: Pick<Message, 'ticketId' | 'key'>,
  keys: readonly string[],
): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const message = await desk.tickets.getMessage(ticketId, key);
    if (!message?.redaction) return;
    const { redaction, html, wholeText } = message;
    const known = [...redaction.due, html?.key, wholeText?.key];
    const missing = keys.filter((each) => !known.includes(each));
    if (missing.length === 0) return;
    const due = { ...redaction, count: redaction.count + 1, due: [...redaction.due, ...missing] };
    if (await desk.tickets.rewriteMessage(message, { ...message, redaction: due })) return;
  }
  throw new TicketContended(ticketId);
}
