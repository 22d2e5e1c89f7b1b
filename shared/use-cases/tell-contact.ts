import { EVENT_TYPES } from '../events/ticket-event.ts';
import { contactTold } from '../mail/templates/contact-told.ts';
import { postTeam } from '../notify/post-team.ts';
import { ServiceBusy } from '../outcome.ts';
import { inWords, isStale } from '../targets/notification.ts';
import { sampleTicket } from '../targets/sample.ts';
import type { Desk } from '../ticket/ports.ts';
import type { ContactTold } from '../ticket/team-notice.ts';
import { ifReadable } from '../ticket/ticket-store.ts';

/**
 * Mails a contact who is no agent what happened to a ticket, as that stands now; what is stale by then is not mailed. A delivery that comes
 * twice is two mails. What the mail service refuses is in the log. Throws `ServiceBusy`, and what a port throws.
 */
export async function tellContact(desk: Desk, told: ContactTold): Promise<void> {
  const { contact, name, ticketId, what, language, isSample = false } = told;
  const type = EVENT_TYPES.find((each) => each === what);
  const ticket = isSample ? sampleTicket(desk.settings, desk.now()) : await ifReadable(desk.tickets.get(ticketId));
  if (type === undefined || !ticket) return;
  const { settings } = desk;
  const { title, facts, ...said } = inWords(type, ticket, { settings, language, now: desk.now(), isSample });
  if (isStale(type, said.ticket)) return;
  const { subject, link } = said.ticket;
  const content = contactTold({ language, deskName: settings.deskName, title, subject, facts, link, name });
  const about = `what happened to a ticket, to the contact ${name}`;
  const { result } = await postTeam(desk, { address: contact }, { content, purpose: 'notice', about });
  if (result.outcome === 'later') throw new ServiceBusy(result);
}
