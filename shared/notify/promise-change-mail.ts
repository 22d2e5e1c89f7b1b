import { type PromiseChangeView, promiseChange } from '../mail/templates/promise-change.ts';
import { closedByLink } from '../ticket/by-link.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { PromiseChange, Ticket } from '../ticket/ticket.ts';
import { plainWhy } from './plain-why.ts';
import { type Posted, post } from './post.ts';

/** Tells the requester of a promise that changed, as the ticket is now. */
export function tellPromiseChange(desk: Desk, ticket: Ticket, change: PromiseChange): Promise<Posted> {
  const { language, requester, subject, priority, terms, clock } = ticket;
  const why = plainWhy(ticket, desk.settings);
  const content = promiseChange({
    language,
    deskName: desk.settings.deskName,
    ticketId: ticket.id,
    requester,
    subject,
    from: change.from,
    priority,
    ...(change.reason && { reason: change.reason }),
    ...(change.reopened && { isReopened: true }),
    ...(ticket.state === 'closed' && { closed: closedAs(ticket) }),
    answerBy: clock.deadline,
    now: desk.now().toISOString(),
    timeZone: terms.timeZone,
    ...(why && { why }),
  });
  const about = messageKeyFor(ticket.source);
  return post(desk, ticket, requester, { purpose: 'notice', content, about, inReplyTo: ticket.messageId });
}

const BY_LINK = { solved: 'solvedByLink', withdrawn: 'withdrawnByLink', 'not me': 'notMeByLink' } as const;

/** As what a closed ticket is, for its customer: of an answered one nobody need have said why. */
function closedAs(ticket: Ticket): NonNullable<PromiseChangeView['closed']> {
  const { cancelled, firstResponse, mergedInto } = ticket;
  const byLink = closedByLink(ticket);
  if (byLink !== undefined) return { as: BY_LINK[byLink], isAnswered: firstResponse !== undefined };
  const answered = mergedInto === undefined ? 'solved' : 'duplicate';
  return {
    as: cancelled === undefined || cancelled === 'spam' ? answered : cancelled,
    isAnswered: firstResponse !== undefined,
  };
}
