import type { Agent } from '../customer/agent.ts';
import { provedMachine } from '../mail/automatic/findings.ts';
import { readForwarded } from '../mail/forwarded.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isContact } from '../notify/post.ts';
import type { Desk } from '../ticket/ports.ts';
import { whyUnreachable } from '../ticket/reachable.ts';

/** A customer's mail that an agent passed on to the desk: `customer` wrote it, undefined when that cannot be read. */
export type FiledByForwarding = { agent: Agent; customer: Mailbox | undefined };

/**
 * A new mail by which a proved agent files a customer's mail (docs/promise.md section 9); undefined for any other. The customer is the
 * first writer of what is passed on who is not of the team: a colleague may have passed it on before.
 */
export async function forwardedByAgent(
  { settings, agents }: Pick<Desk, 'settings' | 'agents'>,
  { authenticated }: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
): Promise<FiledByForwarding | undefined> {
  const forwarded = authenticated && !provedMachine(mail) ? readForwarded(mail) : undefined;
  if (!forwarded) return undefined;
  const team = await agents.list();
  const agent = team.find(({ addresses }) => mail.from !== undefined && addresses.includes(mail.from.address));
  if (!agent) return undefined;
  const isTeam = (address: string) =>
    isContact(settings, address) || team.some(({ addresses }) => addresses.includes(address));
  const customer = forwarded.senders.find(
    ({ address }) => !isTeam(address) && whyUnreachable(settings, address) === undefined,
  );
  return { agent, customer };
}
