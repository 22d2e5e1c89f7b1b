import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutants.ts';

/** All tests that reach the rooms take two minutes on a machine that is busy. */
const LONGEST_LOOK_MS = 10 * 60_000;
const RUN_TESTS = fileURLToPath(new URL('run-tests.ts', import.meta.url));
const COPIED = [
  'functions',
  'infra',
  'shared',
  'test',
  'package.json',
  'vitest.config.ts',
  'tsconfig.json',
  'cdk.json',
];

/** `late` is a run that did not end: what it was to show never came. */
type Run = { result: 'passed' | 'failed' | 'late'; took: Map<string, number>; output: string };

/** What tests are as things are: how long each takes, in ms, and the marks that it reaches. */
export type Seen = { took: Map<string, number>; reached: Map<string, Set<string>> };

/** A copy of the tree, in which one mutant at a time lives. */
export type Copy = {
  /** Runs the tests without a mutant, on the texts with their marks, by file. Throws when one fails: it would kill every mutant. */
  look(tests: readonly string[], marked: ReadonlyMap<string, string>): Promise<Seen>;
  /** Runs the tests with the mutant in place of its file, and puts the file back. */
  tryMutant(mutant: Mutant, tests: readonly string[], mostMs: number): Promise<Run['result']>;
  remove(): Promise<void>;
};

export async function copyTree(): Promise<Copy> {
  const directory = await mkdtemp(join(tmpdir(), 'desk-mutate-'));
  for (const name of COPIED) await cp(name, join(directory, name), { recursive: true });
  await symlink(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'));
  const inPlace = async <T>(texts: ReadonlyMap<string, string>, use: () => Promise<T>): Promise<T> => {
    for (const [file, text] of texts) await writeFile(join(directory, file), text);
    try {
      return await use();
    } finally {
      for (const file of texts.keys()) await cp(file, join(directory, file));
    }
  };
  return {
    look: (tests, marked) =>
      inPlace(marked, async () => {
        const { result, took, output } = await runTests(directory, tests, LONGEST_LOOK_MS, { NOTE_REACHED: '1' });
        if (result !== 'passed') throw new Error(`the tests fail without any mutant: ${output}`);
        return { took, reached: readReached(await readFile(join(directory, 'reached.jsonl'), 'utf8')) };
      }),
    tryMutant: ({ file, text }, tests, mostMs) =>
      inPlace(new Map([[file, text]]), async () => (await runTests(directory, tests, mostMs)).result),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

function runTests(cwd: string, tests: readonly string[], timeout: number, variables = {}): Promise<Run> {
  const env = { ...process.env, ...variables };
  const options = { cwd, env, timeout, killSignal: 'SIGKILL', maxBuffer: 64 * 2 ** 20 } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, [RUN_TESTS, ...tests], options, (error, stdout, stderr) => {
      const result = error === null ? 'passed' : error.killed ? 'late' : 'failed';
      resolve({ result, took: readTook(stdout), output: `${stdout}${stderr}` });
    });
  });
}

function readReached(lines: string): Seen['reached'] {
  const all = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { test: string; reached: string[] });
  return new Map(all.map(({ test, reached }) => [test, new Set(reached)]));
}

/** The last line, when the run came so far. */
function readTook(stdout: string): Map<string, number> {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return new Map(line.startsWith('{"test/') ? Object.entries(JSON.parse(line) as Record<string, number>) : []);
}
