import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isContact } from '../notify/post.ts';
import { isOneTooMany } from '../ticket/flood.ts';
import type { Desk } from '../ticket/ports.ts';
import { forwardedByAgent } from './forwarded-by-agent.ts';
import { NOBODY } from './nobody.ts';
import type { Following } from './opens-anew.ts';
import type { SentBy } from './sent-by.ts';

/**
 * Whether a new request is one of a flood, and what becomes of it (docs/promise.md section 9): whoever is known to the desk has a
 * ticket, told of with the others (`gather`); a stranger's is held, save of whom the older ticket that it follows knows. A proved one never is, nor one that was let out. A rule of a mailbox
 * that passes mails on in its own name sends for many: each of them counts for whom it names.
 */
export async function floodOf(
  desk: Desk,
  { sender, isFromProved }: Pick<SentBy, 'sender' | 'isFromProved'>,
  mail: InboundMail,
  { source, follows }: { source: string; follows: Following | undefined },
): Promise<'no' | 'gather' | 'hold'> {
  const { authenticated, receivedAt, released } = sender;
  if (authenticated || released) return 'no';
  const from = await askedBy(desk, { sender, isFromProved }, mail);
  if (from === undefined) return 'no';
  if (!(await isOneTooMany(desk, { from, source, at: receivedAt }))) return 'no';
  return follows?.isOutside === false || (await isKnown(desk, from)) ? 'gather' : 'hold';
}

/**
 * Who asks: From, or whom a mailbox of `forwardedFrom` passes on. In the mailbox's name without proof anybody may write: what they say
 * they pass on counts as its own, unless it names a known customer. Undefined: the mailbox itself, which is no flood.
 */
async function askedBy(
  desk: Desk,
  { sender, isFromProved }: { sender: ReceivedMail; isFromProved: boolean },
  mail: InboundMail,
): Promise<string | undefined> {
  const from = mail.from?.address ?? NOBODY;
  if (!desk.settings.forwardedFrom?.some(({ address }) => address === from)) return from;
  const filed = await forwardedByAgent(desk, sender, mail);
  const customer = filed && 'customer' in filed ? filed.customer?.address : undefined;
  if (isFromProved) return customer;
  return customer !== undefined && (await isKnown(desk, customer)) ? customer : from;
}

async function isKnown(desk: Desk, from: string): Promise<boolean> {
  if (isContact(desk.settings, from) || (await desk.customers.find(from))) return true;
  return (await desk.agents.list()).some(({ addresses }) => addresses.includes(from));
}
