import type { Account } from '../customer/account.ts';
import type { NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * What goes on on tickets, of which an agent may want to hear less: they find it in the queue. All else is told whatever they like: a level of the ladder,
 * what they are given or named in, and what was not done or did not arrive.
 */
const GOING_ON: readonly NoticeKind[] = ['new', 'again', 'outside', 'claimed', 'astray', 'answered', 'other'];

/** Whether an agent wants to hear of this by mail (`Account.notices`). `kind`: of a notice, or a level of the ladder. */
export function isWanted(
  { notices = 'all' }: Pick<Account, 'notices'>,
  kind: NoticeKind | 'level',
  { ticket, reader }: { ticket: Pick<Ticket, 'assignee'>; reader: string },
): boolean {
  if (kind === 'level' || !GOING_ON.includes(kind) || notices === 'all') return true;
  return notices === 'mine' && ticket.assignee === reader;
}
