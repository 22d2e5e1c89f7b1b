import type { Agent } from '../customer/agent.ts';
import { priorityTag } from '../mail/priority-tag.ts';
import { PublicError } from '../public-error.ts';
import type { Priority } from '../sla/terms.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { openTicket, ticketSubject } from './open-ticket.ts';

/** What an agent files for a customer, by their own word or after a call. */
export type Filing = {
  email: string;
  name?: string | undefined;
  subject: string;
  body: string;
  priority?: Priority | undefined;
  channel: 'agent' | 'phone';
  /** When the customer called (ISO, UTC), for a call that is filed later (promise.md section 5). */
  calledAt?: string | undefined;
};

/**
 * An agent files a ticket for a customer. Refuses (422) a phone call of a customer without phone (promise.md section 1),
 * a call of the future, and a `source` that has filed another ticket. The same filing again finds its ticket.
 */
export async function fileTicket(
  desk: Desk,
  { agent, filing, source }: { agent: Agent; filing: Filing; source: string },
): Promise<{ ticket: Ticket; duplicate: boolean }> {
  const now = desk.now().toISOString();
  const receivedAt = filing.calledAt ?? now;
  if (receivedAt > now) throw refusal('calledAt', 'is in the future');
  if (filing.channel === 'phone') await requirePhone(desk, filing.email);

  const { email, name, subject, body, priority, channel } = filing;
  const opened = await openTicket(desk, {
    source,
    channel,
    receivedAt,
    requester: { address: email, name, verified: true },
    subject,
    text: body,
    attachments: [],
    priority: priority ?? priorityTag(subject),
    silent: false,
    warnings: [],
    by: `agent:${agent.id}`,
  });
  if (opened.ticket.subject !== ticketSubject(subject) || opened.ticket.requester.address !== email) {
    throw refusal('Idempotency-Key', 'has filed another ticket: use a new one for each request');
  }
  return opened;
}

async function requirePhone(desk: Desk, email: string): Promise<void> {
  const customer = await desk.customers.find(email);
  const plan = customer?.plan ?? desk.settings.defaults.plan;
  if (plan === 'premium') return;
  throw refusal(
    'channel',
    `phone is not part of the ${plan} plan of ${customer?.name ?? email}: it is mail or the form`,
  );
}

function refusal(field: string, message: string): PublicError {
  return new PublicError(422, 'The ticket is refused.', [{ field, message }]);
}
