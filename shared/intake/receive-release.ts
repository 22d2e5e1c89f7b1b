import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { readRelease } from '../mail/release-command.ts';
import { isHeldAddress, readHeldAddress } from '../mail/signed/held-address.ts';
import { releaseCommand } from '../mail/templates/held-notice.ts';
import { HELD_WORDS } from '../mail/templates/words/held.ts';
import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { explainNotReleased } from './explain-not-released.ts';
import { type Refused, refuseAddressed, refusedTo } from './refusals.ts';
import { problemOf } from './release-asked.ts';
import { release } from './release-mail.ts';

/** What a mail to the address of a held mail was: done, or a mail as any other; then why no agent's, and who is to hear of that. */
type Release = { isDone: boolean; refused?: Refused };

/**
 * An agent's reply to the notice of a held mail: `#release` lets it out, and anything else is told why it did not. Only the proved agent
 * can write one for whom the address was signed, which stands in its To or Cc; any other mail to it is a mail as any other.
 * `receive` takes in the mail that is let out.
 */
export async function receiveRelease(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  receive: (desk: Desk, received: ReceivedMail) => Promise<void>,
): Promise<Release> {
  const found = await heldBy(desk, received, mail);
  if (!found || 'why' in found) return { isDone: false, ...(found && { refused: found }) };
  const { entry, agent } = found;
  const problem = await letOut(desk, entry, agent, mail, receive);
  if (problem === undefined) return { isDone: true };
  await explainNotReleased(desk, entry, agent, problem);
  return { isDone: true };
}

/** The entry and the agent that the mail's address names, when it is that agent who wrote. */
async function heldBy(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
): Promise<{ entry: QuarantineEntry; agent: Agent } | Refused | undefined> {
  const { supportAddress } = desk.settings;
  const addresses = received.recipients.filter((each) => isHeldAddress(supportAddress, each));
  if (addresses.length === 0) return undefined;
  let refused: Refused | undefined;
  const [keys, agents] = await Promise.all([desk.secrets.signingKeys(), desk.agents.list()]);
  for (const address of addresses) {
    const named = readHeldAddress(keys, supportAddress, address, agents);
    const agent = named.kind === 'held' && agents.find(({ id }) => id === named.agentId);
    if (!agent) {
      mail.warnings.push('nothing was let out: its address is signed for no agent');
      continue;
    }
    const refusal = refuseAddressed(desk.settings, { agent, agents }, received, mail, {
      inEnvelopeOnly: !isShown(mail, address),
    });
    const entry = refusal ? undefined : await desk.quarantine.get(named.entryId);
    if (entry) return { entry, agent };
    mail.warnings.push(`nothing was let out: ${refusal?.refusal ?? 'there is no such held mail'}`);
    if (refusal) refused ??= refusedTo({ settings: desk.settings, agents }, mail, refusal, agent);
  }
  return refused;
}

function isShown({ to, cc }: InboundMail, address: string): boolean {
  return [...to, ...cc].some((each) => each.address.toLowerCase() === address.toLowerCase());
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
    return problemOf(error);
  }
}
