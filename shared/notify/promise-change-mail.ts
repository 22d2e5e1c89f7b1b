import { type PromiseChangeView, promiseChange } from '../mail/templates/promise-change.ts';
import { closedByLink } from '../ticket/by-link.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { PromiseChange, Ticket } from '../ticket/ticket.ts';
import { followOf } from './follow-of.ts';
import { plainWhy } from './plain-why.ts';
import { type Posted, post } from './post.ts';

/**
 * Tells the requester of a promise that changed, as the ticket is now; or whoever asked a duplicate that it goes on for (`asker`), under the
 * number that they know, and with nothing of the request.
 */
export async function tellPromiseChange(
  desk: Desk,
  ticket: Ticket,
  change: PromiseChange,
  asker?: { address: string; ticket: string },
): Promise<Posted> {
  const { language, subject, priority, terms, clock } = ticket;
  const requester = asker ? { address: asker.address, verified: false } : ticket.requester;
  const why = plainWhy(ticket, desk.settings);
  const content = promiseChange({
    language,
    deskName: desk.settings.deskName,
    ticketId: asker?.ticket ?? ticket.id,
    requester,
    subject,
    ...(ticket.asksSince !== undefined && { isAnothers: true }),
    from: change.from,
    priority,
    ...(change.reason && { reason: change.reason }),
    ...(change.reopened && { isReopened: true }),
    ...(ticket.state === 'closed' && { closed: closedAs(ticket, asker === undefined) }),
    answerBy: clock.deadline,
    now: desk.now().toISOString(),
    timeZone: terms.timeZone,
    ...(why && { why }),
    follow: await followOf(desk, ticket, requester),
  });
  const about = messageKeyFor(ticket.source);
  // A name is a word of theirs, too: the header of a mail to an unproved address has none.
  const to = requester.verified ? requester : { address: requester.address };
  return post(desk, ticket, to, { purpose: 'notice', content, about, ...(!asker && { inReplyTo: ticket.messageId }) });
}

const BY_LINK = { solved: 'solvedByLink', withdrawn: 'withdrawnByLink', 'not me': 'notMeByLink' } as const;

/** As what a closed ticket is, for its customer: of an answered one nobody need have said why. */
function closedAs(ticket: Ticket, isRequester: boolean): NonNullable<PromiseChangeView['closed']> {
  const { cancelled, firstResponse, mergedInto } = ticket;
  const byLink = isRequester ? closedByLink(ticket) : undefined;
  if (byLink !== undefined) return { as: BY_LINK[byLink], isAnswered: firstResponse !== undefined };
  const answered = mergedInto === undefined ? 'solved' : 'duplicate';
  return {
    as: cancelled === undefined || cancelled === 'spam' ? answered : cancelled,
    isAnswered: firstResponse !== undefined,
  };
}
