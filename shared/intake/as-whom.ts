import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isForwardSubject } from '../mail/reply/separator.ts';
import type { Settings } from '../settings.ts';
import type { Writer } from '../ticket/writer.ts';
import { hasCommands } from './has-commands.ts';
import { readsAsCustomer } from './reads-as-customer.ts';
import {
  type Refusal,
  type Refused,
  refuseAddressed,
  refusedTo,
  refuseEnvelope,
  refuseSender,
  writerAmong,
} from './refusals.ts';
import type { Target } from './target.ts';
import { refuseOthers } from './to-others.ts';
import { writerOfMail } from './writer-of-mail.ts';

/**
 * As whose a mail about a ticket is read. `nobody`: it claims to be an agent's and is not taken for one, and why, and who is to
 * hear of that.
 */
export type AsWhom = { as: 'agent'; agent: Agent } | { as: 'customer'; writer: Writer } | ({ as: 'nobody' } & Refused);

/**
 * As whose a mail about a ticket is read (docs/promise.md section 9). An agent's address of the ticket counts only with From of that
 * agent and proof. On every way an agent's mail names the desk in To or Cc, and what led to the ticket when that is an address: whoever
 * has an old mail can put any envelope around it. A proved agent is never a customer, whatever address was used; one who opened the
 * ticket for themself, or was added to it, is, until they write a command: `#note` must not be read by those who read along.
 */
export function asWhom(
  { settings, agents }: { settings: Settings; agents: readonly Agent[] },
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
  target: Target,
): AsWhom {
  const { agentId, agentSerial = 0, by, mailOf } = target;
  const writing = writerAmong(agents, mail);
  const isProvedAgent = received.authenticated && writing !== undefined;
  const isReader = readsAsCustomer(target, mail.from?.address, isProvedAgent) && !(isProvedAgent && hasCommands(mail));
  if (agentId !== undefined && (writing !== undefined || !isReader)) {
    const agent = agents.find(({ id, serial = 0 }) => id === agentId && serial === agentSerial);
    const refused = agent
      ? (refuseAddressed(settings, { agent, agents }, received, mail, target) ??
        refuseOthers({ settings, agents }, mail, { ...target, byOwn: true }))
      : LEFT;
    return agent && refused === undefined
      ? { as: 'agent', agent }
      : { as: 'nobody', ...refusedTo({ settings, agents }, mail, refused ?? LEFT, agent) };
  }
  // Whoever answers the same newsletter as a customer does not answer the customer.
  if (writing === undefined || (by === 'ancestor' && mailOf === undefined) || isReader) {
    return { as: 'customer', writer: writerOfMail(received, mail, target) };
  }
  const refused =
    refuseSender(received, mail) ??
    refuseEnvelope(settings, mail, target) ??
    refuseOthers({ settings, agents }, mail, { ...target, byOwn: false }) ??
    refusePassingOn(mail);
  return refused === undefined ? { as: 'agent', agent: writing } : { as: 'nobody', ...refused, agent: writing };
}

const LEFT: Refusal = { why: 'left', refusal: 'the agent of this address is no longer registered' };

/** What an agent passes on to the desk, and a ticket has already, is no answer to the customer. */
function refusePassingOn({ subject }: InboundMail): Refusal | undefined {
  return isForwardSubject(subject) ? { why: 'passed on', refusal: 'it passes a mail on' } : undefined;
}
