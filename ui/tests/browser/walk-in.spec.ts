import { combOf, expect, open, test } from './salon';

test('who comes in is booked with two clicks, with or without a name', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await expect(page.getByTestId('walk-in-offer').first()).toContainText(/sofort|in \d+ Minute/);
  await page.getByTestId('walk-in-offer').first().click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Laufkundschaft');
});

test('who comes in and is known is booked on the card that is there', async ({ page }) => {
  await open(page);
  const cards = () => page.evaluate(() => window.salon.book.customers.length);
  const before = await cards();
  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('falk');
  await page.keyboard.press('Enter');
  const services = page.getByTestId('walk-in-service');
  await expect(services.first()).toBeFocused();
  await expect(page.getByTestId('walk-in-panel')).toContainText('0171 4545454');
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await page.getByTestId('walk-in-offer').first().click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
  await expect(page.getByTestId('toast')).toContainText('Eingetragen: Ida Falk');
  expect(await cards()).toBe(before);
});

test('who comes in is the one that the typed name finds, somebody new where nobody is, and asked for where it may be several', async ({
  page,
}) => {
  await open(page);
  const service = page.locator('[data-testid="walk-in-service"][data-service-number="420"]');
  const offer = page.getByTestId('walk-in-offer').first();
  await page.getByTestId('walk-in').click();
  await service.click();
  await page.getByTestId('customer-input').fill('falk');
  await offer.click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');

  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('er');
  await service.click();
  await expect(page.getByTestId('walk-in-panel')).toContainText('Dazu passen mehrere');
  await expect(offer).toHaveAttribute('aria-disabled', 'true');
  await page.getByTestId('customer-input').fill('Rosa Blum');
  await offer.click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Rosa Blum');
});

test('somebody new who comes in and is in the book already is offered as known', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('wagner, klaus');
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await expect(page.getByTestId('new-name')).toHaveValue('wagner, klaus');
  await page.getByTestId('take-known').click();
  await expect(page.getByTestId('walk-in-panel')).toContainText('0171 6655443');
});

test('a known customer who comes in and has another appointment at that time takes one more yes', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('vogt');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await page.getByTestId('walk-in-offer').filter({ hasText: 'Fabian' }).click();
  await expect(page.getByTestId('warnings')).toContainText('Clara Vogt');
  await expect(page.getByTestId('book-anyway')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Herrenschnitt');
  await expect(combOf(page, 'Clara Vogt')).toHaveCount(2);
});

test('who comes in and cannot be taken any more is told why', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  const offer = page.getByTestId('walk-in-offer').first();
  await expect(offer).toBeVisible();
  await page.evaluate(() => {
    const { salon } = window;
    const cut = salon.catalogue().services.find(({ number }) => number === 420);
    const [offered] = salon.walkIn(cut?.id ?? 0);
    // Somebody else is faster.
    salon.diary.book_({
      ...{ customer: { kind: 'walk_in' }, service_id: cut?.id ?? 0, note: '', lengths: [], then: [] },
      ...{ staff_id: offered?.staff_id ?? 0, start: offered?.start ?? '' },
      ...{ hold: null, despite_warnings: false, idempotency_key: null },
    });
  });
  await offer.click();
  await expect(page.getByTestId('walk-in-panel').getByRole('alert')).toContainText('Laufkundschaft');
});

test('who came in and was booked by mistake is taken back with one click', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await page.getByTestId('walk-in-offer').first().click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Laufkundschaft');
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast')).toContainText('Laufkundschaft ist wieder ausgetragen');
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await expect(combOf(page, 'Laufkundschaft')).toHaveCount(0);
});
