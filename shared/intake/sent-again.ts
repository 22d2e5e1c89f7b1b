import type { InboundMail } from '../mail/inbound.ts';
import { isMadeUp } from '../mail/reading/message-ids.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Look } from './look.ts';
import { sourceOf } from './mail-identity.ts';

/** Messages under one id that are looked at; somebody who makes more of them has a reason. */
const MOST = 200;

/**
 * Whether a mail that nothing but its signature proves may be an old one, sent by whoever has it with something in its header that makes
 * another mail of it: the desk has proved mails, or an agent's, under its Message-ID, and this is none of them. A signature never covers all
 * of what a mail says (RFC 6376, section 8.15), and no second mail has an honest one's id (docs/promise.md section 9). `receivedAt`: ISO,
 * UTC. Throws what the store throws.
 */
export async function isSentAgain(
  { tickets }: Pick<Look, 'tickets'>,
  mail: InboundMail,
  receivedAt: string,
): Promise<boolean> {
  if (!mail.isBySignature || isMadeUp(mail.messageId)) return false;
  const key = messageKeyFor(sourceOf(mail, receivedAt));
  const places = (await tickets.findByMailId(mail.messageId)).filter(({ isReferred }) => !isReferred);
  if (places.length > MOST) return true;
  const known = await Promise.all(
    places.map(({ ticketId, messageKey }) => messageKey && tickets.getMessage(ticketId, messageKey)),
  );
  const proved = known.flatMap((each) => (each && (each.verified || each.author === 'agent') ? [each.key] : []));
  return proved.length > 0 && !proved.includes(key);
}
