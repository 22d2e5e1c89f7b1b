import type { Desk } from '../../ticket/ports.ts';
import { resumeCarryingOut } from '../carry-out.ts';
import { passAnswerOn } from './answer.ts';
import { keptContent } from './kept-content.ts';
import { tellOfMessage } from './tell-of-message.ts';
import { getTicket } from './update.ts';

/** Goes on with passing a message on that broke off, or was parked: an answer, an agent's commands, the notices of a message. */
export async function resumeRelay(desk: Desk, ref: { ticketId: string; messageKey: string }): Promise<void> {
  const stored = await desk.tickets.getMessage(ref.ticketId, ref.messageKey);
  if (stored?.relay === undefined || stored.relay.state === 'done') return;
  const ticket = await getTicket(desk, ref.ticketId);
  if (stored.author === 'agent' && stored.kind === 'note') return resumeCarryingOut(desk, stored);
  if (stored.author === 'agent') {
    await passAnswerOn(desk, ticket, { stored, existed: true }, () => keptContent(desk, stored), 'mail');
    return;
  }
  await tellOfMessage(desk, ticket, { stored, existed: true });
}
