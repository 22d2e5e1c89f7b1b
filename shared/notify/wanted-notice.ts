import type { Account } from '../customer/account.ts';
import type { NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import type { TeamNotice } from '../ticket/team-notice.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * What the whole team is mailed of, of which nobody need act: a new ticket has its ladder, and a colleague's answer asks nothing. Who likes to hear of
 * theirs alone misses no more than these: all else comes to one of the team, who has the ticket or stands in for who does.
 */
const OF_ALL: readonly NoticeKind[] = ['new', 'answered'];

/** What is besides kept from an agent who likes to hear of none, as long as anybody else hears of it: they find it in the queue. */
const GOING_ON: readonly NoticeKind[] = ['again', 'outside', 'claimed', 'astray'];

/**
 * Whether an agent wants to hear of this by mail (`Account.notices`). A level of the ladder, what they are given or named in, and what was not done or did
 * not arrive is told whatever they like, an acknowledgement that was kept back, too; so is all that is urgent.
 */
export function isWanted(
  { notices = 'all' }: Pick<Account, 'notices'>,
  about: TeamNotice['about'],
  { ticket, reader, isUrgent }: { ticket: Pick<Ticket, 'assignee'>; reader: string; isUrgent: boolean },
): boolean {
  if (about.kind === 'level' || about.unacknowledged || notices === 'all' || isUrgent) return true;
  if (notices === 'none') return !OF_ALL.includes(about.kind) && !GOING_ON.includes(about.kind);
  return !OF_ALL.includes(about.kind) || ticket.assignee === reader;
}

/** Whether somebody is to hear of it, whatever they all like: nothing but this mail would say that it is there. */
export function isForSomebody({ kind }: TeamNotice['about']): boolean {
  return kind === 'level' || !OF_ALL.includes(kind);
}
