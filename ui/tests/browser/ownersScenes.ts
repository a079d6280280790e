/** What only the owner opens: what is set up, once or now and then, and what stands in the way of it. */
import type { Page } from '@playwright/test';
import type { Scene } from './scenes';
import { begin, go, open, passStep, expect } from './salon';

export const ownersScenes: Scene[] = [
  ...['language', 'salon', 'calcom', 'team', 'services', 'types'].map((step, at) => ({
    name: `the first run: ${step}`,
    arrange: async (page: Page) => {
      await begin(page);
      for (let passed = 0; passed < at; passed++) await passStep(page);
      await expect(page.getByTestId(`step-${step}`)).toBeVisible();
    },
  })),
  ...(['week', 'team'] as const).map((screen) => ({
    name: `the screen ${screen} of a new book`,
    arrange: async (page: Page) => {
      await begin(page);
      await page.getByTestId(`${screen}-link`).click();
      await expect(page.getByTestId(`${screen}-screen`)).toBeVisible();
    },
  })),
  {
    name: 'the door to the settings',
    arrange: async (page) => {
      await open(page, { pin: '2718' });
      await page.getByTestId('settings-link').click();
      await page.getByTestId('pin-input').fill('1');
      await page.getByTestId('pin-enter').click();
      await expect(page.getByTestId('pin-answer')).not.toBeEmpty();
    },
  },
  {
    name: 'the question for the PIN, over a screen',
    arrange: async (page) => {
      await open(page, { pin: '2718' });
      await go(page, 'team');
      await page.getByTestId('new-staff').click();
      await page.getByTestId('staff-name').fill('Rosa Blum');
      await page.getByTestId('save-staff').click();
      await page.getByTestId('pin-input').fill('1');
      await page.getByTestId('pin-enter').click();
      await expect(page.getByTestId('pin-answer')).not.toBeEmpty();
    },
  },
  {
    name: 'everything that a bar can say',
    arrange: async (page) => {
      await open(page, { unwell: true, clockOff: -95, refused: true });
      for (const bar of ['credentials-bar', 'alert-bar', 'notice-bar'])
        await expect(page.getByTestId(bar), bar).toBeVisible();
    },
  },
  {
    name: 'a book that cannot be opened',
    arrange: async (page) => {
      await page.goto(`/tests/browser/desk.html?scene=${encodeURIComponent('{"broken":true}')}`);
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'a file of another program',
    arrange: async (page) => {
      await open(page, { rebuildable: true });
      await page.getByTestId('settings-link').click();
      await page.getByTestId('rebuild-look').click();
      await page.getByTestId('import-file').setInputFiles({
        name: 'kunden.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Name;Telefon\nAnna Meier;0170 1234567\nBea Berg;12\n'),
      });
      await page.getByTestId('import-rehearse').click();
      await expect(page.getByTestId('import-fault')).toBeVisible();
    },
  },
  {
    name: 'event types that were found',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('services-link').click();
      await page.getByTestId('find-services').click();
      await expect(page.getByTestId('found-service').first()).toBeVisible();
    },
  },
  {
    name: 'the setup, not connected, no keychain',
    arrange: async (page) => {
      await open(page, { connected: false, keychain: 'keychain_locked' });
      await page.getByTestId('settings-link').click();
      await page.getByTestId('calcom-key').fill('cal_x');
      await page.getByTestId('test-connection').click();
      await expect(page.getByTestId('test-result')).toBeVisible();
    },
  },
  {
    name: 'the setup, connected, with a plan',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('settings-link').click();
      await page.getByTestId('plan-types').click();
      await expect(page.getByTestId('provision-step').first()).toBeVisible();
    },
  },
  {
    name: 'a service with its appointments that differ',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('services-link').click();
      await page.getByTestId('service-row').filter({ hasText: 'Balayage' }).click();
      await page.getByTestId('part-minutes').first().fill('100');
      await page.getByTestId('save-service').click();
      await expect(page.getByTestId('differing')).toBeVisible();
    },
  },
  {
    name: 'somebody with time off',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('team-link').click();
      await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
      await page.getByTestId('off-from').fill('27.11.26');
      await page.getByTestId('take-off').click();
      await expect(page.getByTestId('in-the-way')).toBeVisible();
    },
  },
  {
    name: 'the event map',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('settings-link').click();
      await page.getByTestId('map-cell').nth(1).click();
      await expect(page.getByTestId('event-type')).toBeVisible();
    },
  },
];
