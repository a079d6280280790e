import type { Page } from '@playwright/test';
import { PLACES, type Screen } from '../../src/lib/shell/screens';
import { combOf, fillByKeys, open, expect, test } from './salon';
import { goByKeys, pressOn, tabTo, walk } from './walk';

/** What one comes to each screen for. */
const deeds: Record<Screen, (page: Page) => Promise<void>> = {
  day: async (page) => {
    await pressOn(page, combOf(page, 'Tom Richter'));
    await expect(page.getByTestId('appointment-panel')).toContainText('Tom Richter');
  },
  week: async (page) => {
    const title = page.getByTestId('week-title');
    const before = await title.innerText();
    await page.keyboard.press('Control+ArrowRight');
    await expect(title).not.toHaveText(before);
    await page.keyboard.press('Control+ArrowLeft');
    await pressOn(page, page.getByTestId('appointment').first());
    await expect(page.getByTestId('appointment-panel')).toBeVisible();
  },
  appointments: async (page) => {
    await tabTo(page, page.getByTestId('list-search'));
    await page.keyboard.type('Keller');
    await expect(page.getByTestId('list-row')).toHaveCount(1);
    await pressOn(page, page.getByTestId('list-row').getByRole('button'));
    await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');
  },
  customers: async (page) => {
    await tabTo(page, page.getByTestId('customers-search'));
    await page.keyboard.type('Probst');
    await expect(page.getByTestId('customer-row')).toHaveCount(1);
    await pressOn(page, page.getByTestId('customer-row').getByRole('button'));
    await expect(page.getByTestId('customer-panel')).toContainText('Heinz Probst');
  },
  calls: async (page) => {
    await pressOn(page, page.getByTestId('call-row').first());
    await expect(page.getByTestId('call-panel')).toBeVisible();
  },
  review: async (page) => {
    await pressOn(page, page.locator('[data-remedy="keep_local"]').first());
    await expect(page.getByTestId('review-entry')).toHaveCount(1);
  },
  services: async (page) => {
    await pressOn(page, page.getByTestId('new-service'));
    await expect(page.getByTestId('service-editor')).toBeVisible();
  },
  team: async (page) => {
    await pressOn(page, page.getByTestId('new-staff'));
    await expect(page.getByTestId('staff-editor')).toBeVisible();
  },
  health: async (page) => {
    const chart = page.getByTestId('chart-success');
    await pressOn(page, chart.locator('summary'));
    await expect(chart.getByRole('row').first()).toBeVisible();
  },
  settings: async (page) => {
    await pressOn(page, page.getByTestId('theme-auto'), 'ArrowRight');
    await expect(page.locator('html')).toHaveAttribute('data-theme', /light|dark/);
  },
};

for (const { screen } of PLACES) {
  test(`the screen ${screen} is opened, walked and used with the keyboard alone, and nothing is left out`, async ({
    page,
  }) => {
    await open(page, { phoned: 3 });
    await goByKeys(page, screen);
    await walk(page);
    await deeds[screen](page);
  });
}

test('the focus goes back to what opened the dates, and from a booked appointment to what opened the booking', async ({
  page,
}) => {
  await open(page);
  const pick = page.getByRole('button', { name: /Anderes Datum wählen/ });
  await pick.click();
  await page.keyboard.press('Escape');
  await expect(pick).toBeFocused();
  await pick.click();
  await page.keyboard.type('3.12.');
  await page.keyboard.press('Enter');
  await expect(pick).toBeFocused();

  await page.getByTestId('new-appointment').click();
  await page.keyboard.type('wagner');
  await expect(page.getByTestId('customer-option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await expect(page.getByTestId('new-appointment')).toBeFocused();
});

test('keys work in the search wherever somebody has clicked in its box', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.getByTestId('find-box').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('hit').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('wagner');
  await expect(page.getByTestId('find-input')).toHaveValue('wagner');
  await page.getByTestId('find-box').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('find-box')).toBeHidden();
});

test('a booking is taken back with Ctrl+Z', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast')).toContainText('Eingetragen: Klaus Wagner');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('toast')).toContainText('Klaus Wagner ist wieder ausgetragen');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(1);
});

test('appointments that are over are found too, the latest first, after those to come', async ({ page }) => {
  await open(page, { past: true });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Probst');
  const found = page.locator('[data-testid="hit"][data-kind="appointment"]');
  await expect(found).toHaveCount(5);
  await expect(found.locator('.about')).toContainText(['27.11.', '30.10.', '02.10.', '15.09.', '04.09.']);
  await found.nth(1).click();
  await expect(page.getByTestId('day-title')).toHaveAttribute('data-date', '2026-10-30');
  await expect(page.getByTestId('appointment-panel')).toContainText('Heinz Probst');
});
