import { defineConfig } from '@playwright/test';
import { browserSettings } from './e2e/support/browser-settings.ts';

/**
 * The page against the embedded cluster; `npm run test:cluster` holds it against a real control plane. Figures are
 * measured when nothing else runs, one after the other and untraced (`ZONESCOPE_TRACE=1` records the others).
 */
export default defineConfig({
  ...browserSettings,
  testDir: 'e2e',
  projects: [
    { name: 'page', testIgnore: ['cluster/**', 'figures/**'] },
    {
      name: 'figures',
      testMatch: 'figures/**/*.spec.ts',
      dependencies: ['page'],
      workers: 1,
      use: { trace: 'off' },
    },
  ],
});
