import type { Customer } from '../customer/customer.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { causeOf } from '../notify/notice-of.ts';
import { ServiceBusy } from '../outcome.ts';
import { PublicError, reasonOf } from '../public-error.ts';
import { audited } from '../ticket/clock.ts';
import { asUnanswered } from '../ticket/first-response.ts';
import type { Message } from '../ticket/message.ts';
import { shortName, without, withoutAlsoFrom } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { withoutUntold } from '../ticket/promise-change.ts';
import { withoutOldAccess } from '../ticket/reader-address.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { REQUESTER_CHANGED } from '../ticket/trail.ts';
import { endWatch } from '../ticket/watch.ts';
import { ofCustomer, withTermsSaid } from './correct-terms.ts';
import { changeClock } from './steps/change-clock.ts';
import { recipientsFor } from './steps/recipients.ts';
import { boundedWarnings } from './steps/store-message.ts';
import { tellTeam } from './steps/tell-team.ts';
import { TicketContended } from './steps/update.ts';

/** Why a watch ends, for the trail. */
const FILED = 'a customer asks in place of the agent';

/**
 * An agent's mail that passes a customer's on, or is to a customer, opened a ticket unproved, as the agent's own, and comes again, proved: it is the customer's,
 * on their terms from the original start, and nobody is acknowledged until an agent confirms (docs/promise.md section 9). What the agent was
 * answered before is the agent's: they never see it, and as nobody has answered them, their clock runs. The team is told
 * as of any ticket that is filed so. Where an agent has said meanwhile who asks, that stays. Repeating it changes nothing. Throws
 * `ServiceBusy` when the team's mail takes nothing, and what a port throws.
 */
export async function fileOpening(
  desk: Desk,
  ticket: Ticket,
  before: Message,
  filed: {
    requester: Mailbox;
    writer?: Mailbox | undefined;
    by: string;
    agent: string;
    warnings: readonly string[];
    at: string;
  },
): Promise<void> {
  const { at, by, agent } = filed;
  const { address } = filed.requester;
  const name = shortName(filed.requester.name);
  const requester = { address, ...(name && { name }), verified: false, unconfirmed: 'forwarded' as const };
  const line = { action: REQUESTER_CHANGED, by, detail: `${agent} to ${address}` };
  const record = await desk.customers.find(address);
  const written = await changeClock(desk, ticket, async (current) => {
    if (before.by !== agent || current.requester.address !== agent || current.requester.verified) return current;
    const now = desk.now().toISOString();
    const { messages } = await desk.tickets.messages(current.id);
    const asked = askedBy(current, { requester, isMoreSaid: messages.some(isSaidSince(before)) }, now);
    const known = record ? onTermsOf(desk, asked, record, at) : asked;
    const owed = asUnanswered(known, messages, { today: { customer: record, settings: desk.settings }, at: now });
    return withTermsSaid(current, audited(owed, { at, ...line }), { at, by });
  });
  const done = written.audit.find(
    (each) => each.action === line.action && each.detail === line.detail && each.by === by,
  );
  if (!done || written.requester.address !== address) return;
  const message = before.by === agent ? await rewritten(desk, before, filed) : before;
  // At the time of the change, however often it is told: the same notice again is none.
  const about = { kind: 'new' as const, messageKey: message.key, cause: causeOf(message, written) };
  const people = recipientsFor(desk, written, 'new', await desk.agents.list());
  const told = await tellTeam(desk, written, people, { at: done.at, about });
  if (told.outcome === 'later') throw new ServiceBusy(told);
}

/**
 * The ticket that this customer asks in place of the agent, silent, as of `now` (ISO, UTC): what was written, mailed and asked before is that one's, as
 * when an agent corrects who asks.
 */
function askedBy(
  ticket: Ticket,
  { requester, isMoreSaid }: { requester: Ticket['requester']; isMoreSaid: boolean },
  now: string,
): Ticket {
  const gone = [ticket.requester.address, requester.address];
  const alone = withoutUntold(withoutAlsoFrom(without(ticket, requester.address), gone));
  return {
    ...endWatch(withoutOldAccess(alone, now), FILED, now),
    requester,
    silent: true,
    satisfaction: undefined,
    correctedAt: now,
    ...(isMoreSaid && { asksSince: now }),
  };
}

/** Whether something is said beside the mail that opened the ticket, whether it has left or is yet to. */
const isSaidSince =
  ({ key: opener }: Message) =>
  ({ key, kind }: Message) =>
    kind === 'public' && key !== opener;

/** The ticket as this customer's; where the settings have lost what their terms name, as it was: a mail must not be lost over it. */
function onTermsOf(desk: Desk, ticket: Ticket, customer: Customer, at: string): Ticket {
  try {
    return ofCustomer(ticket, { customer, settings: desk.settings }, at);
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    desk.log.error("a ticket is not on its customer's terms", { ticket: ticket.id, problem: reasonOf(error) });
    return ticket;
  }
}

/** The message as the customer's, whom nothing proves, or as the agent's who wrote to them; what is hidden of it stays so. */
async function rewritten(
  desk: Desk,
  { undone: _, name: __, ...before }: Message,
  {
    requester,
    writer = requester,
    warnings,
  }: { requester: Mailbox; writer?: Mailbox | undefined; warnings: readonly string[] },
): Promise<Message> {
  const name = shortName(writer.name);
  const after = { ...before, by: writer.address, ...(name && { name }), warnings: boundedWarnings(warnings) };
  if (!(await desk.tickets.rewriteMessage(before, after))) throw new TicketContended(before.ticketId);
  return after;
}
