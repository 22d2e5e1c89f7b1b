import { parseArgs } from 'node:util';
import { printReport } from './report.ts';
import { allCases, runCases } from './run.ts';

/**
 * `npm run faults [-- --part K/N]`: the whole matrix, or every Nth case of it from the Kth on, and a table of it. Fails when anything is lost, or a
 * known fault is no more.
 */
const { part } = parseArgs({ options: { part: { type: 'string' } } }).values;

const cases = await allCases();
process.exitCode = printReport(await runCases(part === undefined ? cases : cases.filter(isInPart(part)))) ? 0 : 1;

function isInPart(text: string): (_: unknown, at: number) => boolean {
  const [, first = 0, every = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (first < 1 || first > every) throw new Error(`--part ${text}: expected which of how many, as 1/3`);
  return (_, at) => at % every === first - 1;
}
