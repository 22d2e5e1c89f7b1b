import { type Reported, readReportTags } from '../mail/report-tags.ts';
import { METRIC } from '../names.ts';
import { readContactTags } from '../notify/contact-tags.ts';
import { recipientHash } from '../ticket/caps.ts';
import { type MailRef, nameOfMessageMail } from '../ticket/mail-report.ts';
import type { Desk } from '../ticket/ports.ts';
import { type ContactTellings, contactReported } from '../use-cases/contact-reported.ts';
import { mailComplained } from '../use-cases/mail-complained.ts';
import { mailDelivered } from '../use-cases/mail-delivered.ts';
import { mailReturned } from '../use-cases/mail-returned.ts';
import { noticeFailed } from '../use-cases/notice-failed.ts';
import { teamMailReturned } from '../use-cases/team-mail-returned.ts';
import type { SendingEvent } from './sending-event.ts';

/**
 * The mail service says what became of a mail of ours (docs/architecture.md, second stage, decision 7). Which mail that was is in the mail's own tags, and no
 * word of a server decides anything.
 *
 * 1. Of a mail by which the desk looks at itself, and what may still arrive, is a line in the log. So is a mail of no ticket; of one to the team
 *    that did not arrive others hear. What became of one to a contact who is no agent is noted in `tellings`, as in `take-team-mail.ts`.
 * 2. The first report of a mail is kept, and what follows is named by it: one that comes again, or says the same, changes nothing more.
 * 3. What follows: of an answer or an acknowledgement that did not arrive, of a mail to the team, of a complaint, of an answer that did.
 *
 * Throws what a port throws, `ServiceBusy` and `TaskBusy`: the event is then to be delivered again.
 */
export async function receiveFeedback(desk: Desk, event: SendingEvent, tellings?: ContactTellings): Promise<void> {
  const { fate, recipient, reason, tags, source } = event;
  const reported = readReportTags(tags);
  const about = { ticket: tags.ticket, purpose: tags.purpose, fate };
  // That it does not arrive is what the alarm is about.
  if (isProbe(tags))
    return desk.log.warn('a mail by which the desk looks at itself has a report', { ...about, reason });
  if (fate === 'delayed') {
    desk.log.warn('a mail may not have arrived', { ...about, reason });
    return desk.log.count(METRIC.softBounce);
  }
  const contact = readContactTags(tags);
  if (contact && fate !== 'complained') return contactReported(desk, contact, { fate, reason }, tellings);
  if (!reported) {
    if (fate !== 'delivered') desk.log.error('a mail of no ticket came back', { ...about, to: tags.to });
    if (fate === 'failed') await teamMailReturned(desk, event);
    return;
  }
  desk.log.info('a mail has a report', about);
  const report = { at: desk.now().toISOString(), by: 'service', source, ...(reason && { reason }) } as const;
  const first = await desk.mailReports.first(refOf(reported, event), fate, report);
  const failure = { recipient, reason: first.reason ?? reason, at: first.at };
  if (fate === 'complained') return mailComplained(desk, reported, failure);
  if (fate === 'delivered') return reported.of === 'message' ? mailDelivered(desk, reported, first.at) : undefined;
  if (reported.of === 'message') return mailReturned(desk, reported, failure, { isTold: first.by === 'server' });
  await noticeFailed(desk, reported, failure);
}

function isProbe({ ticket, purpose }: SendingEvent['tags']): boolean {
  return ticket === undefined && (purpose === 'canary' || purpose === 'smoke');
}

/** A notice of no level is one of many to its reader: the mail service's id tells it from the others. */
function refOf(reported: Reported, { messageId, recipient }: SendingEvent): MailRef {
  const { ticketId } = reported;
  if (reported.of === 'message') {
    const { to } = reported.sentTo ?? { to: recipientHash(recipient) };
    return { ticketId, mail: nameOfMessageMail(reported), to };
  }
  const { timer, to } = reported;
  return { ticketId, mail: timer === undefined ? messageId : `timer ${timer}`, to };
}
