import { EVENT_TYPES } from '../events/ticket-event.ts';
import { contactTold } from '../mail/templates/contact-told.ts';
import { contactTags } from '../notify/contact-tags.ts';
import { postTeam } from '../notify/post-team.ts';
import { ServiceBusy } from '../outcome.ts';
import { inWords, isStale } from '../targets/notification.ts';
import type { Told } from '../targets/ports.ts';
import { sampleTicket } from '../targets/sample.ts';
import type { Desk } from '../ticket/ports.ts';
import type { ContactTold } from '../ticket/team-notice.ts';
import type { ContactTellings } from './contact-reported.ts';

/**
 * Mails a contact who is no agent what happened to a ticket, as that stands now; what is stale by then is not mailed. A delivery that comes
 * twice is two mails. Whom the mail service refuses is failing from then on, so that the next one of the list hears. Whether what it took arrives is
 * for its report to say (`contact-reported.ts`), and until then it is on its way; where no reports come, it was told. Throws `ServiceBusy`,
 * `UnreadableItem` of a ticket that somebody has to mend first, and what a port throws: it then comes again, and is among the dead letters in the end.
 */
export async function tellContact(desk: Desk, told: ContactTold, tellings?: ContactTellings): Promise<void> {
  const { contact, name, ticketId, what, language, isSample = false } = told;
  const type = EVENT_TYPES.find((each) => each === what);
  const ticket = isSample ? sampleTicket(desk.settings, desk.now()) : await desk.tickets.get(ticketId);
  if (type === undefined) throw new Error(`no event of this version of the desk: ${what}`);
  if (!ticket) return;
  const { settings } = desk;
  const { title, facts, ...said } = inWords(type, ticket, { settings, language, now: desk.now(), isSample });
  if (isStale(type, said.ticket)) return noteOf(desk, told, 'stale', tellings);
  const { subject, link } = said.ticket;
  const content = contactTold({ language, deskName: settings.deskName, title, subject, facts, link, name });
  const about = `what happened to a ticket, to the contact ${name}`;
  const { result } = await postTeam(
    desk,
    { address: contact },
    { content, purpose: 'contact', about, tags: contactTags(told) },
  );
  if (result.outcome === 'later') throw new ServiceBusy(result);
  const at = desk.now().toISOString();
  if (result.outcome !== 'done') {
    await tellings?.failed(name, at, result.reason);
    return noteOf(desk, told, 'refused', tellings);
  }
  // Best effort: a mail that left must not be sent again since it could not be noted.
  await noteLeft(desk, told, tellings).catch((error: unknown) =>
    desk.log.warn('what a contact was told could not be noted', { name, error }),
  );
}

async function noteLeft(desk: Desk, told: ContactTold, tellings: ContactTellings | undefined): Promise<void> {
  if (desk.settings.feedback !== 'mail') return noteOf(desk, told, 'queued', tellings);
  await tellings?.well(told.name, desk.now().toISOString());
  await noteOf(desk, told, 'sent', tellings);
}

async function noteOf(desk: Desk, { name, event }: ContactTold, what: Told, tellings: ContactTellings | undefined) {
  if (event !== undefined) await tellings?.note(name, event, what, desk.now().toISOString());
}
