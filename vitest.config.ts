import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

/** Rooms whose tests run in memory, most of them in milliseconds: loading the modules anew for each file would take longer than they do. */
const ROOMS = ['test/shared/**/*.test.ts', 'test/functions/**/*.test.ts'];

/** Files of these rooms that change modules, globals or the environment, which a file after them in the same process would meet. */
const ALONE = globSync(ROOMS).filter((file) =>
  /\bvi\.(mock|doMock|stubEnv|stubGlobal)\(/.test(readFileSync(file, 'utf8')),
);

// Each end-to-end test starts a desk, and each file a process: what they load is compiled once.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({
  test: {
    // A request that AWS would have refused fails the test that made it.
    setupFiles: ['test/support/violations.ts'],
    // Ends of waits for what never comes; no test is measured by them, also not on a machine that is busy with other work.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Three workers on the gate's two cores: each end-to-end file starts a whole desk, and mostly waits for it.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ROOMS, exclude: [...configDefaults.exclude, ...ALONE], isolate: false },
      },
      {
        extends: true,
        test: { name: 'desk', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...ROOMS] },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
