import { Hono } from 'hono';
import { presentTicket } from '../../shared/present/present-ticket.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { addReader, removeReader } from '../../shared/use-cases/change-readers.ts';
import { dismissOutside, fileOutside } from '../../shared/use-cases/settle-outside.ts';
import { parseJson } from '../http/parse.ts';
import { ticketId } from '../http/ticket-id.ts';
import type { ApiEnv } from './agent.ts';
import { outsideSchema, readerSchema } from './requests.ts';

/** Who reads a ticket, and what becomes of what was written to it from outside (docs/promise.md section 9). */
export function readerRoutes(desk: Desk): Hono<ApiEnv> {
  const now = () => desk.now().toISOString();
  return new Hono<ApiEnv>()
    .post('/:id/readers', async (c) => {
      const reader = parseJson(readerSchema, await c.req.arrayBuffer());
      return c.json(
        presentTicket(await addReader(desk, { ticketId: ticketId(c), agent: c.get('agent'), at: now(), ...reader })),
      );
    })
    .delete('/:id/readers/:address', async (c) => {
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      return c.json(presentTicket(await removeReader(desk, { ...by, address: c.req.param('address') })));
    })
    .post('/:id/outside/dismiss', async (c) => {
      const which = parseJson(outsideSchema, await c.req.arrayBuffer());
      return c.json(
        presentTicket(
          await dismissOutside(desk, { ticketId: ticketId(c), agent: c.get('agent'), at: now(), ...which }),
        ),
      );
    })
    .post('/:id/outside/file', async (c) => {
      const which = parseJson(outsideSchema, await c.req.arrayBuffer());
      const { ticket, filed } = await fileOutside(desk, {
        ticketId: ticketId(c),
        agent: c.get('agent'),
        at: now(),
        ...which,
      });
      return c.json({ ticket: presentTicket(ticket), filed: filed.map(presentTicket) }, 201);
    });
}
