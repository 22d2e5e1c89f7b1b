import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutants.ts';

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

/** A copy of the tree, in which one mutant at a time lives. */
export type Copy = {
  run(tests: readonly string[], mostMs: number): Promise<Run>;
  /** Runs the tests with the mutant in place of its file, and puts the file back. */
  runWith(mutant: Mutant, tests: readonly string[], mostMs: number): Promise<Run>;
  remove(): Promise<void>;
};

export async function copyTree(): Promise<Copy> {
  const directory = await mkdtemp(join(tmpdir(), 'desk-mutate-'));
  for (const name of COPIED) await cp(name, join(directory, name), { recursive: true });
  await symlink(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'));
  const run = (tests: readonly string[], mostMs: number) => runTests(directory, tests, mostMs);
  return {
    run,
    async runWith(mutant, tests, mostMs) {
      const path = join(directory, mutant.file);
      const original = await readFile(path);
      await writeFile(path, mutant.text);
      try {
        return await run(tests, mostMs);
      } finally {
        await writeFile(path, original);
      }
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

function runTests(cwd: string, tests: readonly string[], timeout: number): Promise<Run> {
  const options = { cwd, timeout, killSignal: 'SIGKILL', maxBuffer: 64 * 2 ** 20 } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, [RUN_TESTS, ...tests], options, (error, stdout, stderr) => {
      const result = error === null ? 'passed' : error.killed ? 'late' : 'failed';
      resolve({ result, took: readTook(stdout), output: `${stdout}${stderr}` });
    });
  });
}

/** The last line, when the run came so far. */
function readTook(stdout: string): Map<string, number> {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return new Map(line.startsWith('{"test/') ? Object.entries(JSON.parse(line) as Record<string, number>) : []);
}
