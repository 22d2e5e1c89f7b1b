import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { readRelease } from '../mail/release-command.ts';
import { isHeldAddress, readHeldAddress } from '../mail/signed/held-address.ts';
import { releaseCommand } from '../mail/templates/held-notice.ts';
import { HELD_WORDS } from '../mail/templates/words/held.ts';
import { tellHeld } from '../notify/held-mails.ts';
import { ServiceBusy } from '../outcome.ts';
import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { release } from './release-mail.ts';

/**
 * An agent's reply to the notice of a held mail: `#release` lets it out, and anything else is told why it did not. False: it is no
 * such reply, which only the proved agent can write for whom the address was signed; it then is a mail as any other.
 * `receive` takes in the mail that is let out.
 */
export async function receiveRelease(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  receive: (desk: Desk, received: ReceivedMail) => Promise<void>,
): Promise<boolean> {
  const found = await heldBy(desk, received, mail);
  if (!found) return false;
  const { entry, agent } = found;
  const problem = await letOut(desk, entry, agent, mail, receive);
  if (problem === undefined) return true;
  const customer = entry.from === undefined ? undefined : await desk.customers.find(entry.from);
  const { result } = await tellHeld(desk, entry, agent, { customer, problem });
  if (result.outcome === 'later') throw new ServiceBusy(result);
  return true;
}

/** The entry and the agent that the mail's address names, when it is that agent who wrote. */
async function heldBy(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
): Promise<{ entry: QuarantineEntry; agent: Agent } | undefined> {
  const { supportAddress } = desk.settings;
  const addresses = received.recipients.filter((each) => isHeldAddress(supportAddress, each));
  if (addresses.length === 0) return undefined;
  const [keys, agents] = await Promise.all([desk.secrets.signingKeys(), desk.agents.list()]);
  for (const address of addresses) {
    const named = readHeldAddress(keys, supportAddress, address, agents);
    const agent = named.kind === 'held' && agents.find(({ id }) => id === named.agentId);
    const refusal = agent ? whyNot(agent, received, mail) : 'its address is signed for no agent';
    const entry = agent && !refusal && named.kind === 'held' ? await desk.quarantine.get(named.entryId) : undefined;
    if (entry && agent) return { entry, agent };
    mail.warnings.push(`nothing was let out: ${refusal ?? 'there is no such held mail'}`);
  }
  return undefined;
}

/** Why this is no word of that agent: token, From and verdict must agree (docs/architecture.md, decision 6). */
function whyNot(agent: Agent, received: ReceivedMail, mail: InboundMail): string | undefined {
  if (mail.autoReply || mail.bounce) return 'it was written by a machine';
  if (!mail.from || !agent.addresses.includes(mail.from.address)) return 'it is not from that agent';
  return received.authenticated ? undefined : 'its sender is not authenticated';
}

/** Lets the mail out, or gives why not, in words for the agent. */
async function letOut(
  desk: Desk,
  entry: QuarantineEntry,
  agent: Agent,
  mail: InboundMail,
  receive: Parameters<typeof receiveRelease>[3],
): Promise<string | undefined> {
  const asked = readRelease(mail.text);
  if (!asked) return HELD_WORDS[desk.settings.defaults.language].noCommand(releaseCommand(entry.reason));
  try {
    await release(desk, entry.id, { by: `agent:${agent.id}`, acceptVirus: asked.acceptVirus, receive });
    return undefined;
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return [error.message, ...error.errors.map(({ field, message }) => `${field} ${message}`)].join(' ');
  }
}
