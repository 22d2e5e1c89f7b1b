import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isContact } from '../notify/post.ts';
import { isFlood } from '../ticket/flood.ts';
import type { Desk } from '../ticket/ports.ts';
import { NOBODY } from './read-received.ts';

/**
 * Whether a new request is one of a flood, and what becomes of it (docs/promise.md section 9): whoever is known to the desk has a
 * ticket, told of with the others (`gather`); a stranger's is held. A proved one never is, nor one that was let out.
 */
export async function floodOf(
  desk: Desk,
  { authenticated, receivedAt, released }: ReceivedMail,
  mail: InboundMail,
  source: string,
): Promise<'no' | 'gather' | 'hold'> {
  if (authenticated || released) return 'no';
  const from = mail.from?.address ?? NOBODY;
  const count = await desk.requestCounter.count({ from, source, at: receivedAt });
  if (!isFlood(count, desk.settings.flood)) return 'no';
  return (await isKnown(desk, from)) ? 'gather' : 'hold';
}

async function isKnown(desk: Desk, from: string): Promise<boolean> {
  if (isContact(desk.settings, from) || (await desk.customers.find(from))) return true;
  return (await desk.agents.list()).some(({ addresses }) => addresses.includes(from));
}
