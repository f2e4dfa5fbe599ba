import type { PlaywrightTestConfig } from '@playwright/test';

const executablePath = process.env['ZONESCOPE_BROWSER'];

/** What both suites share. A test that passes only on its second run has found something, so there are no retries. */
export const browserSettings: PlaywrightTestConfig = {
  // How long is waited for what does not come: a busy machine needs more than a quiet one, and what comes is not waited for.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  retries: 0,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  outputDir: 'test-results',
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'en-US',
    // Recording every test takes a good part of a run: asked for where one has failed.
    trace: process.env['ZONESCOPE_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
};
