import { FAULTS } from './cut.ts';
import { FLOWS } from './flows.ts';
import { describeResult, KNOWN, outcomeOf } from './outcome.ts';
import type { Result } from './run.ts';

const cellOf = (results: readonly Result[]): string => {
  const count = (outcome: string) => results.filter((result) => outcomeOf(result) === outcome).length;
  const doubled = results.reduce((sum, result) => sum + result.doubled.length, 0);
  return `${results.length}/${count('healed')}/${count('lost')}/${doubled}`;
};

/** Prints the table of a matrix and what is wrong; false when anything is lost, or a known fault is no more. */
export function printReport(results: readonly Result[]): boolean {
  console.log('tried/healed/lost/doubled mails\n');
  const width = Math.max(...FLOWS.map(({ name }) => name.length)) + 2;
  const row = (cells: readonly string[]) =>
    console.log(cells.map((cell, i) => cell.padEnd(i === 0 ? width : 15)).join(''));
  row(['', ...FAULTS]);
  for (const flow of FLOWS) {
    const ofFlow = results.filter((result) => result.flow === flow);
    row([flow.name, ...FAULTS.map((fault) => cellOf(ofFlow.filter((result) => result.fault === fault)))]);
  }
  console.log(`\nin all ${cellOf(results)}`);

  const lost = results.filter((result) => outcomeOf(result) === 'lost');
  for (const result of lost) console.log(`LOST ${describeResult(result)}`);
  let isStale = false;
  for (const { why, fits } of KNOWN) {
    const known = results.filter((result) => outcomeOf(result) === 'known' && fits(result));
    console.log(`known, ${known.length} cases: ${why}`);
    if (known.length === 0) isStale = true;
  }
  return lost.length === 0 && !isStale;
}
