import type { Notice, OfMessage, Reportable } from './signed/bounce-address.ts';

/** A mail as a report of it names it: that of a message and one reader, or one to the team. */
export type Reported = ({ of: 'message' } & OfMessage) | ({ of: 'notice' } & Notice);

/** The tags of a mail by which the mail service's own reports say which one it was; a signed return path says the same to other servers. */
export function reportTags(about: Reportable): Record<string, string> {
  const { ticketId: ticket } = about;
  if (!('messageKey' in about)) {
    return { ticket, reader: about.to, ...(about.timer !== undefined && { timer: String(about.timer) }) };
  }
  const { messageKey: message, resent, sentTo } = about;
  return {
    ticket,
    message,
    ...(sentTo && { reader: sentTo.to, as: sentTo.as }),
    ...(resent !== undefined && { resent: String(resent) }),
  };
}

/** Which mail has these tags; undefined for one of no ticket. Of a mail from before it named its reader, `sentTo` is missing. */
export function readReportTags(tags: Readonly<Record<string, string | undefined>>): Reported | undefined {
  const { ticket: ticketId, message: messageKey, reader: to, as } = tags;
  if (ticketId === undefined) return undefined;
  const resent = numberIn(tags.resent);
  if (messageKey !== undefined) {
    const sentTo: OfMessage['sentTo'] =
      to !== undefined && (as === 'requester' || as === 'copied') ? { to, as } : undefined;
    return { of: 'message', ticketId, messageKey, ...(resent && { resent }), ...(sentTo && { sentTo }) };
  }
  const timer = numberIn(tags.timer);
  return to === undefined ? undefined : { of: 'notice', ticketId, to, ...(timer && { timer }) };
}

function numberIn(tag: string | undefined): number | undefined {
  return tag !== undefined && /^\d+$/.test(tag) ? Number(tag) : undefined;
}
