import { expect, go, open, refused, accepted, test } from './salon';

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
  await expect(loss.nth(1)).toContainText('1 Termin und 2 Personen, neu');
  await expect(loss.last()).toContainText('14:00');
});

test('a well salon shows its figures and its backups', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('alert-bar')).toBeHidden();
  await page.getByTestId('health-link').click();
  const health = page.getByTestId('health');
  await expect(health).toHaveAttribute('data-state', 'ok');
  await expect(health).toContainText('100 % – 20 von 20');
  await expect(health).toContainText(
    '41 ms im Mittel · die Hälfte in 38 ms · 95 % in 62 ms · höchstens 64 ms',
  );
  await expect(health).toContainText('1,3 s im Mittel');
  await expect(page.getByTestId('backup')).toContainText('14 Sicherungen vorhanden.');
  await expect(page.getByTestId('backup').getByRole('alert')).toBeHidden();
});

test('not all is well while somebody has to look at something, and one click leads there', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('health-link').click();
  const headline = page.getByTestId('health').getByRole('heading');
  await expect(headline).toHaveText('Die Übertragung läuft – 2 Einträge zu prüfen');
  await page.getByTestId('health-review').click();
  await page.evaluate(() => window.salon.review.resolveReview([1, 2], 'dismiss'));
  await expect(page.getByTestId('review-empty')).toBeVisible();
  await page.getByTestId('health-link').click();
  await expect(headline, 'one is blocked still').toHaveText('Die Übertragung läuft – 1 blockiert');
  await expect(page.getByTestId('health-review')).toBeHidden();
});

test('figures and review list that cannot be read say so, and are read again on demand', async ({ page }) => {
  await open(page, { failing: ['health', 'review'] });
  const failure = page.getByRole('main').getByRole('alert');
  for (const screen of ['health', 'review'] as const) {
    await page.getByTestId(`${screen}-link`).click();
    await expect(failure).toContainText('lässt sich nicht laden');
    await failure.getByRole('button').click();
    await expect(failure).toContainText('lässt sich nicht laden');
  }
  await page.evaluate(() => (window.salon.scene.failing = []));
  await failure.getByRole('button').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(2);
  await expect(failure).toBeHidden();
  await page.getByTestId('health-link').click();
  await expect(page.getByTestId('health')).toBeVisible();
});

test('figures that cannot be read again stay, and are said to be old', async ({ page }) => {
  await open(page);
  await go(page, 'health');
  await expect(page.getByTestId('health')).toBeVisible();
  await go(page, 'day');
  await refused(page, 'health');
  await go(page, 'health');
  const unread = page.getByTestId('unread');
  await expect(unread).toContainText('gezeigt wird, was zuletzt gelesen wurde');
  await expect(page.getByTestId('health')).toBeVisible();
  await accepted(page, 'health');
  await unread.getByRole('button').click();
  await expect(unread).toBeHidden();
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
