import type { StreamResult } from './judge.ts';
import { STREAM_FAULTS } from './mortal.ts';

/** Prints what became of the reader of the stream and of telling targets, a line each; false when anything is lost. */
export function printStream(results: ReadonlyMap<string, readonly StreamResult[]>): boolean {
  console.log('\ntried/healed/lost, of who reads the stream and who tells targets\n');
  const row = (cells: readonly string[]) =>
    console.log(cells.map((cell, i) => cell.padEnd(i === 0 ? 24 : 15)).join(''));
  row(['', ...STREAM_FAULTS]);
  for (const [name, all] of results) {
    row([
      name,
      ...STREAM_FAULTS.map((how) => {
        const tried = all.filter((each) => each.how === how);
        const lost = tried.filter(({ wrong }) => wrong.length > 0).length;
        return `${tried.length}/${tried.length - lost}/${lost}`;
      }),
    ]);
  }
  const lost = [...results].flatMap(([name, all]) =>
    all.filter(({ wrong }) => wrong.length > 0).map((each) => ({ name, ...each })),
  );
  for (const { name, how, at, call, wrong } of lost) {
    console.log(`LOST ${name}, ${how} at call ${at} (${call}): ${wrong.join('; ')}`);
  }
  return lost.length === 0;
}
