import type { Io } from '../command.ts';
import { counted } from '../counted.ts';
import { formatTable } from '../table.ts';
import type { Line } from './line.ts';

/** Prints what was looked at, each mend below its line, or with `json` an object a line; gives the exit status: 1 on any error. */
export function printLines(
  lines: readonly Line[],
  { stdout }: Pick<Io, 'stdout'>,
  { json }: { json: boolean },
): number {
  const count = (verdict: Line['verdict']) => lines.filter((line) => line.verdict === verdict).length;
  stdout.write(json ? lines.map((line) => `${JSON.stringify(line)}\n`).join('') : asTable(lines));
  if (!json) stdout.write(`\n${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}\n`);
  return count('error') > 0 ? 1 : 0;
}

function asTable(lines: readonly Line[]): string {
  const rows = lines.flatMap(({ step, check, verdict, says, mend }) => [
    [verdict, step, check, says],
    ...(mend && (verdict === 'error' || verdict === 'warning') ? [['', '', '', `→ ${mend}`]] : []),
  ]);
  return formatTable(['', 'STEP', 'CHECK', ''], rows);
}
