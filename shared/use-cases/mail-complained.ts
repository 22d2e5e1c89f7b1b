import { recipientsOf } from '../notify/recipients-of.ts';
import { ServiceBusy } from '../outcome.ts';
import { audited } from '../ticket/clock.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { DeliveryFailure } from './delivery-failed.ts';
import { tellTeam } from './steps/tell-team.ts';
import { update } from './steps/update.ts';

/**
 * Whoever had a mail of ours called it spam: the ticket shows it, and the lead hears of it, for one complaint in a thousand mails is
 * enough for SES to look into the account. It moves no clock: the mail had arrived. Doing it again does no harm. Throws `ServiceBusy`.
 */
export async function mailComplained(
  desk: Desk,
  { ticketId, messageKey }: { ticketId: string; messageKey?: string | undefined },
  { recipient = 'somebody', reason, at }: DeliveryFailure,
): Promise<void> {
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket) return;
  const what = messageKey === undefined ? 'a mail to the team' : `message ${messageKey}`;
  const line = { at, by: 'desk', action: 'complaint', detail: `${recipient} of ${what}: ${reason}` };
  const changed = await update(desk, ticket, (current) => audited(current, line, { once: true }));
  const agents = await desk.agents.list();
  const { people } = recipientsOf(changed, 'complaint', { agents, settings: desk.settings, now: desk.now() });
  const key = messageKey ?? messageKeyFor(changed.source);
  const told = await tellTeam(desk, changed, people, {
    at,
    about: { kind: 'complaint', messageKey: key, cause: 'once' },
  });
  if (told.outcome !== 'done') throw new ServiceBusy(told);
}
