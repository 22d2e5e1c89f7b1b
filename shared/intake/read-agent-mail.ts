import type { Agent } from '../customer/agent.ts';
import { type CommandMail, readCommands } from '../mail/commands.ts';
import type { InboundAttachment, InboundMail } from '../mail/inbound.ts';
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
  /** Nothing of it goes to the customer: `#note`, or a line that looks like a command and is none. */
  isNote: boolean;
  /** Why it says nothing to a customer, in words for the agent; undefined when it does. */
  lacks: string | undefined;
  isAnswer: boolean;
};

/** Reads an agent's mail: what stands above the quoted notice, its commands, and whether it is an answer. */
export function readAgentMail(mail: InboundMail, { name }: Pick<Agent, 'name'>, keys: readonly string[]): AgentWords {
  const read = readCommands(visibleReply(mail.text));
  const { text, lines, commands, unknown } = read;
  const html = mail.html && ownHtml(mail.html, { before: lines.join('\n'), text });
  const files = ownFiles(mail.attachments, { html, isOurs: (raw) => isOwnMail(keys, rawFields(raw)) });
  const lacks = whyNoContent(mail, { text, files, writer: name });
  const isNote = commands.some((command) => command.name === 'note') || unknown.length > 0;
  return { ...read, html, files, isNote, lacks, isAnswer: !isNote && lacks === undefined };
}
