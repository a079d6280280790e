/** What only the owner opens: what is set up, once or now and then, and what stands in the way of it. */
import type { Page } from '@playwright/test';
import { begin, enter, expect, passStep } from './salon';
import { given, on, type Scene } from './scene';

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
  given({ pin: '2718' }, 'settings', 'the door to the settings', async (page) => {
    await page.getByTestId('pin-input').fill('1');
    await page.getByTestId('pin-enter').click();
    await expect(page.getByTestId('pin-answer')).not.toBeEmpty();
  }),
  given({ pin: '2718' }, 'team', 'the question for the PIN, over a screen', async (page) => {
    await page.getByTestId('new-staff').click();
    await page.getByTestId('staff-name').fill('Rosa Blum');
    await page.getByTestId('save-staff').click();
    await page.getByTestId('pin-input').fill('1');
    await page.getByTestId('pin-enter').click();
    await expect(page.getByTestId('pin-answer')).not.toBeEmpty();
  }),
  given(
    { unwell: true, clockOff: -95, refused: true },
    'day',
    'everything that a bar can say',
    async (page) => {
      for (const bar of ['credentials-bar', 'alert-bar', 'notice-bar'])
        await expect(page.getByTestId(bar), bar).toBeVisible();
    },
  ),
  {
    name: 'a book that cannot be opened',
    arrange: async (page) => {
      await enter(page, { broken: true });
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  given({ rebuildable: true }, 'settings', 'a file of another program', async (page) => {
    await page.getByTestId('rebuild-look').click();
    await page.getByTestId('import-file').setInputFiles({
      name: 'kunden.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Name;Telefon\nAnna Meier;0170 1234567\nBea Berg;12\n'),
    });
    await page.getByTestId('import-rehearse').click();
    await expect(page.getByTestId('import-fault')).toBeVisible();
  }),
  on('services', 'event types that were found', async (page) => {
    await page.getByTestId('find-services').click();
    await expect(page.getByTestId('found-service').first()).toBeVisible();
  }),
  given(
    { connected: false, keychain: 'keychain_locked' },
    'settings',
    'the setup, not connected, no keychain',
    async (page) => {
      await page.getByTestId('calcom-key').fill('cal_x');
      await page.getByTestId('test-connection').click();
      await expect(page.getByTestId('test-result')).toBeVisible();
    },
  ),
  on('settings', 'the setup, connected, with a plan', async (page) => {
    await page.getByTestId('plan-types').click();
    await expect(page.getByTestId('provision-step').first()).toBeVisible();
  }),
  on('services', 'a service with its appointments that differ', async (page) => {
    await page.getByTestId('service-row').filter({ hasText: 'Balayage' }).click();
    await page.getByTestId('part-minutes').first().fill('100');
    await page.getByTestId('save-service').click();
    await expect(page.getByTestId('differing')).toBeVisible();
  }),
  on('team', 'somebody with time off', async (page) => {
    await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
    await page.getByTestId('off-from').fill('27.11.26');
    await page.getByTestId('take-off').click();
    await expect(page.getByTestId('in-the-way')).toBeVisible();
  }),
  on('settings', 'the event map', async (page) => {
    await page.getByTestId('map-cell').nth(1).click();
    await expect(page.getByTestId('event-type')).toBeVisible();
  }),
];
