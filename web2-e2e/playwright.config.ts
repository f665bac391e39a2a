import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './chromium.ts';

export default defineConfig({
  testDir: 'src',
  globalSetup: './src/stack.ts',
  outputDir: 'test-results',
  // One stack, one browser: the specs share the demo organisation.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // Bounds of what hangs, not of what is slow.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    // Workers read this file again after the stack has said where it is.
    baseURL: process.env.E2E_APP_URL ?? '',
    launchOptions: await chromiumLaunchOptions(),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
