import { AGENTS, CUSTOMERS, MESSAGE, TICKET } from '../../../shared/aws/keys.ts';
import type { Item, Table } from '../../../shared/aws/table.ts';
import { type State, type Ticket, ticketSchema } from '../../../shared/ticket/ticket.ts';
import { scan } from '../doctor/scan.ts';

/** A clock that runs: of a first response when it has a deadline (ISO, UTC), else of a question or a snooze. */
export type OpenClock = Pick<Ticket, 'id' | 'timer'> & { deadline?: string };

/** What two tables hold. */
export type Inventory = {
  tickets: Record<State, number>;
  messages: number;
  held: number;
  customers: number;
  agents: number;
  clocks: Map<string, OpenClock>;
  /** Ids of tickets of which nobody knows whether they owe something. */
  unreadable: string[];
};

export type TablePair = { tickets: Table; people: Table };

/** Reads both tables whole; of a desk of a million tickets it keeps those that owe something. `seen` hears how many items so far. */
export async function takeInventory({ tickets, people }: TablePair, seen: (items: number) => void): Promise<Inventory> {
  const found: Inventory = {
    tickets: { waiting: 0, answered: 0, closed: 0 },
    ...{ messages: 0, held: 0, customers: 0, agents: 0 },
    clocks: new Map(),
    unreadable: [],
  };
  let count = 0;
  for (const table of [people, tickets]) {
    for await (const item of scan(table)) {
      seen(++count);
      note(found, item);
    }
  }
  return found;
}

function note(found: Inventory, item: Item): void {
  const [pk, sk] = [String(item.pk), String(item.sk)];
  if (pk === CUSTOMERS) found.customers += 1;
  else if (pk === AGENTS) found.agents += 1;
  else if (pk.startsWith('QUARANTINE#')) found.held += 1;
  else if (pk.startsWith(TICKET) && sk.startsWith(MESSAGE)) found.messages += 1;
  else if (pk.startsWith(TICKET) && sk === 'TICKET') noteTicket(found, pk.slice(TICKET.length), item);
}

function noteTicket(found: Inventory, id: string, item: Item): void {
  const { data: ticket } = ticketSchema.safeParse(item);
  if (!ticket) {
    found.unreadable.push(id);
    return;
  }
  const { state, timer, clock } = ticket;
  found.tickets[state] += 1;
  if (state === 'waiting') found.clocks.set(id, { id, timer, deadline: clock.deadline });
  else if (timer.next) found.clocks.set(id, { id, timer });
}
