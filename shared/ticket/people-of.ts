import { toAddress } from '../address.ts';
import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import { isNoReply } from '../mail/no-reply.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress, isToDesk } from './desk-addresses.ts';
import { isOfTeam } from './participants.ts';

type Copying = Pick<InboundMail, 'from' | 'to' | 'cc'>;

/**
 * Whom a mail copies besides its writer, when an address of ours is among To and Cc; else the desk was in Bcc or in the envelope only,
 * and nobody of them knows of it (docs/promise.md section 9). Addresses of the desk and of its team are never participants: a public
 * answer to them would be a loop, or a notice twice. What nobody reads is none either.
 */
export function peopleOf(mail: Copying, settings: Settings, agents: readonly Agent[]): Mailbox[] {
  if (!isToDesk(mail, settings)) return [];
  return [...mail.to, ...mail.cc].filter(
    ({ address }) =>
      address !== mail.from?.address &&
      !isOfTeam(settings, agents, address) &&
      !isOwnAddress(settings, address) &&
      !(toAddress(address) !== undefined && (isNoReply(address) || isPostmaster(address))),
  );
}

/** A server's administrator (RFC 5321, 4.5.1): a person may write from there, but is copied on nobody's conversation. */
function isPostmaster(address: string): boolean {
  return /^postmaster(?:\+.*)?@/i.test(address);
}
