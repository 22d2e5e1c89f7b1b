import type { Card } from '../../shared/ticket/card.ts';
import type { TicketQuery } from '../../shared/ticket/ticket-store.ts';
import type { Io } from './command.ts';
import type { People } from './connect.ts';
import { formatTable } from './table.ts';

const PAGE = 100;

/** Open tickets that are listed; of more, their number. */
const MOST_SHOWN = 20;

/** All tickets of an agent or a customer, open ones first, and the ids of those that cannot be read. */
export async function ticketsHeldBy(
  { tickets }: Pick<People, 'tickets'>,
  holder: Pick<TicketQuery, 'assignee' | 'customer'>,
): Promise<{ open: Card[]; closed: Card[]; unreadable: string[] }> {
  const cards: Card[] = [];
  const unreadable: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await tickets.list({ ...holder, limit: PAGE, cursor });
    cards.push(...page.cards);
    unreadable.push(...page.unreadable);
    cursor = page.next;
  } while (cursor !== undefined);
  const isClosed = ({ state }: Card) => state === 'closed';
  return { open: cards.filter((card) => !isClosed(card)), closed: cards.filter(isClosed), unreadable };
}

/** Shows the open tickets of somebody who is to go, and how many closed ones there are. */
export function showHeld({ open, closed }: { open: readonly Card[]; closed: readonly Card[] }, io: Io): void {
  const waiting = open.filter(({ state }) => state === 'waiting').length;
  io.stdout.write(
    `  tickets: ${open.length} open, of which ${waiting} wait for a first response; ${closed.length} closed\n`,
  );
  const rows = open
    .slice(0, MOST_SHOWN)
    .map(({ id, state, priority, respondBy, subject }) => ['', id, `P${priority}`, state, respondBy, subject]);
  if (rows.length > 0) io.stdout.write(formatTable(['', 'TICKET', '', 'STATE', 'RESPOND BY', 'SUBJECT'], rows));
  if (open.length > MOST_SHOWN) io.stdout.write(`  and ${open.length - MOST_SHOWN} more\n`);
}
