import { accepted, commands, expect, open, refused, test } from './salon';

test('the review list says what is wrong and settles it with one click', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(2);
  const taken = page.locator('[data-testid="review-entry"][data-code="slot_taken"]');
  await expect(taken).toContainText('Cal.com hat diese Zeit nicht mehr frei.');
  await expect(taken).toContainText(
    'Anna Albrecht ist von 11:40 bis 12:10 mit einem Termin aus Cal.com belegt.',
  );
  await taken.locator('[data-remedy="keep_local"]').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
});

test('what Cal.com says in its own words is shown to whoever asks for it', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  const said = page.getByTestId('server-said');
  await expect(said).toBeHidden();
  await page.getByText('Was Cal.com dazu meldet').click();
  await expect(said).toHaveText('User either already has booking at this time or is not available');
});

test('an entry shows its appointment', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.getByRole('button', { name: 'Termin ansehen' }).click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');
});

test('what lies in the event types is put right there before it is tried again', async ({ page }) => {
  await open(page, { typeGone: true });
  await page.getByTestId('review-link').click();
  const gone = page.locator('[data-testid="review-entry"][data-code="event_type_gone"]');
  await expect(gone.locator('.row > button').first()).toHaveText('Ereignistypen prüfen');
  await expect(gone.locator('.primary')).toHaveCount(1);
  await expect(gone.locator('[data-remedy="retry"]')).toBeVisible();
  await gone.getByTestId('open-map').click();
  await expect(page.getByTestId('event-types')).toBeVisible();
});

test('“another time” opens the appointment ready to be moved', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.locator('[data-remedy="other_time"]').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');
  await expect(page.getByTestId('move-form')).toBeVisible();
  await expect(page.getByTestId('proposal').first()).toBeVisible();
});

test('“somebody else” opens the appointment at the same time with another stylist', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.locator('[data-remedy="other_staff"]').click();
  await expect(page.getByTestId('move-form')).toBeVisible();
  await expect(page.getByTestId('ghost').first()).toBeVisible();
});

test('a segment is linked to a booking that is in Cal.com already', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.locator('[data-remedy="link"]').click();
  await page.getByTestId('link-choice').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
});

test('several entries are settled with one decision that helps all of them', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await expect(page.getByTestId('bulk')).toBeHidden();
  await page.getByTestId('select-entry').last().check();
  await expect(page.getByTestId('bulk-remedy')).toHaveText(['Erledigt']);
  await page.getByTestId('select-all').click();
  await expect(page.getByTestId('bulk')).toContainText('2 ausgewählt');
  await expect(page.getByTestId('bulk-remedy')).toHaveCount(0);
  await page.getByTestId('select-entry').last().uncheck();
  await page.locator('[data-testid="bulk-remedy"][data-remedy="keep_local"]').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
  await expect(page.getByTestId('bulk')).toBeHidden();
});

test('cancelling everything from the review list takes a second click', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  const button = page.locator('[data-remedy="cancel_all"]');
  await button.click();
  await expect(button).toHaveText('Wirklich stornieren');
  await expect(page.getByTestId('review-entry')).toHaveCount(2);
  expect(await commands(page)).not.toContain('resolve_review');
  await button.click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
});

test('the second click cancels only what the first one asked about', async ({ page }) => {
  await open(page, { takenTwice: true });
  await page.getByTestId('review-link').click();
  const entries = page.locator('[data-testid="review-entry"][data-code="slot_taken"]');
  const button = page.locator('[data-testid="bulk-remedy"][data-remedy="cancel_all"]');
  await entries.first().getByTestId('select-entry').check();
  await button.click();
  await expect(button).toHaveText('Wirklich stornieren');
  await entries.last().getByTestId('select-entry').check();
  await expect(button).toHaveText('Ganzen Termin stornieren');
  await button.click();
  await expect(entries).toHaveCount(2);
  await button.click();
  await expect(entries).toHaveCount(0);
});

test('a review list that could not be read says so, and is shown as soon as it can be', async ({ page }) => {
  await open(page);
  await refused(page, 'review');
  await page.getByTestId('review-link').click();
  await expect(page.getByTestId('unread')).toContainText('was zuletzt gelesen wurde');
  await expect(page.getByTestId('review-entry')).toHaveCount(2);
  await accepted(page, 'review');
  await page.evaluate(() => window.salon.changed(['review']));
  await expect(page.getByTestId('unread')).toBeHidden();
});

test('what broke in the event map leads to where it is put right', async ({ page }) => {
  await open(page, { mapBroken: true });
  await page.getByTestId('review-link').click();
  await page.getByTestId('open-map').click();
  await expect(page.getByTestId('event-map')).toBeVisible();
});
