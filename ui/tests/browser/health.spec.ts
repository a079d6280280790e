import { expect, open, test } from './salon';

test('a clock that differs is said wherever one is, with how much and which way', async ({ page }) => {
  await open(page, { clockOff: -95 });
  const bar = page.getByTestId('notice-bar');
  await expect(bar).toHaveText(/geht gegenüber Cal\.com 95 s nach/);
  await bar.getByRole('button').click();
  await expect(page.locator('[data-testid="review-entry"][data-code="clock_off"]')).toBeVisible();
  await page.locator('[data-code="clock_off"] [data-remedy="dismiss"]').click();
  await expect(bar).toBeHidden();
});

test('a restored book says what is missing, since when', async ({ page }) => {
  await open(page, { restored: true });
  await expect(page.getByTestId('notice-bar')).toContainText('Das Terminbuch war beschädigt.');
  await page.getByTestId('review-link').click();
  const loss = page.locator('[data-code="book_restored"] [data-testid="loss"]');
  await expect(loss).toHaveCount(3);
  await expect(loss.first()).toContainText('01:15');
  await expect(loss.first()).toContainText('09:12');
  await expect(loss.nth(1)).toContainText('1 Termine und 2 Kundinnen und Kunden');
  await expect(loss.last()).toContainText('14:00');
});

test('a well salon shows its figures and its backups', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('alert-bar')).toBeHidden();
  await page.getByTestId('health-link').click();
  await expect(page.getByTestId('health')).toHaveAttribute('data-state', 'ok');
  await expect(page.getByTestId('health')).toContainText('100 % – 20 von 20');
  await expect(page.getByTestId('backup')).toContainText('14 Sicherungen vorhanden.');
  await expect(page.getByTestId('backup').getByRole('alert')).toBeHidden();
});

test('an alert is seen wherever one is and leads to its reasons', async ({ page }) => {
  await open(page, { unwell: true });
  await page.getByTestId('alert-bar').getByRole('button').click();
  const reasons = page.getByTestId('chart-codes').getByRole('row');
  await expect(reasons).toHaveText(/Cal\.com hatte mehrmals eine Störung\.\s*2/);
  await expect(page.getByTestId('backup').getByRole('alert')).toContainText('keine Sicherung');
});

test('how the day went is drawn, and told to whoever does not see it', async ({ page }) => {
  await open(page, { unwell: true });
  await page.getByTestId('health-link').click();
  const calls = page.getByTestId('chart-success');
  await expect(calls.getByRole('img')).toHaveAccessibleName(
    'Übertragungen über den Tag: 20 in 24 Stunden, davon 2 fehlgeschlagen (gestreift)',
  );
  await expect(calls.locator('rect.good')).toHaveCount(4);
  await expect(calls.locator('rect.failed')).toHaveCount(2);
  await calls.getByText('Als Tabelle').click();
  await expect(calls.getByRole('row')).toHaveCount(1 + 24);
  await expect(calls.getByRole('row').last()).toHaveText('11:00 5 1 80 %', { useInnerText: true });
  const latency = page.getByTestId('chart-latency');
  await expect(latency.locator('line.peak')).toHaveCount(4);
  await expect(latency.getByRole('img')).toHaveAccessibleName(/höchstens 4 s/);
  await expect(page.getByTestId('chart-standing').getByRole('row')).toHaveCount(4);
  await expect(page.getByTestId('chart-origins')).toContainText('12');
});
