import type { Agent } from '../customer/agent.ts';
import { provedMachine } from '../mail/automatic/findings.ts';
import { type InboundMail, writtenText } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { replyText } from '../mail/reply/trim.ts';
import { isContact } from '../notify/post.ts';
import type { Settings } from '../settings.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Addition, appendMessage } from '../use-cases/append-message.ts';
import { withRelease } from '../use-cases/open-ticket.ts';
import { update } from '../use-cases/steps/update.ts';
import type { Target } from './find-ticket.ts';
import type { Look } from './look.ts';
import { newlyDeclared } from './newly-declared.ts';
import { receiveAgentMail } from './receive-agent-mail.ts';
import { releaseOf } from './release-mail.ts';
import { isMachines, writerOfMail } from './writer-of-mail.ts';

/**
 * A mail about a ticket: an authenticated agent's is an answer or a command; any other is added to the conversation, and never
 * stops a clock. What a machine wrote for certain wakes nobody: two robots would keep each other awake.
 */
export async function joinTicket(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  target: Target & { source: string },
): Promise<void> {
  const { source } = target;
  const released = releaseOf(received);
  const noteRelease = (current: Ticket) =>
    released ? withRelease(current, released, desk.now().toISOString()) : current;
  const ticket = await update(desk, target.ticket, noteRelease);
  const { receivedAt, raw, authenticated: verified } = received;
  const isMachine = isMachines(ticket, mail);
  const writer = writerOfMail(received, mail, target);
  // On a ticket it is an answer, also where a mail program named nothing that it answers.
  const reply = replyText(writtenText(mail), { subject: mail.subject, answers: true });
  const answer = { ...mail, replyText: mail.added ? `${reply}\n\n${mail.added}`.trim() : reply };
  const addition = { ticket, mail: answer, source, receivedAt, raw, verified, writer, wakes: !isMachine };
  const reader = await readAs(desk, received, mail, target);
  if (reader.as === 'agent') {
    return receiveAgentMail(desk, { ...addition, agent: reader.agent, warnings: mail.warnings });
  }
  if (reader.as === 'customer') {
    // A signature of ours or of the sender's domain: whoever merely knows a Message-ID does not get to see the answers.
    // Once an agent has said who reads, nobody is added by what those before them hold.
    const isReader = writer === 'proved' || writer === 'known';
    const joins = !isMachine && (target.signed !== false || verified) && (isReader || !ticket.readersVersion);
    const declares = isMachine ? undefined : await newlyDeclared(desk, ticket, answer);
    await appendMessage(desk, { ...addition, declares, joins, ...authorOf(desk.settings, mail) });
    return;
  }
  const { refusal } = reader;
  desk.log.warn('not taken as an answer', { ticket: ticket.id, mail: received.id, refusal });
  const warnings = [...mail.warnings, `not taken as an answer: ${refusal}`];
  await appendMessage(desk, { ...addition, author: 'unverified', joins: false, warnings });
}

/** As whose a mail about a ticket is read; one to an agent's signed address that is not that agent's has a `refusal`. */
export async function readAs(
  { agents }: Pick<Look, 'agents'>,
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
  { agentId, agentSerial = 0 }: Pick<Target, 'agentId' | 'agentSerial'>,
): Promise<{ as: 'customer' } | { as: 'agent'; agent: Agent } | { as: 'nobody'; refusal: string }> {
  if (agentId === undefined) return { as: 'customer' };
  const agent = (await agents.list()).find(({ id, serial = 0 }) => id === agentId && serial === agentSerial);
  const refusal = refuseAnswer(agent, received, mail);
  return agent && refusal === undefined ? { as: 'agent', agent } : { as: 'nobody', refusal: refusal ?? '' };
}

/**
 * Who wrote a mail to the address that everybody of the ticket has. A lead who answers an escalation is no customer, and
 * unless registered as an agent, no agent: the words are kept, and nothing goes to the customer.
 */
function authorOf(settings: Settings, mail: InboundMail): Pick<Addition, 'author' | 'warnings'> {
  const { warnings } = mail;
  if (!isContact(settings, mail.from?.address ?? '')) return { author: 'customer', warnings };
  return { author: 'unverified', warnings: [...warnings, 'not sent on: an escalation contact is not an agent'] };
}

/** Why this is no answer of that agent: token, From and verdict must agree (promise.md section 5). Undefined: it is one. */
function refuseAnswer(
  agent: Agent | undefined,
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
): string | undefined {
  if (!agent) return 'the agent of this address is no longer registered';
  const machine = provedMachine(mail);
  if (machine) return `it was written by a machine (${machine})`;
  if (!mail.from || !agent.addresses.includes(mail.from.address)) return 'it is not from that agent';
  if (!received.authenticated) return 'its sender is not authenticated';
  return undefined;
}
