import { withPosted } from '../../notify/post.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { resumeCarryingOut } from '../carry-out.ts';
import { passAnswerOn } from './answer.ts';
import { tellOfMessage } from './tell-of-message.ts';
import { getTicket, update } from './update.ts';

/** Goes on with passing a message on that broke off, or was parked: an answer, an agent's commands, the notices of a message. */
export async function resumeRelay(desk: Desk, ref: { ticketId: string; messageKey: string }): Promise<void> {
  const stored = await desk.tickets.getMessage(ref.ticketId, ref.messageKey);
  if (stored?.relay === undefined || stored.relay.state === 'done') return;
  const ticket = await getTicket(desk, ref.ticketId);
  if (stored.author === 'agent' && stored.kind === 'note') return resumeCarryingOut(desk, stored);
  if (stored.author === 'agent') {
    await passAnswerOn(desk, ticket, { stored, existed: true }, () => contentOf(desk, stored), 'mail');
    return;
  }
  const { posted } = await tellOfMessage(desk, ticket, { stored, existed: true });
  await update(desk, ticket, (current) => withPosted(current, posted));
}

/** An answer whole, from what is kept of it in the bucket. */
async function contentOf(desk: Desk, { text, wholeText, attachments }: Message) {
  const files: { filename: string; contentType: string; size: number; content: Buffer }[] = [];
  // One by one: forty megabytes are enough at a time.
  for (const { filename, contentType, size, key } of attachments) {
    files.push({ filename, contentType, size, content: await desk.files.read(key) });
  }
  return { text: wholeText ? (await desk.files.read(wholeText.key)).toString() : text, files };
}
