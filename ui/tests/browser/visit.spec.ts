import { combOf, open, openAppointment, expect, test } from './salon';

test('two services of one customer are one visit: proposed, shown, booked and called off together', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await page.getByTestId('add-service').click();
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  const further = page.getByTestId('further-service');
  await expect(further).toContainText('Herrenschnitt');
  await expect(further).toContainText(/\d\d:\d\d bei/);
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.getByTestId('further-staff').selectOption({ label: 'Anna' });
  await expect(further).toContainText('bei Anna');
  await page.getByTestId('confirm-booking').click();
  const panel = page.getByTestId('appointment-panel');
  await expect(panel.getByTestId('visit-part')).toContainText('Herrenschnitt · Anna');
  await expect(combOf(page, 'Klaus Wagner')).not.toHaveCount(1);
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('whole-visit').check();
  await panel.getByTestId('confirm-cancel').click();
  await expect(panel.getByTestId('visit-part')).toContainText('storniert');
});

test('a service that was added can be left out again', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await page.getByTestId('add-service').click();
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.getByRole('button', { name: 'Herrenschnitt weglassen' }).click();
  await expect(page.getByTestId('further-service')).toHaveCount(0);
  await expect(page.getByTestId('ghost')).toHaveCount(1);
});

test('who comes in is booked with two clicks, with or without a name', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await expect(page.getByTestId('walk-in-offer').first()).toContainText(/sofort|in \d+ Minute/);
  await page.getByTestId('walk-in-offer').first().click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Laufkundschaft');
});

test('a segment is handed over to a colleague', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Clara Vogt');
  await panel.locator('[data-phase-key="C"]').getByTestId('hand-over').selectOption({ label: 'Fabian' });
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Fabian');
  await expect(panel).toContainText('Übergeben – C: Fabian');
});
