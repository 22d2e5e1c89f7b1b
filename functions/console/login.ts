import { Hono } from 'hono';
import type { Language } from '../../shared/language.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage, type PageContext, type PagesEnv, pageLanguage } from '../web/app.ts';
import { saidPage } from './pages/said.ts';
import { dropCookie, loginCookie, readCookie, withCookies, writeCookie, writeLogin } from './session/cookies.ts';
import { type Issuer, IssuerDown, LoginRefused, type Vouched } from './session/issuer.ts';
import { openAttempt, pageAfter, sealAttempt } from './session/login-attempt.ts';
import { newSession, sealSession } from './session/session.ts';
import { consoleWords } from './words/words.ts';

/** When whoever signs in had best try again, while the issuer does not answer. */
const RETRY_AFTER_SECONDS = '10';

/** Signing in by the issuer's own pages, and out: nobody needs a session for these. */
export function loginRoutes(desk: Desk, issuer: Issuer): Hono<PagesEnv> {
  const { settings } = desk;
  const callback = `${settings.webUrl}/console/callback`;
  const app = new Hono<PagesEnv>();

  app.get('/login', async (c) => {
    const { url, ...attempt } = await issuer.begin(callback);
    const to = pageAfter(c.req.query('to'));
    const sealed = sealAttempt(await desk.secrets.signingKeys(), { ...attempt, to }, desk.machineNow());
    writeLogin(c, settings, attempt.state, sealed);
    return c.redirect(url.href, 303);
  });

  app.get('/callback', async (c) => {
    const keys = await desk.secrets.signingKeys();
    const begun = loginCookie(c.req.query('state') ?? '');
    const attempt = openAttempt(keys, readCookie(c, settings, begun) ?? '', desk.machineNow());
    // Used once: who comes back to this address by the browser's history signs in anew.
    dropCookie(c, settings, begun);
    if (!attempt) throw new LoginRefused('this browser began no login, or long ago');
    const vouched = await issuer.finish(new URL(`${callback}${new URL(c.req.url).search}`), attempt);
    const { email } = vouched;
    if (email === undefined) return said(desk, c, 'noAddress');
    const agent = (await desk.agents.list()).find(({ addresses }) => addresses.includes(email));
    if (!agent) return said(desk, c, 'noAgent', email);
    const { subject, issuer: by } = vouched;
    const bound = await desk.accounts.bind(agent, { issuer: by, subject });
    if (!isSame(bound, vouched)) {
      desk.log.warn('somebody else signs in with the address of an agent', { agent: agent.id });
      return said(desk, c, 'another', email);
    }
    writeCookie(c, settings, 'desk', sealSession(keys, newSession(agent, desk.machineNow())));
    return c.redirect(attempt.to, 303);
  });

  app.post('/logout', async (c) => {
    dropCookie(c, settings, 'desk');
    const away = await leaving(desk, issuer);
    // Not a redirect: a form may lead to no other site (`form-action`), and its answer counts as where it leads.
    return withCookies(c, answerPage(settings, signedOut(pageLanguage(c, settings), away), 200, refresh(away)));
  });

  app.get('/bye', (c) => answerPage(settings, signedOut(pageLanguage(c, settings), undefined)));

  app.onError((error, c) => {
    if (error instanceof LoginRefused) {
      desk.log.info('a login was refused', { reason: error.reason });
      return said(desk, c, 'refused');
    }
    if (!(error instanceof IssuerDown)) throw error;
    desk.log.error('the issuer of logins does not answer', { error: error.cause });
    return said(desk, c, 'issuerDown');
  });
  return app;
}

const STATUS = { refused: 400, noAddress: 403, noAgent: 403, another: 403, issuerDown: 503 } as const;

/** The page that says why nobody is signed in, and the way from there. */
function said(desk: Desk, c: PageContext, what: keyof typeof STATUS, address = ''): Response {
  const language = pageLanguage(c, desk.settings);
  const words = consoleWords(language).login;
  const { title, text } = words[what];
  // Whoever is logged in there as nobody of ours has to log out there first.
  const leaves = STATUS[what] === 403 && words.leaveThere;
  const page = saidPage(language, {
    title,
    text: typeof text === 'function' ? text(address) : text,
    link: { href: '/console/login', text: words.again },
    ...(leaves && { button: { action: '/console/logout', text: leaves } }),
  });
  const headers = STATUS[what] === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : undefined;
  return withCookies(c, answerPage(desk.settings, page, STATUS[what], headers));
}

function signedOut(language: Language, away: string | undefined) {
  const { again, signedOut: words, leaveThere } = consoleWords(language).login;
  const link = away === undefined ? { href: '/console/login', text: again } : { href: away, text: leaveThere };
  return saidPage(language, { ...words, link });
}

const refresh = (away: string | undefined): Record<string, string> =>
  away === undefined ? {} : { refresh: `0; url=${away}` };

/** Where the browser logs out at the issuer; undefined where there is no such page, or nobody can say now: here it is signed out. */
async function leaving(desk: Desk, issuer: Issuer): Promise<string | undefined> {
  try {
    return await issuer.endUrl(`${desk.settings.webUrl}/console/bye`);
  } catch (error) {
    desk.log.warn('nobody can say where to log out', { error });
    return undefined;
  }
}

function isSame(bound: { issuer: string; subject: string }, { issuer, subject }: Vouched): boolean {
  return bound.issuer === issuer && bound.subject === subject;
}
