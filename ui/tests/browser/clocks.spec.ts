import type { Page } from '@playwright/test';
import { combOf, commands, open, openAppointment, placeOf, expect, test } from './salon';

async function jump(page: Page, date: string): Promise<void> {
  await page.keyboard.press('Control+g');
  await page.keyboard.type(date);
  await page.keyboard.press('Enter');
}

async function upToMidnight(page: Page): Promise<void> {
  await page.locator('main').evaluate((main) => {
    for (const part of main.querySelectorAll('*')) part.scrollTop = 0;
  });
}

/** What lies out of sight is not drawn. */
async function seenAtNight(page: Page, times: RegExp): Promise<void> {
  await expect(async () => {
    await upToMidnight(page);
    await expect(combOf(page, 'Tom Richter')).toContainText(times, { timeout: 500 });
  }).toPass();
}

const starts = (page: Page) => page.evaluate(() => window.salon.starts);

async function moveTo(page: Page, date: string, time: string): Promise<void> {
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('move').click();
  await panel.getByTestId('move-date').fill(date);
  await panel.getByTestId('move-date').press('Enter');
  await panel.getByTestId('move-time').fill(time);
}

test('a move into the hour that comes twice asks which one, and takes that', async ({ page }) => {
  await open(page);
  await moveTo(page, '31.10.2027', '2:30');
  const instants = page.getByTestId('instant');
  await expect(instants).toHaveText(['02:30 vor der Umstellung', '02:30 nach der Umstellung']);
  await expect(page.getByTestId('confirm-move')).toHaveAttribute('aria-disabled', 'true');
  await instants.nth(1).click();
  await expect(page.getByTestId('warnings')).toBeVisible();
  await page.getByTestId('confirm-move').click();
  await expect.poll(async () => (await starts(page)).at(-1)).toBe('2027-10-31T02:30:00+01:00');
  await seenAtNight(page, /02:30 bis 03:00/);
});

test('a move into the hour that is left out offers the time after it', async ({ page }) => {
  await open(page);
  await moveTo(page, '28.3.2027', '2:30');
  await expect(page.getByRole('alert')).toContainText('Die Uhr wird vorgestellt.');
  await expect(page.getByTestId('instant')).toHaveText('Stattdessen 03:00');
  await page.getByTestId('instant').click();
  await expect(page.getByTestId('move-card').or(page.getByTestId('move-form'))).toContainText('03:00');
  await page.getByTestId('confirm-move').click();
  await expect.poll(async () => (await starts(page)).at(-1)).toBe('2027-03-28T03:00:00+02:00');
  await seenAtNight(page, /03:00 bis 03:30/);
});

test('a booking in the hour that comes twice asks which one, and books that', async ({ page }) => {
  await open(page);
  await jump(page, '31.10.2027');
  await expect(page.getByTestId('day-title').locator('.long')).toHaveText('Sonntag, 31. Oktober 2027');
  // A day opens where work begins: the night is further up.
  await expect
    .poll(async () => {
      await upToMidnight(page);
      return (await placeOf(page, 'Anna', '02:30')).y;
    })
    .toBeGreaterThan(150);
  const at = await placeOf(page, 'Anna', '02:30');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await page.getByTestId('instant').first().click();
  await expect(page.getByTestId('instant')).toHaveCount(0);
  await expect(page.getByTestId('warnings')).toBeVisible();
  await page.getByTestId('confirm-booking').click();
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('02:30–03:00');
  expect(await commands(page)).toContain('book');
  expect((await starts(page)).at(-1)).toBe('2027-10-31T02:30:00+02:00');
});
