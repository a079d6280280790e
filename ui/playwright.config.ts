import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/runs',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL: 'http://localhost:5174',
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
    url: 'http://localhost:5174/tests/browser/desk.html',
    reuseExistingServer: false,
  },
});
