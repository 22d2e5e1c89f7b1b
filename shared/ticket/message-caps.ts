import type { RequestCounter } from './flood.ts';
import { hashOf, PATIENCE } from './page-caps.ts';

/** How many messages by link of one reader a ticket takes as they come: as many as people write. */
const CAP = { most: 20, ms: 10 * 60_000 };

/** Of so many beyond it the team hears one by one, and of more by the digest: holding is to end the mails. */
const TOLD = 3;

/** As of a page's form (`PageLoad`). */
export type MessageLoad =
  | { is: 'usual' }
  | { is: 'held'; isLoud: boolean }
  | { is: 'too many'; retryAfterSeconds: number };

/**
 * Counts a message by link, once however often it comes, and says what becomes of it (docs/promise.md section 9). By reader and not by
 * network: the link is theirs alone, so nobody who shares a network with them waits. `at`: ISO, UTC. Throws what the counter throws.
 */
export async function countMessage(
  counter: RequestCounter,
  { reader, ticketId, source, at }: { reader: string; ticketId: string; source: string; at: string },
): Promise<MessageLoad> {
  const { most, ms } = CAP;
  const count = await counter.within({ of: `messages:${ticketId}:${hashOf(reader)}`, source, at, ms });
  if (count > PATIENCE * most) return { is: 'too many', retryAfterSeconds: ms / 1000 };
  return count > most ? { is: 'held', isLoud: count > most + TOLD } : { is: 'usual' };
}
