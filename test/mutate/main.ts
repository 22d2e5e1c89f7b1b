import { readFileSync } from 'node:fs';
import { filesOf } from '../support/imports.ts';
import { readNumberOptions, runWith } from '../support/number-options.ts';
import { bar, progressLine } from '../support/progress.ts';
import { type Copy, copyTree, type Seen } from './copy.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { type Reach, readReaches, testsOf } from './reaching-tests.ts';
import { describe, ofRoom, scoreOf, type Tried } from './report.ts';
import { shuffled } from './sample.ts';

/**
 * `npm run mutate`: changes one place of a use case or of a mail at a time, in a copy of the tree, and looks whether a unit test
 * fails. Files named after the options are changed alone. Fails when a room's score is too low.
 */

const ROOMS = ['shared/use-cases', 'shared/notify'];
/** In percent. Below it the tests of a room say little of what it does. */
const LEAST_SCORE = 85;
/** A test file that takes longer is not asked. In ms. */
const LONGEST_TEST_MS = 3000;

const OPTIONS = {
  minutes: { default: 40, least: 1, most: 600 },
  seed: { default: 1, least: 0, most: 2 ** 32 - 1 },
  /** Mutants side by side. */
  workers: { default: 2, least: 1, most: 16 },
};

async function mutate({ minutes, seed, workers }: Record<keyof typeof OPTIONS, number>, only: string[]): Promise<void> {
  const end = Date.now() + minutes * 60_000;
  const files = only.length > 0 ? only : ROOMS.flatMap(filesOf);
  const read = files.map((file) => ({ file, ...mutantsOf(file, readFileSync(file, 'utf8')) }));
  const mutants = read.flatMap((each) => each.mutants);
  const copies = await Promise.all(Array.from({ length: workers }, copyTree));
  try {
    const marked = new Map(read.map((each) => [each.file, each.marked]));
    const reaches = readReaches().filter(({ all }) => files.some((file) => all.has(file)));
    const seen = await (copies[0] as Copy).look(
      reaches.map(({ test }) => test),
      marked,
    );
    const slow = [...seen.took].filter(([, ms]) => ms > LONGEST_TEST_MS).map(([test]) => test);
    console.log(`${reaches.length} test files; too slow to be asked: ${slow.join(', ') || 'none'}`);
    const tried = await tryAll(shuffled(mutants, seed), copies, { reaches, seen }, end);
    console.log(`\n${mutants.length} mutants, ${tried.length} tried, seed ${seed}\n`);
    console.log(describe(tried, ROOMS));
    const isLow = (room: string) => (scoreOf(ofRoom(tried, room)) ?? 100) < LEAST_SCORE;
    process.exitCode = ROOMS.some(isLow) ? 1 : 0;
  } finally {
    await Promise.all(copies.map((copy) => copy.remove()));
  }
}

async function tryAll(
  mutants: Mutant[],
  copies: readonly Copy[],
  { reaches, seen }: { reaches: readonly Reach[]; seen: Seen },
  end: number,
): Promise<Tried[]> {
  const progress = progressLine((line) => process.stderr.write(line), process.stderr.isTTY === true);
  const left = [...mutants];
  const tried: Tried[] = [];
  const work = async (copy: Copy) => {
    for (let mutant = left.shift(); mutant && Date.now() < end; mutant = left.shift()) {
      const tests = testsOf(mutant, reaches, seen, LONGEST_TEST_MS);
      const usual = tests.reduce((sum, test) => sum + (seen.took.get(test) ?? 0), 0);
      // What takes three times as long, and the start, is caught in a loop.
      const result = tests.length > 0 ? await copy.tryMutant(mutant, tests, Math.ceil(30_000 + 3 * usual)) : 'passed';
      tried.push({ mutant, killed: result !== 'passed' });
      progress(() => `${bar(tried.length / mutants.length)} ${tried.length} of ${mutants.length}, ${scoreOf(tried)} %`);
    }
  };
  await Promise.all(copies.map(work));
  return tried;
}

const isFile = (argument: string) => argument.endsWith('.ts');
const [files, options] = [process.argv.slice(2).filter(isFile), process.argv.slice(2).filter((each) => !isFile(each))];
await runWith(() => mutate(readNumberOptions(options, OPTIONS), files));
