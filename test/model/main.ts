import { parseArgs } from 'node:util';
import { makeRepeatable } from './repeatable.ts';
import { newTally, tryOut } from './run.ts';

/** `npm run model`: 500 random stories of 40 steps. `-- --seed 7` plays others, `--path 3:1` one that failed once more. */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261128' },
    path: { type: 'string' },
    runs: { type: 'string', default: '500' },
    steps: { type: 'string', default: '40' },
  },
});
const { path } = values;
const plan = { runs: Number(values.runs), steps: Number(values.steps), seed: Number(values.seed), path };

makeRepeatable();
const tally = newTally();
const onRun = process.stdout.isTTY
  ? (runs: number) => process.stdout.write(`\r${runs} of ${plan.runs} stories`)
  : () => {};
const found = await tryOut(plan, tally, onRun);
if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');

for (const [what, count] of [...tally.steps].sort(([, a], [, b]) => b - a)) console.log(`${what.padEnd(24)}${count}`);
console.log(`\nin all ${tally.runs} stories, ${tally.tickets} tickets, ${tally.mails} mails`);
if (found) {
  console.log(`\nFAULT, again by: npm run model -- --seed ${found.seed} --path ${found.path} --steps ${plan.steps}`);
  for (const step of found.steps) console.log(`  ${JSON.stringify(step)}`);
  for (const fault of found.faults) console.log(`  => ${fault}`);
}
process.exitCode = found ? 1 : 0;
