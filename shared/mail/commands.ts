import { toAddress } from '../address.ts';
import { PLANS, type Plan, PRIORITIES, type Priority } from '../sla/terms.ts';
import { hasCommandBehindWords } from './command-behind-words.ts';
import { bareLine, COMMAND_LINE, isKnownCommand, looksLikeCommand } from './command-line.ts';

/** What an agent can ask of the desk by the first or last lines of a mail. */
export type Command =
  | { name: 'note' }
  | { name: 'split' }
  | { name: 'ask' }
  | { name: 'close'; reason: string | undefined; twin?: string }
  | { name: 'merge'; twin: string }
  | { name: 'priority'; priority: Priority; reason: string | undefined }
  | { name: 'assign'; to: string }
  | { name: 'withdraw' }
  | { name: 'add' | 'remove'; addresses: string[] }
  | { name: 'file' | 'dismiss'; addresses: string[] }
  | { name: 'tag' | 'untag'; tags: string[] }
  | { name: 'snooze'; until: SnoozeUntil }
  | { name: 'confirm' }
  | { name: 'phoned' }
  | { name: 'requester'; address: string }
  | { name: 'customer'; id: string | null }
  | { name: 'plan'; plan: Plan };

/** So long from when the mail came; a date and a time as they were typed (neither checked), in the desk's zone; or null: no longer. */
export type SnoozeUntil = { hours: number } | { date: string; time: string } | null;

export type CommandMail = {
  commands: Command[];
  /** Lines that look like a command and are none; the agent is sent the list of those there are. */
  unknown: string[];
  /** Commands that stand in the middle of the text, behind words of their line, or in a message that is quoted: nobody can say whether they are meant, so nothing is carried out or sent. */
  misplaced: string[];
  /** The command lines, those that are none among them, without the misplaced ones. */
  lines: string[];
  /** The mail without its command lines; misplaced ones are in it. */
  text: string;
};

const MISPLACED = 'a command in the middle of the text: ';
const MEND =
  'Put it on a line of its own, first or last in the mail (first where a message of the ticket has it, too, or you answer from your own inbox), and send it again';
const MOST_ASKED = 50;
/** So much before the sign and behind it says which line is meant. In characters. */
const AROUND_SIGN = 50;

/**
 * Reads the commands on the first or last lines of an agent's mail: `#note`, `#ask`, `#close [reason]`, `#merge NUMBER`, `#priority 2 [reason]`,
 * `#assign me` (or an agent's id or first name), `#withdraw`, `#confirm`, `#phoned`, `#requester ADDRESS`, `#customer ID` (or none), `#plan premium`, `#add` and
 * `#remove` with addresses, `#file` and `#dismiss` with or without, `#tag` and `#untag` with tags, `#snooze` with a time, `#split`, one a line, blank ones aside. Between them a `#` is the agent's own, unless a command
 * follows it: no command is ever mailed to a customer. Below their words, one that stands in a message of `known` too may be quoted from there;
 * where a mail of anybody's may be quoted below, only the `first` lines count.
 */
export function readCommands(
  text: string,
  known: readonly string[] = [],
  where: 'first or last' | 'first' = 'first or last',
): CommandMail {
  const lines = text.split('\n');
  const isCommandOrBlank = (line: string) => looksLikeCommand(line) || bareLine(line) === '';
  const top = lines.findIndex((line) => !isCommandOrBlank(line));
  const first = top < 0 ? lines.length : top;
  const isQuoted = quotedFrom(known);
  const last = lines.findLastIndex(
    (line) => !isCommandOrBlank(line) || isQuoted(line) || (where === 'first' && bareLine(line) !== ''),
  );
  const read = [...lines.slice(0, first), ...lines.slice(Math.max(first, last + 1))]
    .map(bareLine)
    .filter((line) => line !== '');
  const commands: Command[] = [];
  const unknown: string[] = [];
  for (const line of read) {
    const [, name = '', argument = ''] = COMMAND_LINE.exec(line) ?? [];
    const command = commandOf(name.toLowerCase(), argument.trim());
    if (command) commands.push(command);
    else unknown.push(line);
  }
  const middle = lines.slice(first, last + 1);
  const misplaced = middle.filter((line) => isKnownCommand(line) || hasCommandBehindWords(line)).map(bareLine);
  return { commands, unknown, misplaced, lines: read, text: middle.join('\n').trim() };
}

/** Tells of a command whether one of these texts has it, however its lines are wrapped there. More than anybody writes are not asked for. */
function quotedFrom(known: readonly string[]): (line: string) => boolean {
  const wordsOf = (text: string) => ` ${text.replace(/\s+/g, ' ').trim().toLowerCase()} `;
  const texts = known.filter((text) => /[#＃♯﹟]/u.test(text)).map(wordsOf);
  let asked = 0;
  return (line) => {
    const words = wordsOf(bareLine(line));
    if (texts.length === 0 || words.trim() === '') return false;
    asked += 1;
    return asked > MOST_ASKED || texts.some((text) => text.includes(words));
  };
}

/** What an agent is told of a line that looks like a command and is none: that there is no such one, or that it is written otherwise. */
export function unknownProblem(line: string): string {
  const isWrittenOtherwise = isKnownCommand(line);
  return `${line}: ${isWrittenOtherwise ? 'it is written otherwise, see the list below' : 'there is no such command'}`;
}

/** What an agent is told of a command in the middle of the text: its line, and the mend. Of a long line, what is around it. */
export function misplacedProblem(line: string): string {
  const sign = line.search(/[#＃♯﹟]\p{L}/u);
  const from = sign > AROUND_SIGN ? sign - AROUND_SIGN : 0;
  const to = sign + 2 * AROUND_SIGN;
  const shown = `${from > 0 ? '… ' : ''}${line.slice(from, to)}${to < line.length ? ' …' : ''}`;
  return `${MISPLACED}${shown} – ${MEND}`;
}

/** True for what `misplacedProblem` said: the commands beside it were held back for it, and stay so. */
export function isMisplacedProblem(problem: string): boolean {
  return problem.startsWith(MISPLACED);
}

function commandOf(name: string, argument: string): Command | undefined {
  switch (name) {
    case 'note':
    case 'ask':
    case 'withdraw':
    case 'confirm':
    case 'phoned':
    case 'split':
      return argument === '' ? { name } : undefined;
    case 'close':
      return closeCommand(argument);
    case 'merge': {
      const twin = numberIn(argument);
      return twin === undefined ? undefined : { name, twin };
    }
    case 'priority':
      return priorityCommand(argument);
    case 'assign':
      return /^[a-z0-9-]{1,16}$/i.test(argument) ? { name, to: argument.toLowerCase() } : undefined;
    case 'add':
    case 'remove': {
      const addresses = addressesIn(argument);
      return addresses && addresses.length > 0 ? { name, addresses } : undefined;
    }
    case 'file':
    case 'dismiss': {
      const addresses = addressesIn(argument);
      return addresses && { name, addresses };
    }
    case 'tag':
    case 'untag': {
      const tags = argument.split(/[\s,;]+/).filter((word) => word !== '');
      return tags.length > 0 ? { name, tags } : undefined;
    }
    case 'snooze':
      return snoozeCommand(argument);
    case 'requester':
      return requesterCommand(argument);
    case 'customer': {
      const id = argument.toLowerCase();
      return /^[a-z0-9-]{1,100}$/.test(id) ? { name, id: id === 'none' ? null : id } : undefined;
    }
    case 'plan': {
      const plan = PLANS.find((known) => known === argument.toLowerCase());
      return plan && { name, plan };
    }
    default:
      return undefined;
  }
}

/** Addresses as mail programs write and link them, `anna@x.example<mailto:anna@x.example>`; undefined when there is anything else. */
function addressesIn(argument: string): string[] | undefined {
  const words = argument.replace(/mailto:/gi, ' ').split(/[\s,;<>()[\]]+/);
  const addresses = words.filter((word) => word !== '').map(toAddress);
  return addresses.some((address) => address === undefined)
    ? undefined
    : [...new Set(addresses.filter((address) => address !== undefined))];
}

/** `duplicate T-4F7K2M9Q` and its kin have the number of the ticket that goes on. */
function closeCommand(argument: string): Command {
  const [, number = ''] = /^duplicate(?:[ \t]+of)?[ \t]+(\S+)$/i.exec(argument) ?? [];
  const twin = numberIn(number);
  return twin === undefined
    ? { name: 'close', reason: argument || undefined }
    : { name: 'close', reason: 'duplicate', twin };
}

/** The number of a ticket, as a subject has it or as it was typed. */
function numberIn(argument: string): string | undefined {
  const [, number] = /^\[?(T-[0-9a-z]{8})\]?$/i.exec(argument) ?? [];
  return number?.toUpperCase();
}

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 7 * 24 };

/** `3d`, `4h`, `2w`; `2026-12-01 09:00`, and a date alone, which is at nine; `off`. */
function snoozeCommand(argument: string): Command | undefined {
  const name = 'snooze';
  if (argument.toLowerCase() === 'off') return { name, until: null };
  const [, count, unit = ''] = /^(\d{1,4})[ \t]*([hdw])$/i.exec(argument) ?? [];
  if (count !== undefined) return { name, until: { hours: Number(count) * (HOURS[unit.toLowerCase()] ?? 0) } };
  const [, date, time = '09:00'] = /^(\d{4}-\d\d-\d\d)(?:[ \tT]+(\d{1,2}:\d\d))?$/.exec(argument) ?? [];
  return date === undefined ? undefined : { name, until: { date, time } };
}

/** The address as it was typed, or as a mail program made a link of it: `<bea@x.example>`, `bea@x.example <mailto:bea@x.example>`. */
function requesterCommand(argument: string): Command | undefined {
  const [first = ''] = argument.split(/[ \t]+/);
  const address = toAddress(first.replace(/^<?(?:mailto:)?/i, '').replace(/>$/, ''));
  return address === undefined ? undefined : { name: 'requester', address };
}

function priorityCommand(argument: string): Command | undefined {
  const [, digit, reason] = /^p?(\d)(?:[ \t]+(.*))?$/i.exec(argument) ?? [];
  const priority = PRIORITIES.find((known) => String(known) === digit);
  return priority && { name: 'priority', priority, reason: reason || undefined };
}
