import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REMOVALS, type Removal } from './removals.ts';

/** `npm run faults:removals`: takes one healing step at a time out of a copy of the desk; the matrix must then find a loss. */

const COPIED = ['functions', 'infra', 'shared', 'test', 'package.json'];

/** A whole matrix takes 40 s on two quiet cores; one that has nothing to wait for may go round. In ms. */
const MOST_MS = 900_000;

async function lossesWithout({ file, from, to }: Removal): Promise<number> {
  const copy = await mkdtemp(join(tmpdir(), 'desk-without-'));
  try {
    for (const name of COPIED) await cp(name, join(copy, name), { recursive: true });
    await symlink(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
    const source = await readFile(join(copy, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
    await writeFile(
      join(copy, file),
      source.replace(from, () => to),
    );
    return (await matrixIn(copy)).split('\n').filter((line) => line.startsWith('LOST ')).length;
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** What the matrix prints. Throws when it printed no result at all: it then found nothing out. */
function matrixIn(cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: MOST_MS, maxBuffer: 64 * 2 ** 20 };
    execFile(process.execPath, ['test/faults/matrix/main.ts'], options, (error, stdout) =>
      stdout.includes('\nin all ') ? resolve(stdout) : reject(error ?? new Error('the matrix gave no result')),
    );
  });
}

const green: string[] = [];
const left = [...REMOVALS];
const work = async () => {
  for (let removal = left.shift(); removal; removal = left.shift()) {
    const losses = await lossesWithout(removal);
    console.log(`| ${removal.step} | ${losses} |`);
    if (losses === 0) green.push(removal.step);
  }
};
// One for each of two cores.
await Promise.all([work(), work()]);
if (green.length > 0) console.log(`the matrix stays green without: ${green.join('; ')}`);
process.exitCode = green.length > 0 ? 1 : 0;
