import type { Agent } from '../customer/agent.ts';
import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import type { WhyUndone } from '../mail/templates/words/undone.ts';
import { isContact } from '../notify/post.ts';
import type { Settings } from '../settings.ts';
import { isToDesk } from '../ticket/desk-addresses.ts';

/** Why a mail is not taken for an agent's: in words, and as its writer is told of it. Nobody is told of what a machine wrote. */
export type Refusal = { refusal: string; why: WhyUndone | 'machine' };

/** The same, and who is to hear of it: an agent, or the address of an escalation contact who is none. */
export type Refused = Refusal & { agent?: Agent | undefined; contact?: string };

/**
 * A refusal with who is to hear of it: whom the mail's From names, else whose address it was sent to (`agent`). An escalation contact who is no
 * agent hears that; the agent whose address they wrote to has done nothing wrong.
 */
export function refusedTo(
  { settings, agents }: { settings: Settings; agents: readonly Agent[] },
  mail: InboundMail,
  { why, refusal }: Refusal,
  agent: Agent | undefined,
): Refused {
  const writing = writerAmong(agents, mail);
  const contact = mail.from?.address ?? '';
  if (writing || !isContact(settings, contact)) return { why, refusal, agent: writing ?? agent };
  return { why: why === 'machine' ? why : 'contact', refusal, contact };
}

/** The agent whom the From of a mail names, proved or not. */
export function writerAmong(agents: readonly Agent[], { from }: Pick<InboundMail, 'from'>): Agent | undefined {
  return agents.find(({ addresses }) => from !== undefined && addresses.includes(from.address));
}

/** Why an address that is signed for an agent does not make this mail that agent's (docs/architecture.md, decision 6). */
export function refuseAddressed(
  settings: Settings,
  { agent, agents }: { agent: Agent; agents: readonly Agent[] },
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
  { inEnvelopeOnly }: { inEnvelopeOnly?: boolean },
): Refusal | undefined {
  const refused = refuseSender(received, mail);
  if (refused?.why === 'machine') return refused;
  return refuseFrom(agent, agents, mail) ?? refused ?? refuseEnvelope(settings, mail, { inEnvelopeOnly });
}

/** Why nothing shows that an agent sent this mail, whatever its From says; undefined: something does. */
export function refuseSender(
  { authenticated }: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
): Refusal | undefined {
  const machine = provedMachine(mail);
  if (machine) return { why: 'machine', refusal: `it was written by a machine (${machine})` };
  if (!authenticated) return { why: 'unproved', refusal: 'its sender is not authenticated' };
  // A signature of the agent's outlives being sent again by whoever has the mail.
  const again = mail.origin?.resentFrom?.address;
  if (again === undefined || again === mail.from?.address) return undefined;
  return { why: 'resent', refusal: `${again} has sent it again` };
}

/** Why a mail is not from the agent for whom an address was signed. A colleague's mail is the colleague's. */
function refuseFrom(agent: Agent, agents: readonly Agent[], mail: InboundMail): Refusal | undefined {
  if (writerAmong([agent], mail)) return undefined;
  return { why: writerAmong(agents, mail) ? 'not theirs' : 'unregistered', refusal: 'it is not from that agent' };
}

/**
 * Why an envelope alone brought a mail here, which is no word of its writer's: whoever has an old mail can put any envelope around it
 * (docs/promise.md section 9). `inEnvelopeOnly`, `isUnsigned`: of what leads to what the mail is about.
 */
export function refuseEnvelope(
  settings: Settings,
  mail: InboundMail,
  { inEnvelopeOnly = false, isUnsigned = false }: { inEnvelopeOnly?: boolean | undefined; isUnsigned?: boolean } = {},
): Refusal | undefined {
  if (inEnvelopeOnly)
    return { why: 'envelope', refusal: 'the address that it came to is neither in its To nor in its Cc' };
  if (!isToDesk(mail, settings)) return { why: 'envelope', refusal: 'no address of the desk is in its To or Cc' };
  // Of To and Cc that nobody signed, the desk could be in there by whoever has an old mail; by another Content-Type it reads otherwise.
  return isUnsigned || mail.unsigned?.some((field) => NEEDED.has(field))
    ? { why: 'unsigned', refusal: 'the signature that proves it does not cover all that it says' }
    : undefined;
}

/** What an agent's word must be proved with, beside the way that leads to the ticket. */
const NEEDED: ReadonlySet<string> = new Set([
  'to',
  'cc',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
]);
