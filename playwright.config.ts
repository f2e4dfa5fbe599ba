import { defineConfig } from '@playwright/test';
import { browserSettings } from './e2e/support/browser-settings.ts';

/** The page against the embedded cluster; `npm run test:cluster` holds it against a real control plane. */
export default defineConfig({
  ...browserSettings,
  testDir: 'e2e',
  testIgnore: 'cluster/**',
});
