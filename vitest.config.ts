import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A request that AWS would have refused fails the test that made it.
    setupFiles: ['test/support/violations.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two workers: the gate runs on two cores, and each end-to-end file starts a whole desk.
    maxWorkers: 2,
  },
});
