import type { Ticket } from '../../shared/ticket/ticket.ts';
import type { MemoryDesk } from './memory-desk.ts';

/** A ticket as a write found it, and as it left it. */
export type Change = { before?: Ticket; after: Ticket };

/** Every write of a ticket from now on, in order, as the table's stream has them. */
export function changesOf(desk: MemoryDesk): Change[] {
  const changes: Change[] = [];
  const { create, save, get } = desk.tickets;
  desk.tickets.create = async (ticket) => {
    const after = await create(ticket);
    if (after) changes.push(structuredClone({ after }));
    return after;
  };
  desk.tickets.save = async (ticket) => {
    const before = await get(ticket.id);
    const after = await save(ticket);
    if (after) changes.push(structuredClone({ ...(before && { before }), after }));
    return after;
  };
  return changes;
}
