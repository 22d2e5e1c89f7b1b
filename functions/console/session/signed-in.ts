import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Account } from '../../../shared/customer/account.ts';
import type { Agent } from '../../../shared/customer/agent.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { PagesEnv } from '../../web/app.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { isEnded, isOf, openSession, renewed, sealSession } from './session.ts';

/** Who looks at a page of the console. */
export type SignedIn = { agent: Agent; agents: readonly Agent[]; account: Account };

export type ConsoleEnv = PagesEnv & { Variables: SignedIn };

/**
 * Lets agents pass who are signed in, as their record says it now: whoever was removed is out at the next click. Others come to `otherwise`.
 */
export function requireSession(desk: Desk, otherwise: (c: Context<ConsoleEnv>) => Promise<Response>) {
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    const who = await whoIs(desk, c);
    if (!who) return otherwise(c);
    c.set('agent', who.agent);
    c.set('agents', who.agents);
    c.set('account', who.account);
    await next();
    // On the answer, whoever made it.
    if (who.fresh && !isByItself(c.req.path)) writeCookie(c, desk.settings, 'desk', who.fresh);
    return undefined;
  });
}

/** Whether an open page asks for this by itself, again and again: nobody did anything, so it keeps no session from ending unused. */
export function isByItself(path: string): boolean {
  return /^\/console\/(?:rows|lead\/rows|t\/[^/]+\/presence)$/.test(path);
}

async function whoIs(desk: Desk, c: Context<ConsoleEnv>): Promise<(SignedIn & { fresh?: string }) | undefined> {
  const sealed = readCookie(c, desk.settings, 'desk');
  if (sealed === undefined) return undefined;
  const keys = await desk.secrets.signingKeys();
  const now = desk.machineNow();
  const session = openSession(keys, sealed, now);
  if (!session) return undefined;
  const [agents, account] = await Promise.all([
    desk.agents.list(),
    desk.accounts.of({ id: session.agent, serial: session.serial }),
  ]);
  const agent = agents.find((each) => isOf(session, each));
  if (!agent || isEnded(session, account)) return undefined;
  const fresh = renewed(session, now);
  return { agent, agents, account, ...(fresh && { fresh: sealSession(keys, fresh) }) };
}
