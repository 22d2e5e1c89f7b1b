import { PRIORITIES, type Priority } from '../sla/terms.ts';

/** What an agent can ask of the desk by the first lines of a mail. */
export type Command =
  | { name: 'note' }
  | { name: 'ask' }
  | { name: 'close'; reason: string | undefined }
  | { name: 'priority'; priority: Priority; reason: string | undefined }
  | { name: 'assign'; to: string }
  | { name: 'withdraw' };

export type CommandMail = {
  commands: Command[];
  /** Lines that look like a command and are none; the agent is sent the list of those there are. */
  unknown: string[];
  /** The command lines, those that are none among them. */
  lines: string[];
  /** The mail without its command lines. */
  text: string;
};

const COMMAND_LINE = /^#([a-z]+)(?:[ \t]+(.*))?$/i;

/**
 * Reads the commands on the first lines of an agent's mail: `#note`, `#ask`, `#close [reason]`, `#priority 2 [reason]`,
 * `#assign me` (or an agent's id), `#withdraw`, one a line. The first line that is none ends them, blank ones aside, so that a
 * `#` further down is the agent's own.
 */
export function readCommands(text: string): CommandMail {
  const lines = text.split('\n');
  const commands: Command[] = [];
  const unknown: string[] = [];
  let next = 0;
  for (; next < lines.length; next += 1) {
    const line = lines[next]?.trim() ?? '';
    const [, name, argument = ''] = COMMAND_LINE.exec(line) ?? [];
    if (name === undefined && line !== '') break;
    if (name === undefined) continue;
    const command = commandOf(name.toLowerCase(), argument.trim());
    if (command) commands.push(command);
    else unknown.push(line);
  }
  const found = commands.length + unknown.length > 0;
  const read = found ? lines.slice(0, next).map((line) => line.trim()) : [];
  return {
    commands,
    unknown,
    lines: read.filter((line) => line !== ''),
    text: found ? lines.slice(next).join('\n').trim() : text.trim(),
  };
}

function commandOf(name: string, argument: string): Command | undefined {
  switch (name) {
    case 'note':
    case 'ask':
    case 'withdraw':
      return argument === '' ? { name } : undefined;
    case 'close':
      return { name, reason: argument || undefined };
    case 'priority':
      return priorityCommand(argument);
    case 'assign':
      return /^[a-z0-9-]{1,16}$/i.test(argument) ? { name, to: argument.toLowerCase() } : undefined;
    default:
      return undefined;
  }
}

function priorityCommand(argument: string): Command | undefined {
  const [, digit, reason] = /^p?(\d)(?:[ \t]+(.*))?$/i.exec(argument) ?? [];
  const priority = PRIORITIES.find((known) => String(known) === digit);
  return priority && { name: 'priority', priority, reason: reason || undefined };
}
