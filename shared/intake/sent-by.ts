import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { asSentToMailbox } from './forwarded.ts';
import type { Look } from './look.ts';
import { isSentAgain } from './sent-again.ts';
import { asProved } from './unsigned.ts';
import { whyDoubtful } from './who-sent.ts';
import { asWrittenBy, type WhoWrote, whoWrote } from './who-wrote.ts';

/** The raw mail's. */
type Fields = Parameters<typeof asSentToMailbox>[3];

/** A mail as its writer sent it, and how far that is proved. */
export type SentBy = {
  /** The delivery, with what is known of From. */
  sender: ReceivedMail;
  /** From is proved to be who sent it to the desk, also where that proves nothing of the writer: a mailbox passes mails on in its own name. */
  isFromProved: boolean;
  /** The delivery, with what is known of the writer, who may stand elsewhere. */
  received: ReceivedMail;
  mail: InboundMail;
  who: WhoWrote;
};

/**
 * Who sent a mail and who wrote it, before it is decided what becomes of it (docs/promise.md section 9): one sure sender, else nobody is
 * proved; what a mailbox that passed it on set is not the writer's; whoever stands in From for others is not the writer. `fields` are the
 * raw mail's. `receiveMail` and `mail inspect` ask the same. Throws what the directory of customers throws.
 */
export async function sentBy(
  look: Pick<Look, 'settings' | 'customers' | 'agents' | 'tickets'>,
  given: ReceivedMail,
  read: InboundMail,
  fields: Fields,
): Promise<SentBy> {
  const sent = await asSent(look, asProved(given, read), read, fields);
  if (!sent.isFromProved || !(await isSentAgain(look, sent.mail, given.receivedAt))) return sent;
  read.warnings.push(
    'counts as not proved: another mail of this Message-ID is here, and this one may be that one, sent again with a changed header',
  );
  return asSent(look, { ...given, authenticated: false }, read, fields);
}

async function asSent(
  look: Pick<Look, 'settings' | 'customers' | 'agents'>,
  delivery: ReceivedMail,
  read: InboundMail,
  fields: Fields,
): Promise<SentBy> {
  const doubt = whyDoubtful(delivery, read);
  const isSure = doubt === undefined && !read.isFromDoubtful;
  const sent = asSentToMailbox(look.settings, delivery, read, fields);
  const sender = { ...sent.received, authenticated: sent.received.authenticated && isSure };
  const who = await whoWrote(look, sender, sent.mail);
  const mail = asWrittenBy(sent.mail, who);
  if (doubt) mail.warnings.unshift(doubt);
  const isFromProved = delivery.authenticated && isSure;
  return { sender, isFromProved, received: { ...sender, authenticated: who.isProved }, mail, who };
}
