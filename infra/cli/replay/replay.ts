import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { PREFIX } from '../../../shared/names.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import type { ErasedPersons } from '../erase/erased.ts';
import { showProgress } from '../progress.ts';
import { HELP } from './help.ts';
import { mailRequest } from './mail.ts';
import { type OpenReplay, openReplay, type ReplayDesk } from './open.ts';
import { keysKnown, otherRequest } from './others.ts';
import type { Request } from './request.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = {
  prefix: TEXT,
  stage: TEXT,
  yes: FLAG,
  send: FLAG,
  json: FLAG,
  help: { ...FLAG, short: 'h' },
} as const;

const PREFIXES = [PREFIX.raw, PREFIX.webhooks, PREFIX.pages, PREFIX.filings];

/** Commands that move many tickets take fifty a second: the desk goes on beside them. In ms of machine time. */
const BETWEEN_MS = 20;

/** Keys that the output names, of those that could not be taken. */
const MOST_NAMED = 10;

type Range = { from: string; to: string; prefix: string };

/** `refused`: it came, and was no request; or it stands beside one. `first`, `last`: when those were stored that are there (ISO, UTC). */
type Count = {
  found: number;
  known: number;
  given: number;
  erased: number;
  failed: { key: string; why: string }[];
  first?: string;
  last?: string;
};

/** `replay [FROM] [TO] [--prefix P] [--yes] [--send] [--stage S] [--json]`: gives kept mails and requests to the desk once more. */
export async function replay(
  args: string[],
  io: Io,
  open: OpenReplay = openReplay,
  pause: (ms: number) => Promise<unknown> = wait,
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const { yes = false, send = false, json = false } = values;
  const range = readRange(positionals, values.prefix);
  const desk = await open(values.stage);
  const erased = await desk.erased();
  const read = await reader(desk, range.prefix, io);
  const progress = showProgress(io.stderr);
  const count: Count = { found: 0, known: 0, given: 0, erased: 0, failed: [] };
  for await (const stored of desk.bucket.below(range.prefix)) {
    if (stored.at < range.from || stored.at >= range.to) continue;
    try {
      const request = await read(stored);
      if (!request) continue;
      note(count, stored.at);
      progress.at(count.found);
      if (isErased(erased, request)) count.erased += 1;
      else if (yes) {
        await request.take({ isQuiet: !send });
        count.given += 1;
        await pause(BETWEEN_MS);
      } else if (await request.isKnown()) count.known += 1;
    } catch (error) {
      count.failed.push({ key: stored.key, why: whyFailed(error) });
    }
  }
  progress.end();
  tell(count, { yes, send, json }, io);
  return (yes || count.found === 0) && count.failed.length === 0 ? 0 : 1;
}

function readRange([from, to, ...more]: string[], prefix: string = PREFIX.raw): Range {
  if (more.length > 0) throw new CommandError('give at most two instants, FROM and TO', 2);
  if (!PREFIXES.some((each) => prefix.startsWith(each)))
    throw new CommandError(`--prefix must begin with one of ${PREFIXES.join(', ')}`, 2);
  const range = { from: instant('FROM', from) ?? '', to: instant('TO', to) ?? '9', prefix };
  if (range.from >= range.to) throw new CommandError('FROM must be before TO', 2);
  return range;
}

function instant(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return new Date(text).toISOString();
  throw new CommandError(
    `${name} must be an instant with its zone, as 2026-11-30T08:00:00Z, not ${JSON.stringify(text)}`,
    2,
  );
}

/** What reads one object; of all but mails it has to know first which of them the desk has. */
async function reader({ desk, tickets }: ReplayDesk, prefix: string, io: Io) {
  if (prefix.startsWith(PREFIX.raw)) return (stored: Stored) => mailRequest(desk, stored);
  const progress = showProgress(io.stderr);
  const known = await keysKnown(tickets, progress.at);
  progress.end();
  return (stored: Stored) => otherRequest(desk, known, stored);
}

type Stored = { key: string; at: string };

function note(count: Count, at: string): void {
  count.found += 1;
  if (count.first === undefined || at < count.first) count.first = at;
  if (count.last === undefined || at > count.last) count.last = at;
}

/** What came before somebody was erased, and was not found then, is theirs as well. */
const isErased = (erased: ErasedPersons, { from, at }: Request) =>
  from.some((address) => erased.isErased({ address }, at));

/** By its name alone where it is no word of the desk's: what cannot be read may have somebody's words in it. */
function whyFailed(error: unknown): string {
  if (error instanceof TaskBusy) return error.message;
  return error instanceof Error ? error.name : 'an unknown error';
}

function tell(count: Count, { yes, send, json }: { yes: boolean; send: boolean; json: boolean }, io: Io): void {
  const { found, known, given, erased, failed, first, last } = count;
  if (json) io.stdout.write(`${JSON.stringify({ ...count, isQuiet: !send })}\n`);
  else {
    const when = first === undefined ? '' : `, the first of ${first}, the last of ${last}`;
    io.stdout.write(`${counted(found, 'object')}${when}\n`);
    if (erased > 0) io.stdout.write(`${erased} of somebody who was erased since: passed over\n`);
    if (yes)
      io.stdout.write(`${given} given to the desk once more; ${send ? 'mails go out' : 'nobody is mailed for it'}\n`);
    else io.stdout.write(`${known} of them the desk has: those it finds again, and does nothing twice\n`);
  }
  for (const { key, why } of failed.slice(0, MOST_NAMED)) io.stderr.write(`warning: ${key} was not taken: ${why}\n`);
  if (failed.length > MOST_NAMED) io.stderr.write(`warning: and ${failed.length - MOST_NAMED} more\n`);
  if (!yes && found > 0) io.stderr.write('nothing was given to the desk: add --yes to do it\n');
}
