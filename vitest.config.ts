import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 20_000,
    pool: 'threads',
    // By itself Vitest leaves one core to whoever watches.
    maxWorkers: '100%',
    // The rooms keep no state of their own between tests, so a worker need not read them anew for each file.
    isolate: false,
  },
});
