import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A request that AWS would have refused fails the test that made it.
    setupFiles: ['test/support/violations.ts'],
    // Ends of waits for what never comes; no test is measured by them, also not on a machine that is busy with other work.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Three workers on the gate's two cores: each end-to-end file starts a whole desk, and mostly waits for it.
    maxWorkers: 3,
  },
});
