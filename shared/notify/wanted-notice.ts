import type { Account } from '../customer/account.ts';
import type { NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * What the whole team is mailed of, of which nobody need act: a new ticket has its ladder, and a colleague's answer asks nothing. Who likes to hear of
 * theirs alone misses no more than these: all else comes to one of the team, who has the ticket or stands in for who does.
 */
const OF_ALL: readonly NoticeKind[] = ['new', 'answered'];

/** What is besides kept from an agent who likes to hear of none: they find it in the queue. */
const GOING_ON: readonly NoticeKind[] = [...OF_ALL, 'again', 'outside', 'claimed', 'astray'];

/**
 * Whether an agent wants to hear of this by mail (`Account.notices`). A level of the ladder, what they are given or named in, and what was not done or did
 * not arrive is told whatever they like; so is all that is urgent. `kind`: of a notice, or a level.
 */
export function isWanted(
  { notices = 'all' }: Pick<Account, 'notices'>,
  kind: NoticeKind | 'level',
  { ticket, reader, isUrgent }: { ticket: Pick<Ticket, 'assignee'>; reader: string; isUrgent: boolean },
): boolean {
  if (kind === 'level' || notices === 'all' || isUrgent) return true;
  if (notices === 'none') return !GOING_ON.includes(kind);
  return !OF_ALL.includes(kind) || ticket.assignee === reader;
}
