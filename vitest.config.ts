import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    // How long is waited for what does not come: a busy machine needs more than a quiet one, and what comes is not waited for.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    pool: 'threads',
    // By itself Vitest leaves one core to whoever watches.
    maxWorkers: '100%',
    // The rooms keep no state of their own between tests, so a worker need not read them anew for each file.
    isolate: false,
  },
});
