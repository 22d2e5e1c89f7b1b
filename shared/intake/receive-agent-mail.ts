import type { Agent } from '../customer/agent.ts';
import { type Command, misplacedProblem } from '../mail/commands.ts';
import type { InboundAttachment, InboundMail } from '../mail/inbound.ts';
import { hasContent } from '../mail/own-content/own-files.ts';
import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { whyNotAsk } from '../ticket/watch.ts';
import { addNote } from '../use-cases/add-note.ts';
import { carryOut } from '../use-cases/carry-out.ts';
import { COMMANDS, obey } from '../use-cases/obey.ts';
import { respond } from '../use-cases/respond.ts';
import { isToldAlready } from './is-told-already.ts';
import { knownTexts } from './known-texts.ts';
import { readAgentMail } from './read-agent-mail.ts';

export type AgentMail = {
  ticket: Ticket;
  /** Authenticated: the signed address, the From and the verdict agreed. */
  agent: Agent;
  mail: InboundMail;
  source: string;
  /** When it reached the desk (ISO, UTC). */
  receivedAt: string;
  raw: string;
  warnings: string[];
};

/** Why a mail was not sent, in words for the agent. */
const DOUBTFUL =
  'what you wrote cannot be told from the notice that your mail program quotes: write above its first line or below its last one';

const UNCHANGED = 'The answer was not sent, since those who would read it are not those you named.';

/**
 * An agent's mail: an answer, unless its first or last lines are commands.
 *
 * 1. A line that looks like a command and is none holds everything back: `#not` must not become an answer to the customer. So does a
 *    command in the middle of the text, and an answer that cannot be told from the notice around it. The text is kept as a note, and
 *    the agent is told why, and which commands there are.
 * 2. The text goes to the customer with its formatting and files, or stays internal after `#note`. What can reach nobody is kept as a
 *    note, too. What says nothing of its own (a reaction, a signature alone, a note of absence) is no answer. After `#ask` the customer of a P1 is waited for.
 * 3. The commands are carried out, in order, once a mail; what is refused is told to the agent, but a note of absence once a day. `#add` and `#remove` come before the
 *    answer, which is not sent when they are refused.
 *
 * Throws what a port throws, and `TaskBusy`; repeating it does nothing twice.
 */
export async function receiveAgentMail(desk: Desk, received: AgentMail): Promise<void> {
  const { ticket, agent, mail, source, receivedAt } = received;
  const keys = await desk.secrets.signingKeys();
  const words = readAgentMail(mail, agent, { keys, known: await knownTexts(desk, ticket) });
  const { commands, unknown, misplaced, text, lines, html, files, isHeld, isNote, isAnswer, lacks } = words;
  const ids = { ticketId: ticket.id, agent, source };
  if (!isAnswer && (text !== '' || hasContent(files, mail.html))) {
    await addNote(desk, { ...ids, text, at: receivedAt, raw: received.raw, attachments: files });
  }
  const isAsking = commands.some(({ name }) => name === 'ask');
  const cannotAsk = isAsking
    ? (whyNotAsk(ticket) ?? (isAnswer ? undefined : 'there is no answer that asks'))
    : undefined;
  const asks = isAsking && cannotAsk === undefined;
  // Before the answer leaves: whoever is taken out must not read it.
  const unchanged = isHeld ? [] : await changeReaders(desk, received, commands);
  const content = { text, html, files, asks, unchanged };
  const refusal = isAnswer ? await answer(desk, received, content) : undefined;
  const lacking = !isNote && lines.length === 0 ? lacks : undefined;
  const unsaid = lacking && `The customer was sent nothing, since your mail says nothing to them: ${lacking}.`;
  const about = { ticketId: ticket.id, agentId: agent.id, source, at: receivedAt };
  if (unsaid && words.isRobots && (await isToldAlready(desk, about, unsaid))) return;
  if (lines.length === 0 && refusal === undefined && unsaid === undefined && !isHeld) return;
  await carryOut(desk, {
    ...ids,
    at: receivedAt,
    lines,
    raw: received.raw,
    commands: isHeld ? [] : commands.filter((command) => !isOfReaders(command)),
    problems: [
      ...(words.isDoubtful ? [DOUBTFUL] : []),
      ...misplaced.map(misplacedProblem),
      ...unchanged,
      ...(refusal ? [refusal] : []),
      ...(unsaid ? [unsaid] : []),
      ...(cannotAsk ? [`#ask: ${cannotAsk}`] : []),
      ...unknown.map((line) => `${line}: there is no such command`),
    ],
    answerSent: isAnswer && refusal === undefined,
  });
}

/** Says who reads the ticket; gives what was refused, in words for the agent. Both are done once, however often the mail comes. */
async function changeReaders(desk: Desk, received: AgentMail, commands: readonly Command[]): Promise<string[]> {
  const { ticket, agent, source, receivedAt: at } = received;
  const note = { ticketId: ticket.id, source: `${source}${COMMANDS}`, at };
  const refused: string[] = [];
  for (const command of commands.filter(isOfReaders)) refused.push(...(await obey(desk, command, { note, agent })));
  return refused;
}

function isOfReaders({ name }: Command): boolean {
  return name === 'add' || name === 'remove';
}

type Answer = {
  text: string;
  html: string | undefined;
  files: InboundAttachment[];
  asks: boolean;
  /** Why its readers could not be changed as the mail asks. */
  unchanged: readonly string[];
};

/** Answers the customer; gives why it can reach nobody, in words for the agent, with the text kept as a note. */
async function answer(
  desk: Desk,
  received: AgentMail,
  { text, html, files, asks, unchanged }: Answer,
): Promise<string | undefined> {
  const { ticket, agent, mail, source, receivedAt, raw, warnings } = received;
  const ids = { ticketId: ticket.id, agent, source };
  const { messageId } = mail;
  try {
    if (unchanged.length > 0) throw new PublicError(422, UNCHANGED);
    await respond(desk, {
      ...ids,
      text,
      html,
      attachments: files,
      receivedAt,
      messageId,
      raw,
      warnings,
      asks,
      tellBy: 'mail',
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    await addNote(desk, { ...ids, source: `${source}:not sent`, text, at: receivedAt, raw, attachments: files });
    return error.message;
  }
}
