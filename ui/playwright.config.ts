import { defineConfig } from '@playwright/test';

/** Two checkouts are tested beside each other on two ports. */
const port = process.env['KAMM_TEST_PORT'] ?? '5174';

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/runs',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'de-DE',
    timezoneId: 'America/New_York',
    launchOptions: {
      executablePath: process.env['KAMM_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    },
  },
  webServer: {
    command: 'vite build -c vite.browser.config.ts && vite preview -c vite.browser.config.ts',
    url: `http://localhost:${port}/tests/browser/desk.html`,
    reuseExistingServer: false,
  },
});
