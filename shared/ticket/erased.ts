import type { Ticket } from './ticket.ts';

/** Stands where somebody's name, address or words stood who was erased (`customers erase`). */
export const ERASED = 'erased';

/** Whether whoever asked this ticket was erased: it is nobody's, and no address is in the place of theirs. */
export function isErased({ requester }: Pick<Ticket, 'requester'>): boolean {
  return requester.address === ERASED;
}
