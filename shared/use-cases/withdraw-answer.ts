import type { Agent } from '../customer/agent.ts';
import { because } from '../refusals.ts';
import { audited } from '../ticket/clock.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Sending } from '../ticket/ticket-store.ts';
import { getAnswer } from './steps/agents-answer.ts';
import { refusalOfAll } from './steps/change.ts';
import { getTicket, update } from './steps/update.ts';

/**
 * An agent takes back an answer that waits for the mail service: it never goes, and the ticket waits on (docs/promise.md
 * section 5). `at` is ISO, UTC. Again is no error. Throws a 404 for what is no answer, a 422 for one that has left, and
 * `TaskBusy` while it is just being sent.
 */
export async function withdrawAnswer(
  desk: Desk,
  { agent, at, ...ref }: { ticketId: string; messageKey: string; agent: Agent; at: string },
): Promise<{ ticket: Ticket; message: Message }> {
  const { message, delivery } = await getAnswer(desk, ref);
  if (delivery.state === 'sending') throw new TaskBusy();
  if (delivery.state === 'sent' || delivery.state === 'bounced') {
    throw refusalOfAll(because('withdrawSent'));
  }
  if (message.givenByPhone !== undefined) {
    throw refusalOfAll(because('withdrawPhone'));
  }
  const sending: Sending =
    delivery.state === 'parked' ? { notSent: { at, reason: `withdrawn by ${agent.name}`, by: agent.id } } : {};
  if (delivery.state === 'parked' && !(await desk.tickets.saveRelay(message, { state: 'done' }, sending))) {
    throw new TaskBusy();
  }
  const detail = message.key;
  const ticket = await update(desk, await getTicket(desk, ref.ticketId), (current) =>
    delivery.state === 'refused' || current.audit.some((entry) => entry.action === WITHDRAWN && entry.detail === detail)
      ? current
      : audited(current, { at, by: `agent:${agent.id}`, action: WITHDRAWN, detail }),
  );
  return { ticket, message: { ...message, ...sending, relay: { state: 'done' } } };
}

const WITHDRAWN = 'answer withdrawn';
