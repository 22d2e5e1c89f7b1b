import type { Notice } from '../mail/signed/bounce-address.ts';
import { METRIC } from '../names.ts';
import { mailboxOf, type Recipient } from '../notify/post.ts';
import { readerOf } from '../notify/recipients-of.ts';
import { recipientHash } from '../ticket/caps.ts';
import { audited } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { DeliveryFailure, Failed } from './delivery-failed.ts';
import { changeClock } from './steps/change-clock.ts';
import { handOnReturned, returnedNotices } from './steps/hand-on-returned.ts';
import { contactsOf, withEscalation } from './steps/level-notice.ts';
import { allFailed, broughtForward, reportNobody } from './steps/level-told.ts';

/**
 * A mail to one of the team came back: log and ticket say so, of a mail that told of several each of them. Of an escalation it is a contact whom
 * it did not reach, as if the mail service had refused the address: when it reached nobody, the next level is told at once (docs/promise.md
 * section 6). Of a notice others hear in the place of its reader. All of it follows from what is stored, so repeating it changes nothing more.
 * Undefined when the ticket is not there.
 */
export async function noticeFailed(desk: Desk, notice: Notice, failure: DeliveryFailure): Promise<Failed | undefined> {
  const { ticketId, timer, to } = notice;
  const person = await recipientWith(desk, to);
  const address = person?.address ?? failure.recipient ?? 'one of the team';
  const ticket = await noteReturned(desk, notice, { ...failure, address });
  if (!ticket) return undefined;
  const records = person ? await returnedNotices(desk, { reader: readerOf(person), ticketId, timer }) : [];
  for (const { ticketId: other, about } of records.filter((each) => each.ticketId !== ticketId)) {
    const level = about.kind === 'level' ? { timer: about.timer } : {};
    await noteReturned(desk, { ticketId: other, to, ...level }, { ...failure, address });
  }
  for (const record of records) await handOnReturned(desk, record);
  return { ticket };
}

/** Notes on one ticket that a mail to one of the team came back, and goes on with its ladder where that has nobody else. */
async function noteReturned(
  desk: Desk,
  { ticketId, timer, to }: Notice,
  { reason, at, address }: DeliveryFailure & { address: string },
): Promise<Ticket | undefined> {
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket) return undefined;
  const findIn = ({ escalations }: Ticket) => escalations.find((each) => each.timer === timer);
  const before = findIn(ticket);
  const contacts = before ? await contactsOf(desk, ticket, before) : [];
  const detail = `${before?.level ?? (timer === undefined ? 'notice' : 'escalation')} to ${address}: ${reason}`;
  if (timer !== undefined) desk.log.count(METRIC.noticeBounced);
  desk.log.error('a mail to the team came back', { ticket: ticketId, reader: to, reason });

  const changed = await changeClock(desk, ticket, (current) => {
    const lined = audited(current, { at, by: 'desk', action: 'not delivered', detail }, { once: true });
    const found = findIn(current);
    if (!found) return lined;
    const isKnown = found.failed?.some((each) => each.to === to);
    const escalation = isKnown ? found : { ...found, failed: allFailed(found.failed, [{ to, what: 'recipient' }]) };
    const marked = isKnown ? lined : withEscalation(lined, escalation);
    // Whoever still tells the others sees to the next level; so does a level that was reached since.
    if (found.notice.state !== 'done' || current.escalations.at(-1) !== found) return marked;
    return broughtForward(desk, marked, { escalation, contacts, at: desk.now().toISOString() });
  });
  const after = findIn(changed);
  if (after?.notice.state === 'done') reportNobody(desk, changed, after, contacts);
  return changed;
}

/** Whoever of the team has an address with this hash: a report may name another mailbox. */
async function recipientWith({ agents, settings: { escalation } }: Desk, hash: string): Promise<Recipient | undefined> {
  const contacts = [...escalation.lead, ...escalation.manager].map((address) => ({ address }));
  const team: Recipient[] = [...(await agents.list()).map(mailboxOf), ...contacts];
  return team.find(({ address }) => recipientHash(address) === hash);
}
