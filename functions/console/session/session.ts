import * as z from 'zod';
import type { Account } from '../../../shared/customer/account.ts';
import type { Agent } from '../../../shared/customer/agent.ts';
import { seal, unseal } from './seal.ts';

/** Who is signed in to the console: which agent, since when, and when they last did something. Seconds of machine time. */
const sessionSchema = z.object({ agent: z.string(), serial: z.number(), began: z.number(), seen: z.number() });
export type Session = z.infer<typeof sessionSchema>;

const PURPOSE = 'console-session/1';

const MINUTE = 60;
/** Unused for so long, or so old: signed out. The issuer's own session then lets one through without typing. */
const IDLE = 60 * MINUTE;
const LONGEST = 12 * 60 * MINUTE;
/** How often it is sealed anew: that they did something is known to so much. */
const RENEW = 10 * MINUTE;

const secondsOf = (instant: Date) => Math.floor(instant.getTime() / 1_000);

/** A session that begins now. */
export function newSession({ id, serial = 0 }: Pick<Agent, 'id' | 'serial'>, now: Date): Session {
  const at = secondsOf(now);
  return { agent: id, serial, began: at, seen: at };
}

/** The session as its cookie holds it. */
export function sealSession(keys: readonly string[], session: Session): string {
  return seal(keys, PURPOSE, JSON.stringify(session));
}

/** Reads a cookie back; undefined for one that none of the keys sealed, that is too old, or that was unused for too long. */
export function openSession(keys: readonly string[], sealed: string, now: Date): Session | undefined {
  const text = unseal(keys, PURPOSE, sealed);
  const session = text === undefined ? undefined : sessionSchema.safeParse(JSON.parse(text)).data;
  if (!session) return undefined;
  const at = secondsOf(now);
  return at - session.seen < IDLE && at - session.began < LONGEST ? session : undefined;
}

/** The session as it is to be sealed anew; undefined while that was done of late. */
export function renewed(session: Session, now: Date): Session | undefined {
  const at = secondsOf(now);
  return at - session.seen < RENEW ? undefined : { ...session, seen: at };
}

/** Whose session it is of these agents; undefined when they are none any more, or have signed out everywhere since. */
export function isOf(session: Session, { id, serial = 0 }: Pick<Agent, 'id' | 'serial'>): boolean {
  return session.agent === id && session.serial === serial;
}

/** Whether its agent has ended it, with all others that began before. */
export function isEnded({ began }: Session, { sessionsFrom }: Pick<Account, 'sessionsFrom'>): boolean {
  return sessionsFrom !== undefined && began <= secondsOf(new Date(sessionsFrom));
}
