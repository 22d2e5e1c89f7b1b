import { Hono } from 'hono';
import { isLead } from '../../shared/customer/agent.ts';
import { presentLead } from '../../shared/present/present-lead.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { loadLead } from '../../shared/use-cases/lead/load.ts';
import { parseFields } from '../http/parse.ts';
import type { ApiEnv } from './agent.ts';
import { query } from './query.ts';
import { leadSchema } from './requests.ts';

/** How the whole team stands, for leads and admins: the figures of the console's page. */
export function leadRoutes(desk: Desk): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/', async (c) => {
    if (!isLead(c.get('agent'))) throw new PublicError(403, 'This is for leads and admins.');
    const { timeZone = desk.settings.defaults.timeZone } = parseFields(leadSchema, query(c));
    const at = desk.now().toISOString();
    const figures = await loadLead(desk, { agents: await desk.agents.list(), timeZone });
    return c.json({ at, timeZone, ...presentLead(figures) });
  });
}
