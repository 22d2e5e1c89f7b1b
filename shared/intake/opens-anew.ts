import type { InboundMail } from '../mail/inbound.ts';
import { isContact } from '../notify/post.ts';
import type { Settings } from '../settings.ts';
import type { Priority } from '../sla/terms.ts';
import { isAsking } from '../ticket/duplicates.ts';
import { isAnswered } from '../ticket/first-response.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import { LINK, type LinkKind } from '../ticket/links.ts';
import { isLongClosed } from '../ticket/reopen.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isWoken } from '../use-cases/steps/wake-message.ts';
import type { AsWhom } from './as-whom.ts';
import { isForgedThere, isNamedThere, isUnsureFirst } from './drawn-in.ts';
import { isOthers } from './in-its-name.ts';
import type { Look } from './look.ts';
import { newlyDeclared, type Said } from './newly-declared.ts';
import type { Shown } from './note-shown.ts';
import { readsAsCustomer } from './reads-as-customer.ts';
import type { Route } from './route.ts';
import { isBrought } from './writer-of-mail.ts';

/**
 * What a mail about an older ticket opens a new one with: the ticket that it is about, the priority that it newly declares, and whether
 * the new ticket goes on with the older one, or merely answers the same mail as that. `isOutside`: its writer does not belong there.
 */
export type Following = {
  ticket: Ticket;
  kind: LinkKind;
  priority?: Priority | undefined;
  isOutside: boolean;
  /** Whose signed address of the older ticket led there. */
  led?: Shown;
};

/**
 * Whether a mail about a ticket is a new request, with a ticket and a clock of its own, and what it then follows (docs/promise.md
 * section 5): a known writer's, when the ticket was closed after its answer too long ago; its requester's, or of a duplicate, when the ticket has had its
 * answer and a P1 or P2 is newly declared, of an open one above its own. From outside: of a closed ticket, with a newly declared P1 or
 * P2, and what refers to a mail that is not of the ticket (section 9), or that somebody else may have put there in its writer's name, or asks for in that (`isOthers`). A mail that comes again stays where it was put, save
 * one that only a machine has brought before, or that was to be heard elsewhere; what the desk has, sent again to an address that only its envelope names, asks nothing.
 */
export async function opensAnew(
  desk: Look,
  mail: Said &
    Pick<InboundMail, 'from' | 'priority'> &
    Parameters<typeof isOthers>[0] &
    Partial<Pick<InboundMail, 'messageId'>>,
  route: Pick<
    Route,
    | 'ticket'
    | 'by'
    | 'reader'
    | 'agentId'
    | 'signedFor'
    | 'duplicates'
    | 'reads'
    | 'contacts'
    | 'isFromOutside'
    | 'isProved'
    | 'mailOf'
    | 'isNumbered'
  > &
    AsWhom & { source: string },
  receivedAt: string,
): Promise<Following | undefined> {
  const { ticket, by, source, isProved = false } = route;
  if (route.as !== 'customer' || route.writer === 'robot') return undefined;
  const from = mail.from?.address ?? '';
  if (isContact(desk.settings, from) && !readsAsCustomer(route, from, route.writer === 'proved')) return undefined;
  const isOutside = route.writer === 'outside';
  const isAnothers = by !== 'address' && isOthers(mail, route);
  const isElse =
    isAnothers ||
    by === 'ancestor' ||
    isUnsureFirst(mail, route) ||
    (by !== 'return path' && isProved && isNamedThere(mail, route)) ||
    ((by === 'mail' || (by === 'address' && isProved)) && isForgedThere(mail, route));
  const kind = isElse && isOutside ? LINK.sameThread : LINK.follows;
  const priority = await newlyDeclared(desk, ticket, mail);
  const isNew = isOutside
    ? isElse || ticket.state === 'closed' || isUrgent(priority)
    : isRequest(ticket, desk.settings, { from, priority, receivedAt });
  if (!isNew) return undefined;
  if (isBrought(route) && (by === 'return path' || (await isHad(desk, mail, source)))) return undefined;
  const there = await desk.tickets.getMessage(ticket.id, messageKeyFor(source));
  const isKept = there && !there.isElsewhere;
  if (isKept ? !isWoken(there, { wakes: true, author: 'customer' }) : by === 'itself') return undefined;
  return { ticket, kind, isOutside, priority: kind === LINK.follows ? priority : mail.priority, led: route };
}

/** Whether the desk has a mail already: whoever sends it again, by an envelope of their own, asks nothing. */
async function isHad(
  desk: Look,
  { messageId }: Partial<Pick<InboundMail, 'messageId'>>,
  source: string,
): Promise<boolean> {
  if (messageId === undefined) return false;
  const key = messageKeyFor(source);
  return (await desk.tickets.findByMailId(messageId)).some(({ messageKey }) => messageKey === key);
}

/**
 * Whether a known writer's message is a new request, beside a ticket that had its answer (docs/promise.md section 5). `priority`: what it newly
 * declares; `receivedAt`: ISO, UTC.
 */
export function isRequest(
  ticket: Ticket,
  settings: Settings,
  { from, priority, receivedAt }: { from: string; priority: Priority | undefined; receivedAt: string },
): boolean {
  if (!isAnswered(ticket)) return false;
  if (isLongClosed(ticket, receivedAt, settings)) return true;
  if (priority === undefined || !isUrgent(priority) || !isAsking(ticket, from)) return false;
  return ticket.state === 'closed' || priority < ticket.priority;
}

function isUrgent(priority: Priority | undefined): boolean {
  return priority !== undefined && priority <= 2;
}
