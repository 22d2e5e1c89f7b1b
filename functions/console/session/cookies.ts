import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Settings } from '../../../shared/settings.ts';
import { LOGIN_SECONDS } from './login-attempt.ts';

/** The session's cookie, and one for each login that a browser has begun: two windows may log in at once. */
type Name = 'desk' | `login-${string}`;

/** The cookie of a login, by the state that comes back with its answer. */
export function loginCookie(state: string): Name {
  return `login-${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;
}

/**
 * A cookie that only this site sets, and no script reads. `Lax`, so that the link of a notice leads in. Browsers take one that is `Secure` from
 * https alone, save the loopback of some; a local desk has the plain name.
 */
function cookie(name: Name, { webUrl }: Pick<Settings, 'webUrl'>) {
  const secure = webUrl.startsWith('https:');
  const prefix = secure ? ('host' as const) : undefined;
  return {
    name,
    prefix,
    options: { path: '/', secure, httpOnly: true, sameSite: 'Lax' as const, ...(prefix && { prefix }) },
  };
}

/** What a cookie of ours holds, if it came. */
export function readCookie(c: Context, settings: Settings, name: Name): string | undefined {
  const { prefix } = cookie(name, settings);
  return prefix ? getCookie(c, name, prefix) : getCookie(c, name);
}

/** Sets a cookie; the session's goes with the browser, a login's with its time. */
export function writeCookie(c: Context, settings: Settings, name: Name, value: string): void {
  setCookie(c, name, value, { ...cookie(name, settings).options, ...(name !== 'desk' && { maxAge: LOGIN_SECONDS }) });
}

/** So many logins are under way in a browser: all cookies of a request together have to fit its header. */
const MOST_LOGINS = 5;

/** Keeps what a login that begins has to find again; who has begun many and ended none begins anew with this one. */
export function writeLogin(c: Context, settings: Settings, state: string, value: string): void {
  const begun = Object.keys(getCookie(c)).flatMap((name) => /login-[0-9a-f]{16}$/.exec(name) ?? []);
  if (begun.length >= MOST_LOGINS) for (const name of begun) dropCookie(c, settings, name as Name);
  writeCookie(c, settings, loginCookie(state), value);
}

/** Takes a cookie away. */
export function dropCookie(c: Context, settings: Settings, name: Name): void {
  deleteCookie(c, name, cookie(name, settings).options);
}

/** The answer with the cookies that were set or taken away before it was made. */
export function withCookies(c: Context, answer: Response): Response {
  for (const cookie of c.res.headers.getSetCookie()) answer.headers.append('set-cookie', cookie);
  return answer;
}
