import { priorityTag } from '../mail/priority-tag.ts';
import { PublicError } from '../public-error.ts';
import { because, refusalSentence, type Why } from '../refusals.ts';
import type { Priority } from '../sla/terms.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { openTicket } from './open-ticket.ts';

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
 * When the clock of a filing starts (ISO, UTC). Refuses (422) a phone call of a customer without phone (promise.md section 1), and a
 * call of the future.
 */
export async function checkFiling(desk: Desk, { channel, email, calledAt }: Filing): Promise<string> {
  const now = desk.now().toISOString();
  const receivedAt = calledAt ?? now;
  if (receivedAt > now) throw refusal('calledAt', because('callFuture'));
  if (channel === 'phone') await requirePhone(desk, email);
  return receivedAt;
}

/**
 * What an agent files for a customer becomes a ticket, with their word for who the customer is; `raw` is where it is kept. The same
 * `source` again finds its ticket.
 */
export function openFiled(
  desk: Desk,
  filed: { agentId: string; filing: Filing; source: string; raw: string; receivedAt: string },
): Promise<{ ticket: Ticket; duplicate: boolean }> {
  const { agentId, filing, source, raw, receivedAt } = filed;
  const { email, name, subject, body, priority, channel } = filing;
  return openTicket(desk, {
    source,
    channel,
    receivedAt,
    requester: { address: email, name, verified: true },
    subject,
    text: body,
    attachments: [],
    raw,
    priority: priority ?? priorityTag(subject),
    silent: false,
    warnings: [],
    by: `agent:${agentId}`,
  });
}

async function requirePhone(desk: Desk, email: string): Promise<void> {
  const customer = await desk.customers.find(email);
  const plan = customer?.plan ?? desk.settings.defaults.plan;
  if (plan === 'premium') return;
  throw refusal('channel', because('callPlan', { plan, whose: customer?.name ?? email }));
}

function refusal(field: string, why: Why): PublicError {
  return new PublicError(422, 'The ticket is refused.', [{ field, message: refusalSentence(why) }], why);
}
