import { createHandler } from '../../../functions/console/handler.ts';
import { newSession, type Session, sealSession } from '../../../functions/console/session/session.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { visit } from '../../support/visit.ts';

export const KEY = 'a signing key for tests only';

/** An issuer that nobody asks: whoever is signed in needs none. */
const LOGIN = { issuer: 'https://login.example', clientId: 'desk', trustsEmail: false };

/** The console of a desk. */
export const consoleHandler = (desk: MemoryDesk) => createHandler(desk, LOGIN);

/** The cookie of a session, as the browser sends it. */
export const cookieOf = (session: Session, key = KEY) => `__Host-desk=${sealSession([key], session)}`;

/** A browser without scripts in which an agent is signed in since now. */
export function browserOf(desk: MemoryDesk, agent = 'ada') {
  return visit(consoleHandler(desk), { cookies: [cookieOf(newSession({ id: agent }, desk.machineNow()))] });
}

/** One in which nobody is, or with cookies of its own. */
export function strangerOf(desk: MemoryDesk, cookies: string[] = []) {
  return visit(consoleHandler(desk), { cookies });
}
