import { Hono } from 'hono';
import type { Desk } from '../../shared/ticket/ports.ts';
import { search } from '../../shared/use-cases/search.ts';
import { answerPage } from '../web/app.ts';
import { searchPage } from './pages/search.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { viewerOf } from './viewer.ts';

/** Search by a ticket's number, which leads straight to it, an address, or a customer's name. */
export function searchRoutes(desk: Desk): Hono<ConsoleEnv> {
  return new Hono<ConsoleEnv>().get('/search', async (c) => {
    const found = await search(desk, c.req.query('q') ?? '');
    const [card] = found.cards;
    if (found.is === 'number' && card) return c.redirect(`/console/t/${card.id}`, 303);
    return answerPage(desk.settings, searchPage({ viewer: viewerOf(desk, c), ...found }));
  });
}
