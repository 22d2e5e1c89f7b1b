import type { Agent } from '../../customer/agent.ts';
import type { ReceivedMail } from '../../mail/received-mail.ts';
import { readHeldAddress } from '../../mail/signed/held-address.ts';
import { readReplyAddress } from '../../mail/signed/reply-address.ts';
import type { Desk } from '../../ticket/ports.ts';

/**
 * The agent for whom an address is signed that a mail was sent to, as of a ticket or of a held mail; undefined when there is none, or they
 * have left. Only that agent was given it. Throws what the directory of agents throws.
 */
export async function addressedAgent(
  { settings, secrets, agents: directory }: Pick<Desk, 'settings' | 'secrets' | 'agents'>,
  { recipients }: Pick<ReceivedMail, 'recipients'>,
): Promise<Agent | undefined> {
  const { supportAddress } = settings;
  const [keys, agents] = await Promise.all([secrets.signingKeys(), directory.list()]);
  const isTo = ({ id, serial = 0 }: Agent, address: string) => {
    const ticket = readReplyAddress(keys, supportAddress, address);
    if (ticket.kind === 'ticket') return ticket.agentId === id && (ticket.serial ?? 0) === serial;
    const held = readHeldAddress(keys, supportAddress, address, agents);
    return held.kind === 'held' && held.agentId === id;
  };
  return agents.find((agent) => recipients.some((address) => isTo(agent, address)));
}
