import { defineConfig } from 'vitest/config';

/**
 * `unit` needs nothing but Node; `local` and `scenarios` start real servers on loopback; `browser` needs Chromium;
 * `drift`, which nothing runs by itself, needs credentials of bKash's sandbox.
 */
export default defineConfig({
  test: {
    // What a handler logs is shown where a test failed, and nowhere else.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/local/**', 'test/browser/**', 'test/drift/**'],
          maxWorkers: '100%',
          // Importing a function with its SDK clients takes a second, and ten on a machine that does much else.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          // Powertools then logs through the console, which `silent` can hold back.
          env: { POWERTOOLS_DEV: 'true' },
        },
      },
      {
        test: {
          name: 'local',
          include: ['test/local/**/*.test.ts'],
          exclude: ['test/local/scenarios/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Nearly all waiting, so all of its systems at once.
        test: {
          name: 'scenarios',
          include: ['test/local/scenarios/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/require-chromium.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // Opt-in: bKash's real sandbox, by whoever has credentials for it.
        test: {
          name: 'drift',
          include: ['test/drift/**/*.test.ts'],
          globalSetup: ['test/drift/require-credentials.ts'],
          testTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
