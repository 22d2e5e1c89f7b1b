import type { Agent } from '../customer/agent.ts';
import { type Command, isMisplacedProblem, readCommands } from '../mail/commands.ts';
import { tellCommandProblems } from '../notify/notices.ts';
import { type Posted, stepOutcome, withPosted } from '../notify/post.ts';
import { DONE, type Outcome } from '../outcome.ts';
import { deliveryOf } from '../ticket/delivery.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Step } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { answerSource, COMMANDS, obey } from './obey.ts';
import { recipientsFor } from './steps/recipients.ts';
import { claimed, passOn } from './steps/relay.ts';
import { boundedWarnings, newNote, storeMessage } from './steps/store-message.ts';
import { tellTeam } from './steps/tell-team.ts';
import { getTicket, update } from './steps/update.ts';

const ANSWER_WAITS: Outcome = { outcome: 'later', reason: 'the answer has not left yet' };

/** What comes after the answer in the same mail, however long that waits. */
const FOLLOWS_ANSWER: readonly Command['name'][] = ['close', 'merge', 'priority', 'snooze'];

type Orders = {
  ticketId: string;
  agent: Agent;
  /** Of the mail; its commands are carried out once. */
  source: string;
  /** When it reached the desk (ISO, UTC). */
  at: string;
  /** The lines as they were written: they stay on the ticket, as a note. */
  lines: readonly string[];
  /** Key of the raw mail, and its Message-ID. */
  raw?: string;
  messageId?: string;
  commands: readonly Command[];
  /** Something in the mail is in doubt: nothing of it is carried out. */
  isHeld?: boolean;
  /** What is wrong already, in words for the agent. */
  problems: readonly string[];
  /** The rest of the mail went to the customer. */
  answerSent: boolean;
};

/**
 * Carries out the commands of an agent's mail, each once however often the mail comes, and tells the agent what was refused.
 * The note with the command lines is their record: whoever finds it done does nothing.
 */
export async function carryOut(desk: Desk, orders: Orders): Promise<void> {
  const { ticketId, agent, at, lines, isHeld = false } = orders;
  const note = newNote(agent, {
    ticketId,
    source: `${orders.source}${COMMANDS}`,
    at,
    text: lines.join('\n'),
    raw: orders.raw,
    messageId: orders.messageId,
    ...(isHeld && { held: true }),
    warnings: [...orders.problems],
  });
  const ticket = await getTicket(desk, ticketId);
  const { existed, ...stored } = await storeMessage(desk, claimed(desk, note), { files: [] }, ticket);
  await obeyAll(desk, agent, { stored, existed }, { ...orders, commands: isHeld ? [] : orders.commands });
}

/** Goes on with the commands of a note that a delivery before left undone. An agent who is gone has nothing carried out, and others hear of it. */
export async function resumeCarryingOut(desk: Desk, note: Message): Promise<void> {
  const agent = (await desk.agents.list()).find(({ id }) => id === note.by);
  const { commands, unknown } = readCommands(note.text);
  // Notes of before do not say it.
  const isHeld = note.held === true || unknown.length > 0 || note.warnings.some(isMisplacedProblem);
  const answer = await answerBeside(desk, note);
  const orders = {
    commands: isHeld ? [] : commands,
    problems: note.warnings,
    answerSent: answer?.kind === 'public',
  };
  await obeyAll(desk, agent, { stored: note, existed: true }, orders);
}

/** What the rest of a mail of commands was kept as. */
function answerBeside(desk: Desk, { ticketId, source }: Message): Promise<Message | undefined> {
  return desk.tickets.getMessage(ticketId, messageKeyFor(answerSource(source)));
}

/** Others see to it in the place of who wrote it: to them it is what somebody else wrote. */
async function tellOthers(desk: Desk, ticket: Ticket, { key, by, at }: Message): Promise<Outcome> {
  const people = recipientsFor(desk, ticket, 'other', await desk.agents.list(), new Set(by === undefined ? [] : [by]));
  const about = { kind: 'other', messageKey: key, cause: 'once' } as const;
  return tellTeam(desk, ticket, people, { at, about });
}

async function obeyAll(
  desk: Desk,
  agent: Agent | undefined,
  note: { stored: Message; existed: boolean },
  { commands, problems: known, answerSent }: Pick<Orders, 'commands' | 'problems' | 'answerSent'>,
): Promise<void> {
  const { ticketId } = note.stored;
  let problems = [...known];
  const posted: Posted[] = [];
  let isWaiting = false;
  const steps = commands.map((command, index): Step => {
    const run = async (): Promise<Outcome> => {
      if (!agent) {
        problems.push(`#${command.name}: not carried out, who wrote it is no agent of this desk any more`);
        return DONE;
      }
      if (FOLLOWS_ANSWER.includes(command.name) && answerSent) {
        // What closes a ticket, or puts it out of sight, is that it is answered, and an answer leaves no promise to change: while the mail service is away, these
        // commands wait as well.
        const answer = await answerBeside(desk, note.stored);
        isWaiting ||= answer !== undefined && deliveryOf(answer)?.state === 'parked';
        if (isWaiting) return ANSWER_WAITS;
      }
      problems.push(...(await obey(desk, command, { note: note.stored, agent })));
      return DONE;
    };
    return [`${index} ${command.name}`, run];
  });
  const tell = async () => {
    // What waits may be refused yet, and is told with the rest: the mail of it would find no mail service, either.
    if (isWaiting) return ANSWER_WAITS;
    if (problems.length === 0) return DONE;
    // As the commands that were carried out have left it: who reads now is not who read before.
    const ticket = await getTicket(desk, ticketId);
    if (!agent) return tellOthers(desk, ticket, note.stored);
    const mail = await tellCommandProblems(desk, ticket, agent, { problems, answerSent });
    posted.push(mail);
    return mail.result.outcome === 'refused' ? tellOthers(desk, ticket, note.stored) : stepOutcome(mail);
  };
  await passOn(
    desk,
    note,
    async (claimed): Promise<Step[]> => {
      // What an earlier run was refused: it is told with the rest.
      problems = [...new Set([...known, ...claimed.warnings])];
      return [...steps, ['tell', tell]];
    },
    () => ({ warnings: boundedWarnings(problems) }),
  );
  if (posted.length > 0) await update(desk, await getTicket(desk, ticketId), (current) => withPosted(current, posted));
}
