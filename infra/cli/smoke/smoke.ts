import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { showProgress } from '../progress.ts';
import { HELP } from './help.ts';
import { type OpenSmoke, openSmoke } from './open.ts';
import type { Pace, Told } from './steps.ts';
import { STEPS, smokeStory } from './story.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
  stage: { type: 'string' },
  token: { type: 'string' },
  json: FLAG,
  help: { ...FLAG, short: 'h' },
} as const;

/** `smoke [--stage S] [--token T] [--json]`: goes the ways of a customer through a desk, as after each deploy. 1: a step did not hold. */
export async function smoke(
  args: string[],
  io: Io,
  { open = openSmoke, pace = machinePace() }: { open?: OpenSmoke; pace?: Pace } = {},
): Promise<number> {
  const { stage, token, json = false, help } = parseArgs({ args, options: OPTIONS }).values;
  if (help) {
    io.stdout.write(HELP);
    return 0;
  }
  const desk = await open({ stage, token: token ?? (process.env.DESK_TOKEN || undefined) });
  const progress = showProgress(io.stderr, STEPS);
  const all: Told[] = [];
  await smokeStory(desk, pace, (told) => {
    progress.end();
    io.stdout.write(json ? `${JSON.stringify(told)}\n` : lineOf(told));
    progress.at(all.push(told));
  });
  progress.end();
  const wrong = all.filter(({ state }) => state === 'miss' || state === 'not tried').length;
  const left = all.filter(({ state }) => state === 'skipped').length;
  if (!json) {
    const aside = left > 0 ? `, ${left} skipped` : '';
    io.stdout.write(wrong === 0 ? `\nall of it held${aside}\n` : `\n${wrong} of ${STEPS} did not hold${aside}\n`);
  }
  return wrong === 0 ? 0 : 1;
}

function lineOf({ step, state, seconds, limit, says }: Told): string {
  const took = `${seconds.toFixed(1)} s of ${limit}`;
  return `${state.padEnd(10)}${step.padEnd(18)}${took.padStart(14)}  ${says}\n`;
}

/** This machine's time. The first Ctrl-C breaks the run off, which still closes its tickets; the second ends it at once. */
function machinePace(): Pace {
  let isStopped = false;
  process.once('SIGINT', () => {
    isStopped = true;
  });
  return { now: () => performance.now(), pause: (ms) => pause(ms), stopped: () => isStopped };
}
