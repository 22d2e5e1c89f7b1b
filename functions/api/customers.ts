import { Hono } from 'hono';
import { presentCustomer } from '../../shared/present/present-customer.ts';
import { presentFound } from '../../shared/present/present-found.ts';
import { presentCard } from '../../shared/present/present-ticket.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { search, ticketsOfCustomer } from '../../shared/use-cases/search.ts';
import { parseFields } from '../http/parse.ts';
import type { ApiEnv } from './agent.ts';
import { query } from './query.ts';
import { searchSchema } from './requests.ts';

/** A customer: what was sold, and what they asked. */
export function customerRoutes(desk: Desk): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/:id', async (c) => {
    const customer = await desk.customers.get(c.req.param('id'));
    if (!customer) throw new PublicError(404, 'There is no such customer.');
    const { cards, isWhole } = await ticketsOfCustomer(desk, customer.id);
    return c.json({ ...presentCustomer(customer), tickets: cards.map(presentCard), isWhole });
  });
}

/** What the search box of the console finds. */
export function searchRoutes(desk: Desk): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/', async (c) => {
    const { q } = parseFields(searchSchema, query(c));
    return c.json(presentFound(await search(desk, q)));
  });
}
