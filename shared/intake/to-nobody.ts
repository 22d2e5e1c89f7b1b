import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { holdsMarker } from '../mail/reply-marker.ts';
import { isDigestAddress } from '../mail/signed/digest-address.ts';
import { holdsNoticePhrase } from '../mail/templates/words/notice-phrases.ts';
import { holdsTeamLine } from '../mail/templates/words/ticket-lines.ts';
import { isContact, mailboxOf, type Recipient } from '../notify/post.ts';
import type { Look } from './look.ts';
import { refuseSender } from './refusals.ts';

/**
 * One of the team who answers a mail that names many tickets, or writes to the desk with a mail to the team quoted, and the rule that
 * says so; undefined for any other mail. It is about no ticket, and is none of a customer: it holds what other customers wrote.
 *
 * The signed address of such a mail was given to the team alone, so there From is enough: nothing comes of it but word to that person's
 * registered address. Without it only proof counts. What a machine wrote is nobody's, and an outsider with the address is as any other.
 * `isProved`: nobody else can have sent it.
 */
export async function toNobodyBy(
  { settings, agents, secrets }: Pick<Look, 'settings' | 'agents' | 'secrets'>,
  { recipients, authenticated }: Pick<ReceivedMail, 'recipients' | 'authenticated'>,
  mail: InboundMail,
): Promise<{ told: Recipient; isProved: boolean; rule: string } | undefined> {
  const from = mail.from?.address;
  if (from === undefined || provedMachine(mail)) return undefined;
  const agent = (await agents.list()).find(({ addresses }) => addresses.includes(from));
  if (!agent && !isContact(settings, from)) return undefined;
  const told = agent ? mailboxOf(agent) : { address: from };
  const isProved = refuseSender({ authenticated }, mail) === undefined;
  const keys = await secrets.signingKeys();
  const addresses = [...recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  if (addresses.some((address) => isDigestAddress(keys, settings.supportAddress, address))) {
    return { told, isProved, rule: 'one of the team answers a mail that names many tickets' };
  }
  const quotes = authenticated && isOfTeam(mail.text);
  return quotes
    ? { told, isProved, rule: 'one of the team quotes a mail to the team, and it is about no ticket' }
    : undefined;
}

/** Whether a text has the marks, the sentences or the lines of a mail to the team. */
function isOfTeam(text: string): boolean {
  return holdsMarker(text) || holdsNoticePhrase(text) || holdsTeamLine(text);
}
