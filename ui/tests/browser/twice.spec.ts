/** Somebody who clicks twice where once is enough. */
import { combOf, commands, open, placeOf, expect, test } from './salon';

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const)
  for (const name of ['Ebru Arslan', 'Greta Lindner', 'Klaus Wagner'])
    test(`a double click on ${name} opens that appointment at ${String(width)} × ${String(height)}`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await open(page);
      await combOf(page, name).getByTestId('tooth').first().dblclick();
      await expect(page.getByTestId('appointment-panel')).toContainText(name);
      await expect(page.getByTestId('booking-panel')).toBeHidden();
    });

test('a double click on free time means the time and person of the first', async ({ page }) => {
  await open(page);
  const at = await placeOf(page, 'Mehmet', '10:00');
  await page.mouse.dblclick(at.x, at.y);
  await expect(page.locator('.pointed')).toContainText('Mehmet');
});

test('the second click does not fall on what the first one has opened', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await page.getByTestId('walk-in-offer').first().dblclick();
  await expect(page.getByTestId('appointment-panel')).toContainText('Laufkundschaft');
  expect((await commands(page)).filter((command) => command === 'book')).toHaveLength(1);
  await expect(page.getByTestId('cancel-reason')).toBeHidden();
});

test('what is clicked quickly again and again is done again and again', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Nächster Tag' }).dblclick();
  await expect(page.getByTestId('day-title')).toHaveAttribute('data-date', '2026-11-29');
  await page.getByTestId('services-link').click();
  await page.getByTestId('service-row').first().click();
  const tick = page.getByRole('checkbox', { name: 'Die Kundschaft darf sie selbst buchen' });
  const before = await tick.isChecked();
  await page.getByText('Die Kundschaft darf sie selbst buchen').dblclick();
  expect(await tick.isChecked()).toBe(before);
});
