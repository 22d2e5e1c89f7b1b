import { Hono } from 'hono';
import { DIGEST_MINUTES, NOTICES_WANTED } from '../../shared/customer/account.ts';
import { LANGUAGES } from '../../shared/language.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage } from '../web/app.ts';
import { lineIn } from '../web/field-in.ts';
import { knownZone } from '../web/known-zone.ts';
import { readFields } from '../web/read-fields.ts';
import { awayRoutes } from './away.ts';
import { saidPage } from './pages/said.ts';
import { dropCookie, withCookies } from './session/cookies.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { showMe } from './show-me.ts';
import { viewerOf } from './viewer.ts';
import { consoleWords } from './words/words.ts';

/** How an agent likes the pages, and the ways out. */
export function meRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.route('/', awayRoutes(desk));
  app.get('/me', (c) => showMe(desk, c));
  app.post('/me', async (c) => {
    const form = await readFields(c);
    const timeZone = lineIn(form, 'timeZone').trim();
    if (timeZone !== '' && knownZone(timeZone) === undefined) return showMe(desk, c, { badZone: timeZone });
    await desk.accounts.prefer(c.get('agent'), {
      language: LANGUAGES.find((each) => each === form.get('language')),
      timeZone: timeZone || undefined,
      singleKeys: form.get('keys') === 'yes',
      notices: NOTICES_WANTED.find((each) => each !== 'all' && each === form.get('notices')),
      digestMinutes: DIGEST_MINUTES.find((each) => String(each) === form.get('digest')),
    });
    return c.redirect('/console/me?done=saved', 303);
  });
  app.post('/me/everywhere', async (c) => {
    await desk.accounts.endSessions(c.get('agent'), desk.machineNow().toISOString());
    const { language } = viewerOf(desk, c);
    const { signedOut, again } = consoleWords(language).login;
    const page = saidPage(language, { ...signedOut, link: { href: '/console/login', text: again } });
    dropCookie(c, desk.settings, 'desk');
    return withCookies(c, answerPage(desk.settings, page));
  });
  return app;
}
