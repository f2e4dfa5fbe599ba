import { defineConfig } from 'vitest/config';

/** What the mutants of `npm run mutation` are run against: the rules' own tests, without the thousands of recorded answers. */
export default defineConfig({
  test: {
    include: ['lib/{kube-version,proxy-filter,hints,endpoint-slice,replicas}/**/*.test.ts'],
    exclude: ['**/*-vectors.test.ts', '**/*.conformance.test.ts', '**/node_modules/**'],
  },
});
