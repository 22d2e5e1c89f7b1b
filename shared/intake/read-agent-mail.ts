import type { Agent } from '../customer/agent.ts';
import { type CommandMail, readCommands } from '../mail/commands.ts';
import { type InboundAttachment, type InboundMail, writtenText } from '../mail/inbound.ts';
import { ownFiles } from '../mail/own-content/own-files.ts';
import { ownHtml } from '../mail/own-content/own-html.ts';
import { whyNoContent } from '../mail/own-content/why-no-content.ts';
import { visibleReply } from '../mail/reply-text.ts';
import { isOwnMail } from '../mail/signed/loop-header.ts';
import { rawFields } from './read-received.ts';

/** What an agent wrote: commands, and the text, formatting and files that are the agent's own. */
export type AgentWords = CommandMail & {
  html: string | undefined;
  files: InboundAttachment[];
  /** The agent's words cannot be told from the notice around them, or a command is wrong or misplaced: nothing is sent or carried out. */
  isHeld: boolean;
  isDoubtful: boolean;
  /** Nothing of it goes to the customer: it is held, or `#note` says so. */
  isNote: boolean;
  /** Why it says nothing to a customer, in words for the agent; undefined when it does. */
  lacks: string | undefined;
  /** What it lacks is a person: its words are those of an automatic reply. */
  isRobots: boolean;
  isAnswer: boolean;
};

/** Some robots set no field. An agent may have meant it: it is kept, and the agent told. With `Re:` before its subject it is an answer. */
const ROBOTS = 'its subject and its text are those of an automatic reply';

/** Reads an agent's mail: what the agent wrote around the quoted notice, its commands, and whether it is an answer. */
export function readAgentMail(mail: InboundMail, { name }: Pick<Agent, 'name'>, keys: readonly string[]): AgentWords {
  const written = writtenText(mail);
  const reply = visibleReply(written);
  const read = reply.isDoubtful ? { ...readCommands(''), text: written.trim() } : readCommands(reply.text);
  const { text, lines, commands, unknown, misplaced } = read;
  const html = reply.isDoubtful ? undefined : formatting(mail, lines, text);
  const files = ownFiles(mail.attachments, { html, isOurs: (raw) => isOwnMail(keys, rawFields(raw)) });
  const names = [name, mail.from?.name ?? ''];
  const lack = whyNoContent(mail, { text, files, names });
  const isRobots = lack === undefined && mail.hint !== false && mail.hint.isStrong;
  const lacks = isRobots ? ROBOTS : lack;
  const isHeld = reply.isDoubtful || unknown.length > 0 || misplaced.length > 0;
  const isNote = isHeld || commands.some((command) => command.name === 'note');
  const isAnswer = !isNote && lacks === undefined;
  return {
    ...read,
    html,
    files,
    isHeld,
    isDoubtful: reply.isDoubtful,
    isNote,
    lacks,
    isRobots,
    isAnswer,
  };
}

/** The formatting of the text, below the command lines that stand above it: which of them do, is not known any more. */
function formatting(mail: InboundMail, lines: readonly string[], text: string): string | undefined {
  if (mail.html === undefined) return undefined;
  for (let above = lines.length; above >= 0; above -= 1) {
    const html = ownHtml(mail.html, { before: lines.slice(0, above).join('\n'), text });
    if (html !== undefined) return html;
  }
  return undefined;
}
