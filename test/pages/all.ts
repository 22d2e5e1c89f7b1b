import { bar, progressLine } from '../support/progress.ts';
import { faultsOf } from './states/look.ts';
import { nameOf, STATES, viewsOf } from './states/views.ts';
import { openWindow } from './support/window.ts';

/** `npm run pages:all`: every state of the pages in each language, width and colours, in one browser. Fails when anything is wrong. */

const views = STATES.flatMap(viewsOf);
const progress = progressLine((line) => process.stderr.write(line), Boolean(process.stderr.isTTY));
const window = await openWindow();
let wrong = 0;
try {
  for (const [index, view] of views.entries()) {
    progress(() => `${bar(index / views.length)} ${index} of ${views.length} ${nameOf(view)}`);
    const faults = await faultsOf(await window.open(view));
    if (faults.length > 0) console.log(`\n${nameOf(view)}\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    wrong += faults.length;
  }
} finally {
  await window.close();
}
console.log(`\n${STATES.length} states, ${views.length} views: ${wrong === 0 ? 'nothing' : `${wrong} things`} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
