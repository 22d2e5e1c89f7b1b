import type { Context } from 'hono';
import type { Language } from '../../shared/language.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { pageLanguage } from '../web/app.ts';
import type { Viewer } from './pages/frame.ts';
import type { ConsoleEnv } from './session/signed-in.ts';

/** Who looks, as the pages ask it: in the language and zone that the agent chose, else the browser's and the desk's. */
export function viewerOf(desk: Desk, c: Context<ConsoleEnv>): Viewer {
  const { settings, pace } = desk;
  const account = c.get('account');
  return {
    agent: c.get('agent'),
    language: viewerLanguage(desk, c),
    timeZone: account.timeZone ?? settings.defaults.timeZone,
    now: desk.now().toISOString(),
    pace,
    hasKeys: account.singleKeys !== false,
  };
}

/** The language of who is signed in. */
function viewerLanguage({ settings }: Pick<Desk, 'settings'>, c: Context<ConsoleEnv>): Language {
  return c.get('account').language ?? pageLanguage(c, settings);
}

/** Agents' names by id. */
export function namesOf(c: Context<ConsoleEnv>): ReadonlyMap<string, string> {
  return new Map(c.get('agents').map(({ id, name }) => [id, name]));
}
