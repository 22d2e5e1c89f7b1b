import { provedMachine } from '../mail/automatic/findings.ts';
import { readForwarded } from '../mail/forwarded.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isOfTeam } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { whyUnreachable } from '../ticket/reachable.ts';
import { type Refused, refuseEnvelope, refuseSender, writerAmong } from './refusals.ts';

/**
 * A customer's mail that an agent, or a rule of a mailbox that forwards to the desk, passed on as a mail of its own: `customer` wrote it,
 * undefined when that cannot be read. `who` for readers, `by` for the audit trail.
 */
export type FiledByForwarding = { who: string; by: string; customer: Mailbox | undefined };

/** An agent's mail that looks like that and is not taken for it: why, and the agent, who is to hear of it. */
type NotFiled = { refused: Refused };

/**
 * A new mail by which a proved agent files a customer's mail (docs/promise.md section 9), or a mailbox of `forwardedFrom` does; undefined
 * for any other. The customer is the first writer of what is passed on who is not of the team: a colleague may have passed it on before.
 */
export async function forwardedByAgent(
  { settings, agents }: Pick<Desk, 'settings' | 'agents'>,
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
): Promise<FiledByForwarding | NotFiled | undefined> {
  const forwarded = provedMachine(mail) ? undefined : readForwarded(mail);
  if (!forwarded) return undefined;
  const from = mail.from?.address;
  const mailbox = settings.forwardedFrom?.find(({ address }) => address === from);
  const team = await agents.list();
  const agent = writerAmong(team, mail);
  const refused = agent && (refuseSender(received, mail) ?? refuseEnvelope(settings, mail));
  if (agent && refused && !mailbox) return { refused: { ...refused, agent } };
  if (!agent && !mailbox) return undefined;
  const writer = forwarded.senders.find(({ address }) => !isOfTeam(settings, team, address));
  // Below one whom nobody can answer, as a form's, stands what a visitor wrote there: it may name anybody.
  const customer = writer && whyUnreachable(settings, writer.address) === undefined ? writer : undefined;
  return agent && !refused
    ? { who: agent.name, by: `agent:${agent.id}`, customer }
    : { who: `A rule of ${from}`, by: 'desk', customer };
}
