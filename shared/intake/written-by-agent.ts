import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isOfTeam } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { whyUnreachable } from '../ticket/reachable.ts';
import { refuseEnvelope, refuseSender, writerAmong } from './refusals.ts';

/** What an agent wrote to a customer from the own inbox, with the desk in copy. `who` for readers, `by` for the audit trail. */
type WrittenByAgent = { who: string; by: string; customer: Mailbox };

/**
 * A new mail by which a proved agent writes to somebody outside, with the desk in copy: it is filed for the first outside person in its To
 * (docs/promise.md section 9), since a proved agent asks nothing of whom they answer. Undefined for any other. Throws what the directory of
 * agents throws.
 */
export async function writtenByAgent(
  { settings, agents }: Pick<Desk, 'settings' | 'agents'>,
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
): Promise<WrittenByAgent | undefined> {
  if (provedMachine(mail)) return undefined;
  const team = await agents.list();
  const agent = writerAmong(team, mail);
  if (!agent || refuseSender(received, mail) || refuseEnvelope(settings, mail)) return undefined;
  const customer = mail.to.find(
    ({ address }) => !isOfTeam(settings, team, address) && whyUnreachable(settings, address) === undefined,
  );
  return customer && { who: agent.name, by: `agent:${agent.id}`, customer };
}
