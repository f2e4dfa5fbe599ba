import { defineConfig } from '@playwright/test';
import { browserSettings } from './e2e/support/browser-settings.ts';

/** One worker: a control plane, a browser and the server share two cores, and proxy-dump wants the namespaces to itself. */
export default defineConfig({
  ...browserSettings,
  testDir: 'e2e/cluster',
  workers: 1,
  timeout: 240_000,
});
