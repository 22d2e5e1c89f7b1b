import type { Context } from 'hono';
import { PublicError } from '../../shared/public-error.ts';
import { TICKET_ID } from '../../shared/ticket/identity.ts';

/** The ticket's number from the path; its letters may be small, as somebody typed them. Throws a 404 for what is none. */
export function ticketId(c: Pick<Context, 'req'>): string {
  const id = c.req.param('id')?.toUpperCase() ?? '';
  if (!TICKET_ID.test(id)) throw new PublicError(404, 'This is not the number of a ticket.');
  return id;
}
