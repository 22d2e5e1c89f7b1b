import type { Agent } from '../customer/agent.ts';
import { type Command, misplacedProblem, unknownProblem } from '../mail/commands.ts';
import type { InboundAttachment, InboundMail } from '../mail/inbound.ts';
import { filesOfTeam, hasContent, whyLeftOut } from '../mail/own-content/own-files.ts';
import { PublicError, reasonOf } from '../public-error.ts';
import { refusalSentence } from '../refusals.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { whyNotAsk } from '../ticket/watch.ts';
import { writtenForNow } from '../ticket/written-for.ts';
import { addNote } from '../use-cases/add-note.ts';
import { carryOut } from '../use-cases/carry-out.ts';
import { correct } from '../use-cases/correct.ts';
import { respond } from '../use-cases/respond.ts';
import { writeNote } from '../use-cases/write-note.ts';
import { inPlaceOf } from './in-place-of.ts';
import { isToldAlready } from './is-told-already.ts';
import { knownTexts } from './known-texts.ts';
import { oursOf } from './ours-of.ts';
import { type AgentWords, DOUBTS, readAgentMail } from './read-agent-mail.ts';
import type { Target } from './target.ts';
import { whyNotMeantHere } from './why-not-meant-here.ts';

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
  /** It was sent to the agent's own signed address, as the answer to a notice is. */
  isToOwn: boolean;
} & Pick<Target, 'by' | 'asked' | 'signedFor' | 'duplicates'>;

const HIDDEN_TEXT = 'The HTML of this mail hides some of its text, which was left out. It is in the raw mail.';

/**
 * An agent's mail: an answer, unless its first or last lines are commands.
 *
 * 1. A line that looks like a command and is none holds everything back: `#not` must not become an answer to the customer. So does a
 *    command in the middle of the text, an answer that cannot be told from the notice around it, and one that holds what is the desk's own. The text is kept as a note, and
 *    the agent is told why, and which commands there are.
 * 2. The text goes to the customer with its formatting and files, or stays internal after `#note`. Of a file that no customer may get the agent is told. What can reach nobody is kept as a
 *    note, too. What says nothing of its own (a reaction, a signature alone, a note of absence) is no answer. After `#ask` the customer of a P1 is waited for.
 * 3. The commands are carried out, in order, once a mail; what is refused is told to the agent, but a note of absence once a day. `#add` and `#remove` come before the
 *    answer, which is not sent when they are refused.
 *
 * Throws what a port throws, and `TaskBusy`; repeating it does nothing twice.
 */
export async function receiveAgentMail(desk: Desk, delivery: AgentMail): Promise<void> {
  const { ticket, agent, mail, receivedAt } = delivery;
  const source = await inPlaceOf(desk, delivery);
  const keys = await desk.secrets.signingKeys();
  const ours = oursOf(desk.settings, ticket);
  const known = await knownTexts(desk, ticket, mail);
  const levels = desk.settings.escalation.levels.map(({ name }) => name);
  const words = await readAgentMail(mail, agent, { keys, known, ours, levels, isToOwn: delivery.isToOwn });
  const warnings = words.hidesText ? [HIDDEN_TEXT] : [];
  const received = { ...delivery, source, warnings: [...warnings, ...delivery.warnings] };
  const { commands, unknown, misplaced, text, lines, html, files, leftOut, lacks } = words;
  const elsewhere = words.isHeld ? undefined : await whyNotMeantHere(desk, { ...received, ...words });
  const isHeld = words.isHeld || elsewhere !== undefined;
  const isNote = words.isNote || elsewhere !== undefined;
  const isAnswer = words.isAnswer && elsewhere === undefined;
  const kept = [...files, ...filesOfTeam(leftOut)];
  const ids = { ticketId: ticket.id, agent, source };
  if (!isAnswer && (text !== '' || hasContent(kept, mail.html))) {
    const { raw } = received;
    // What is held was to be something else, and nothing of it is done.
    const write = isNote && !isHeld ? writeNote : addNote;
    await write(desk, { ...ids, text, at: receivedAt, raw, messageId: mail.messageId, attachments: kept, warnings });
  }
  const isAsking = commands.some(({ name }) => name === 'ask');
  const unasked = isAsking ? whyNotAsk(ticket) : undefined;
  const cannotAsk = unasked ? refusalSentence(unasked) : isAsking ? whyNoQuestion(words) : undefined;
  const asks = isAsking && cannotAsk === undefined;
  const isPhoned = commands.some(({ name }) => name === 'phoned');
  const call = isPhoned ? { givenByPhone: receivedAt } : {};
  const refusal = isAnswer
    ? await answer(desk, received, { text, html, files, kept, asks, ...call }, commands)
    : undefined;
  const lacking = !isNote && lines.length === 0 ? lacks : undefined;
  const unsaid = lacking && `The customer was sent nothing, since your mail says nothing to them: ${lacking}.`;
  const about = { ticketId: ticket.id, agentId: agent.id, source, at: receivedAt };
  if (unsaid && words.isRobots && (await isToldAlready(desk, about, unsaid))) return;
  const isDone = refusal === undefined && unsaid === undefined && !isHeld && leftOut.length === 0;
  if (lines.length === 0 && isDone) return;
  await carryOut(desk, {
    ...ids,
    at: receivedAt,
    lines,
    raw: received.raw,
    messageId: mail.messageId,
    commands,
    isHeld,
    problems: [
      ...(words.doubt ? [DOUBTS[words.doubt]] : []),
      ...(elsewhere ? [refusalSentence(elsewhere)] : []),
      ...misplaced.map(misplacedProblem),
      ...(refusal ? [refusal] : []),
      ...(unsaid ? [unsaid] : []),
      ...leftOut.map(whyLeftOut),
      ...(cannotAsk ? [`#ask: ${cannotAsk}`] : []),
      ...(isPhoned && !isAnswer ? ['#phoned: there is no answer: write what was said in the call'] : []),
      ...unknown.map(unknownProblem),
    ],
    answerSent: isAnswer && refusal === undefined,
  });
}

/** Answers the customer; gives why it can reach nobody, in words for the agent, with the text kept as a note. */
async function answer(
  desk: Desk,
  received: AgentMail,
  said: {
    text: string;
    html: string | undefined;
    files: InboundAttachment[];
    /** With those that only the team may have. */
    kept: InboundAttachment[];
    asks: boolean;
    givenByPhone?: string;
  },
  commands: readonly Command[],
): Promise<string | undefined> {
  const { files, kept, text, ...how } = said;
  const { ticket, agent, mail, source, receivedAt, raw, warnings } = received;
  const ids = { ticketId: ticket.id, agent, source };
  const { messageId } = mail;
  try {
    await correctFirst(desk, received, commands);
    await respond(desk, {
      ...ids,
      ...how,
      text,
      attachments: files,
      receivedAt,
      messageId,
      // The answer to a notice goes to the desk alone.
      isIdShared: mail.to.length + mail.cc.length > 1,
      raw,
      warnings,
      // Who asks by this very mail was corrected first.
      ...(!commands.some(({ name }) => name === 'requester') && { writtenFor: writtenForNow(ticket) }),
      tellBy: 'mail',
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    await addNote(desk, {
      ...ids,
      source: `${source}:not sent`,
      text,
      at: receivedAt,
      raw,
      messageId,
      attachments: kept,
      warnings,
    });
    return error.errors.length > 0 ? `${error.message} ${reasonOf(error)}.` : error.message;
  }
}

/**
 * What an agent corrects beside an answer is corrected first: it must not go to the one whom they take off. Not when the answer is there
 * already: others may have corrected it since. `carryOut` keeps record of it, and finds nothing left to change.
 */
async function correctFirst(desk: Desk, received: AgentMail, commands: readonly Command[]): Promise<void> {
  const { ticket, agent, source, receivedAt: at } = received;
  if (await desk.tickets.getMessage(ticket.id, messageKeyFor(source))) return;
  for (const command of commands) await correct(desk, command, { ticketId: ticket.id, agent, at, isBeside: true });
}

/** Why a mail asks nothing, though it says `#ask`. */
function whyNoQuestion({ isAnswer, commands }: AgentWords): string | undefined {
  if (!isAnswer) return 'there is no answer that asks';
  return commands.some(({ name }) => name === 'phoned') ? 'what is asked in a call is answered there' : undefined;
}
