import { createHash } from 'node:crypto';
import { sign } from '../mail/signed/signature.ts';
import type { RequestCounter } from './flood.ts';
import { networkOf } from './network.ts';

const MINUTE_MS = 60_000;

/** How many requests a page of the online desk takes as they come, of one network, in the name of one address, and in all. */
const CAPS = {
  network: { most: 10, ms: 10 * MINUTE_MS },
  address: { most: 5, ms: 60 * MINUTE_MS },
  desk: { most: 300, ms: 10 * MINUTE_MS },
} as const;
type Cap = keyof typeof CAPS;

/** Beyond so many times its cap whoever sends is refused, and in a name so many are told of: a program goes on for ever. */
export const PATIENCE = 3;

/** `held`: more than so many, `of` which cap. `isLoud`: so many more that the team hears of it by the digest alone. */
export type PageLoad =
  | { is: 'usual' }
  | { is: 'held'; of: Cap; isLoud: boolean }
  | { is: 'too many'; retryAfterSeconds: number };

/**
 * Counts a request of a page, and says what becomes of it (docs/promise.md section 9). `ip` is kept as a hash that is another one each UTC day,
 * and gone after the next; whoever is refused counts for nobody else. `at`: ISO, UTC. Throws what the counter throws.
 */
export async function countPageRequest(
  counter: RequestCounter,
  request: { key: string; ip: string; address: string; source: string; at: string },
): Promise<PageLoad> {
  const { key, ip, address, source, at } = request;
  const count = (cap: Cap, who: string) =>
    counter.within({ of: who === '' ? cap : `${cap}:${who}`, source, at, ms: CAPS[cap].ms });
  const { network } = CAPS;
  const ofNetwork = await count('network', networkHash(key, ip, at));
  if (ofNetwork > PATIENCE * network.most) return { is: 'too many', retryAfterSeconds: network.ms / 1000 };
  const [ofAddress, ofDesk] = await Promise.all([count('address', hashOf(address)), count('desk', '')]);
  const counts = { network: ofNetwork, address: ofAddress, desk: ofDesk };
  const isOver = (cap: Cap) => counts[cap] > CAPS[cap].most;
  const over = (['network', 'address', 'desk'] as const).find(isOver);
  if (over === undefined) return { is: 'usual' };
  return { is: 'held', of: over, isLoud: isOver('desk') || ofAddress > PATIENCE * CAPS.address.most };
}

/** What else a network asks of the pages in ten minutes, as people do: places for files, and links. */
const ASKED = { slots: 60, links: 20 } as const;
const ASKED_MS = 10 * MINUTE_MS;

/**
 * Whether a network asks for more than so many people behind one do; each `source` is counted once. What becomes of it then is the caller's.
 * `at`: ISO, UTC. Throws what the counter throws.
 */
export async function asksTooMuch(
  counter: RequestCounter,
  what: keyof typeof ASKED,
  { key, ip, source, at }: { key: string; ip: string; source: string; at: string },
): Promise<{ retryAfterSeconds: number } | undefined> {
  const of = `${what}:${networkHash(key, ip, at)}`;
  const isOver = (await counter.within({ of, source, at, ms: ASKED_MS })) > ASKED[what];
  return isOver ? { retryAfterSeconds: ASKED_MS / 1000 } : undefined;
}

/** A network, as a hash that is another one each UTC day. */
function networkHash(key: string, ip: string, at: string): string {
  return sign(key, 'page-network/1', [at.slice(0, 10), networkOf(ip)]);
}

/** An address, as a hash: a count keeps no other of whoever writes. */
export function hashOf(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 16);
}
