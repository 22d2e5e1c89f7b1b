import { replyAddress } from '../mail/signed/reply-address.ts';
import type { Lost, NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import { noticeDigest } from '../mail/templates/notice-digest.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Escalation, Ticket } from '../ticket/ticket.ts';
import { awaitsOf } from '../ticket/view.ts';
import { remarksOf } from './notice-of.ts';
import { type Posted, type Recipient, replyTarget, ticketLink } from './post.ts';
import { postTeam } from './post-team.ts';
import { whoReads } from './who-reads.ts';
import { wordsOf } from './words-of.ts';
import { askerOf, writerOfMessage } from './writer-of-message.ts';

/** What a line of a digest is about: a message, or a level that a ticket has reached. */
export type Gathered = { ticket: Ticket } & (
  | { kind: NoticeKind; message: Message; unacknowledged?: boolean | undefined; lost?: Lost | undefined }
  | { escalation: Escalation }
);

/** Tells one of the team of several things at once, by one mail that names each (docs/promise.md section 9 has that of a flood). */
export async function tellNotices(desk: Desk, to: Recipient, notices: readonly Gathered[]): Promise<Posted> {
  const { settings } = desk;
  const [key = ''] = await desk.secrets.signingKeys();
  const content = noticeDigest({
    language: settings.defaults.language,
    deskName: settings.deskName,
    rows: notices.map((notice) => ({
      ...whatOf(desk, notice),
      ...aboutTicket(desk, notice.ticket),
      replyTo: replyAddress(key, settings.supportAddress, replyTarget(notice.ticket, to)),
    })),
    now: desk.now().toISOString(),
    timeZone: settings.defaults.timeZone,
  });
  // What comes back is about all of them; the first one's ticket says so.
  const [{ ticket } = {}] = notices;
  return postTeam(desk, to, {
    content,
    purpose: 'notice',
    about: 'notices that came at once',
    ...(ticket && { reportable: { ticketId: ticket.id } }),
  });
}

function whatOf({ settings }: Desk, notice: Gathered) {
  if ('escalation' in notice) {
    const { address, verified } = askerOf(notice.ticket);
    return { level: notice.escalation.level, from: address, verified };
  }
  const { ticket, kind, message } = notice;
  const { undone } = message;
  const writer = writerOfMessage(message, ticket);
  return {
    kind,
    ...remarksOf(ticket, message, kind),
    from: writer.address,
    verified: writer.verified,
    ...(writer.isOutside && { isOutside: true }),
    text: wordsOf(settings, message),
    ...(undone && { undone: undone.why }),
    lost: notice.lost,
    isUnacknowledged: notice.unacknowledged === true,
  };
}

function aboutTicket({ settings }: Desk, ticket: Ticket) {
  return {
    ticketId: ticket.id,
    priority: ticket.priority,
    subject: ticket.subject,
    awaits: awaitsOf(ticket),
    ...whoReads(ticket),
    ...(ticket.customer && { customer: ticket.customer.name }),
    ...(ticket.state === 'waiting' && { answerBy: ticket.clock.deadline }),
    link: ticketLink(settings, ticket),
  };
}
