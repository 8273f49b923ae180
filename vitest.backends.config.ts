import { defineConfig } from 'vitest/config';

/** Tests against real servers and programs; each starts what it needs on loopback and ends it. */
export default defineConfig({
  test: {
    include: ['test/backends/**/*.test.ts'],
    setupFiles: ['test/support/judge-lines.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
