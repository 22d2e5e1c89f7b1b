import { fork } from 'node:child_process';
import { once } from 'node:events';
import { FLOWS } from '../matrix/flows.ts';
import { printReport } from '../matrix/report.ts';
import type { Result } from '../matrix/run.ts';

/** `npm run faults:wire`: the matrix with each HTTP request of a run broken in place of each call of a port. */

/** One for each of two cores. */
const PARTS = 2;

type Told = Omit<Result, 'flow'> & { flow: string };

async function runPart(part: number): Promise<Result[]> {
  const child = fork(new URL('part.ts', import.meta.url), [String(part), String(PARTS)]);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`part ${part} ended without a result`);
  });
  const [told] = (await Promise.race([once(child, 'message'), ended])) as [Told[]];
  ended.catch(() => {});
  return told.flatMap(({ flow: name, ...result }) => {
    const flow = FLOWS.find((each) => each.name === name);
    return flow ? [{ ...result, flow }] : [];
  });
}

const results = (await Promise.all(Array.from({ length: PARTS }, (_, part) => runPart(part)))).flat();
process.exitCode = printReport(results) ? 0 : 1;
