import { Hono } from 'hono';
import { presentTicket } from '../../shared/present/present-ticket.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { mailLink } from '../../shared/use-cases/mail-link.ts';
import { revokeLinks } from '../../shared/use-cases/revoke-links.ts';
import { parseJson } from '../http/parse.ts';
import { ticketId } from '../http/ticket-id.ts';
import type { ApiEnv } from './agent.ts';
import { followLinkSchema } from './requests.ts';

/** The links by which customers follow a ticket on the online desk (docs/promise.md section 9). The API never shows one. */
export function followLinkRoutes(desk: Desk): Hono<ApiEnv> {
  const now = () => desk.now().toISOString();
  return new Hono<ApiEnv>()
    .post('/:id/follow-links', async (c) => {
      const { address } = parseJson(followLinkSchema, await c.req.arrayBuffer());
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      return c.json(presentTicket(await mailLink(desk, { ...by, address })));
    })
    .delete('/:id/follow-links', async (c) => {
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      return c.json(presentTicket(await revokeLinks(desk, by)));
    });
}
