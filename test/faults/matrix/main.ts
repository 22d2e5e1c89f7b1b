import { parseArgs } from 'node:util';
import { streamResults } from '../stream/judge.ts';
import { printStream } from '../stream/report.ts';
import { printReport } from './report.ts';
import { allCases, runCases } from './run.ts';

/**
 * `npm run faults [-- --part K/N]`: the whole matrix, or every Nth case of it from the Kth on, and a table of it; with the first part, or all, that of
 * who reads the stream and who tells targets, killed between every two calls. Fails when anything is lost, or a
 * known fault is no more.
 */
const { part } = parseArgs({ options: { part: { type: 'string' } } }).values;

/** Records at a time: as few as that faults fall between batches, too. */
const STREAM_BATCH = 5;

const cases = await allCases();
const isWhole = printReport(await runCases(part === undefined ? cases : cases.filter(isInPart(part))));
const isStreamWhole = !(part === undefined || part.startsWith('1/')) || printStream(await streamResults(STREAM_BATCH));
process.exitCode = isWhole && isStreamWhole ? 0 : 1;

function isInPart(text: string): (_: unknown, at: number) => boolean {
  const [, first = 0, every = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (first < 1 || first > every) throw new Error(`--part ${text}: expected which of how many, as 1/3`);
  return (_, at) => at % every === first - 1;
}
