import { defineConfig } from 'vitest/config';

/** Proofs by many thousands of cases, which take minutes: `*.heavy.test.ts`, beside the others of their room. */
export default defineConfig({
  test: {
    include: ['test/**/*.heavy.test.ts'],
    setupFiles: ['test/support/judge-lines.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
