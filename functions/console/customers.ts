import { Hono } from 'hono';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { ticketsOfCustomer } from '../../shared/use-cases/search.ts';
import { answerPage } from '../web/app.ts';
import { customerPage } from './pages/customer.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { viewerOf } from './viewer.ts';

/** A customer: what was sold, and what they asked. */
export function customerRoutes(desk: Desk): Hono<ConsoleEnv> {
  return new Hono<ConsoleEnv>().get('/customers/:id', async (c) => {
    const customer = await desk.customers.get(c.req.param('id'));
    if (!customer) throw new PublicError(404, 'There is no such customer.');
    const tickets = await ticketsOfCustomer(desk, customer.id);
    return answerPage(desk.settings, customerPage({ viewer: viewerOf(desk, c), customer, ...tickets }));
  });
}
