import { actionsByLink } from '../../ticket/by-link.ts';
import { audited } from '../../ticket/clock.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Satisfaction, Ticket } from '../../ticket/ticket.ts';
import { getTicket, update } from '../steps/update.ts';
import type { ByReader } from './close-by-link.ts';

/**
 * The requester of what is closed says by their link whether they are satisfied; they may say otherwise, and the newest stands. It moves nothing, and
 * nobody is mailed. Where nobody is asked (`askSatisfaction`), or they may not, nothing is done. Throws a 404 for an unknown ticket, and what a port throws.
 */
export async function rateByLink(desk: Desk, { ticketId, reader, at }: ByReader, is: Satisfaction): Promise<Ticket> {
  const ticket = await getTicket(desk, ticketId);
  return update(desk, ticket, (current) => {
    const mayRate = desk.settings.askSatisfaction === true && actionsByLink(current, reader).rate;
    if (!mayRate || current.satisfaction?.is === is) return current;
    const line = { at, by: `customer:${reader}`, action: 'rated', detail: is };
    return audited({ ...current, satisfaction: { is, at } }, line);
  });
}
