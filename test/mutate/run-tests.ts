import { fileURLToPath } from 'node:url';
import { BaseSequencer, startVitest, type TestSpecification } from 'vitest/node';

/**
 * Runs test files of the working directory, one after another in the order given, in one process without isolation: they share what
 * they import. Ends at the first failure. Prints how long each file took, in ms; the status says whether all passed. With `NOTE_REACHED` it is noted
 * what they reach.
 */
const files = process.argv.slice(2);

const NOTE_REACHED = fileURLToPath(new URL('note-reached.ts', import.meta.url));

class AsGiven extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => files.findIndex((file) => moduleId.endsWith(`/${file}`));
    return specifications.toSorted((a, b) => place(a) - place(b));
  }
}

const vitest = await startVitest(
  'test',
  files,
  {
    bail: 1,
    isolate: false,
    maxWorkers: 1,
    // Threads end with the process, whatever they are caught in.
    pool: 'threads',
    reporters: [{}],
    sequence: { sequencer: AsGiven },
    ...(process.env.NOTE_REACHED && { setupFiles: ['test/support/violations.ts', NOTE_REACHED] }),
    watch: false,
  },
  // The folder of packages is shared with the tree that was copied: nothing is written there.
  { cacheDir: '.vite' },
);
const modules = vitest.state.getTestModules();
const took = modules.map((module) => [module.relativeModuleId, module.diagnostic().duration]);
console.log(JSON.stringify(Object.fromEntries(took)));
const passed = modules.length === files.length && modules.every((module) => module.ok());
await vitest.close();
process.exit(passed && vitest.state.getUnhandledErrors().length === 0 ? 0 : 1);
