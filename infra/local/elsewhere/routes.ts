import { Hono } from 'hono';
import { KINDS, type Kind } from '../../../shared/targets/stored-target.ts';
import { elsewherePage } from './page.ts';
import type { Sent } from './seen.ts';

/** Enough for an hour of looking. */
const MOST = 200;

type Elsewhere = Exclude<Kind, 'mail'>;

/** As each of them answers what it takes. */
const ANSWERS: Record<Elsewhere, () => Response> = {
  slack: () => new Response('ok'),
  teams: () => new Response(null, { status: 202 }),
  'pager-duty': () => Response.json({ status: 'success', message: 'Event processed' }, { status: 202 }),
  webhook: () => new Response(null, { status: 204 }),
};

/**
 * Stands in for whoever is told outside: takes what the example targets are sent, by `POST /<kind>`, and shows it as a page (`GET /`) and as JSON
 * (`GET /sent`, oldest first). In memory alone. `now`: machine time in ms.
 */
export function elsewhereRoutes(now: () => number): Hono {
  const sent: Sent[] = [];
  const routes = new Hono();
  routes.post('/:kind', async ({ req }) => {
    const kind = KINDS.find((each): each is Elsewhere => each === req.param('kind') && each !== 'mail');
    if (kind === undefined) return new Response('There is nobody of that kind.\n', { status: 404 });
    const all = req.header();
    const headers = Object.fromEntries(
      Object.entries(all).filter(([name]) => /^(?:content-type$|webhook-)/.test(name)),
    );
    sent.push({ at: new Date(now()).toISOString(), kind, headers, body: await req.json() });
    if (sent.length > MOST) sent.shift();
    return ANSWERS[kind]();
  });
  routes.get('/sent', () => Response.json(sent));
  routes.get('/', (context) => context.html(elsewherePage(sent.toReversed())));
  return routes;
}
