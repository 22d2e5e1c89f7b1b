import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CommandError, type Io } from '../command.ts';
import type { Tables } from '../desk-tables.ts';
import { showProgress } from '../progress.ts';
import { HELP } from './help.ts';
import { begin, isMade, type Made } from './make.ts';
import { restoredNames } from './names.ts';
import { nextSteps } from './next-steps.ts';
import { type OpenRestore, openRestore, type RestoreDesk } from './open.ts';
import { setUp, streamArnOf } from './set-up.ts';
import { checkWithin, windowOf } from './source.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = { at: TEXT, stage: TEXT, yes: FLAG, json: FLAG, help: { ...FLAG, short: 'h' } } as const;

/** Between two looks at tables that are being made, in ms. It takes from minutes to hours. */
const LOOK_EVERY_MS = 10_000;

/** `restore --at TIME --stage S [--yes] [--json]`: makes the tables of a stage again as they were, beside those it works on. */
export async function restore(args: string[], io: Io, open: OpenRestore = openRestore): Promise<number> {
  const { at: given, stage: name, yes = false, json = false, help } = parseArgs({ args, options: OPTIONS }).values;
  if (help) {
    io.stdout.write(HELP);
    return 0;
  }
  const at = readInstant(given);
  if (name === undefined)
    throw new CommandError(
      'not here: the desk that runs here keeps no past of its tables; name a stage, as --stage prod',
      2,
    );
  const desk = await open(name);
  const { tables: from } = desk;
  const to = restoredNames(from, at);
  const both: Made[] = [
    { from: from.tickets, to: to.tickets, at },
    { from: from.people, to: to.people, at },
  ];
  for (const each of both) await checkSource(desk, each, io);
  if (yes) await make(desk, both, io);
  else io.stderr.write('nothing was made: add --yes to do it\n');
  const ticketStream = yes ? await streamArnOf(desk.dynamo, to.tickets) : undefined;
  if (json) io.stdout.write(`${JSON.stringify({ at: at.toISOString(), from, to, ticketStream, done: yes })}\n`);
  else if (yes) printSteps(desk, { at, from, to, ticketStream }, io);
  return yes ? 0 : 1;
}

const instant = z.iso.datetime({ offset: true });

/** To the second, as DynamoDB has it. */
function readInstant(given: string | undefined): Date {
  if (given === undefined) throw new CommandError('give the time to go back to, as --at 2026-11-29T09:00:00Z', 2);
  const { success, data } = instant.safeParse(given);
  if (!success)
    throw new CommandError(`--at ${given}: expected a time with Z or an offset, as 2026-11-29T09:00:00Z`, 2);
  return new Date(Math.floor(Date.parse(data) / 1_000) * 1_000);
}

async function checkSource({ dynamo }: RestoreDesk, { from, to, at }: Made, io: Io): Promise<void> {
  const window = await windowOf(dynamo, from);
  checkWithin(at, from, window);
  io.stderr.write(
    `${from} as it was at ${at.toISOString()} (possible: ${window.earliest.toISOString()} to ${window.latest.toISOString()}) as ${to}\n`,
  );
}

async function make({ dynamo, stage, pause }: RestoreDesk, both: readonly Made[], io: Io): Promise<void> {
  for (const each of both) io.stderr.write(`${each.to}: ${await begin(dynamo, each)}\n`);
  const progress = showProgress(io.stderr);
  const { keep } = stage.deployment;
  let left = [...both];
  const [tickets] = both;
  let seconds = 0;
  try {
    for (;;) {
      const done: Made[] = [];
      for (const each of left) {
        if ((await isMade(dynamo, each.to)) && (await setUp(dynamo, { ...each, keep, isTold: each === tickets })))
          done.push(each);
      }
      left = left.filter((each) => !done.includes(each));
      if (left.length === 0) return;
      await pause(LOOK_EVERY_MS);
      seconds += LOOK_EVERY_MS / 1_000;
      progress.at(seconds);
    }
  } finally {
    progress.end();
  }
}

function printSteps(
  { stage, now }: RestoreDesk,
  made: { at: Date; from: Tables; to: Tables; ticketStream: string | undefined },
  io: Io,
): void {
  const desk = `${stage.deployment.deskId}-${stage.name}`;
  const steps = nextSteps({ stage: stage.name, desk, now: now(), ...made });
  io.stdout.write(`made, and set up: ${made.to.tickets}, ${made.to.people}
Nothing was sent, and the desk works on as before. What is left to do, in this order (docs/runbook.md, A restore):
${steps.map((step, index) => `  ${index + 1}. ${step}\n`).join('')}`);
}
