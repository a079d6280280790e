import { expect, open, refused, accepted, test } from './salon';

test('a search that cannot be answered is not an answer: nobody is written down twice', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await refused(page, 'find_customers');
  await page.keyboard.type('wagner');
  await expect(page.getByTestId('search-problem')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('customer-input')).toHaveValue('wagner');
  await accepted(page, 'find_customers');
  await page.keyboard.type(' ');
  await expect(page.getByTestId('customer-option')).toContainText('Klaus Wagner');
  await expect(page.getByTestId('search-problem')).toBeHidden();
});

test('a wrong phone number is said at once and nothing is lost', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Rosa Blum');
  await page.getByTestId('customer-new').click();
  await page.getByTestId('new-phone').fill('12');
  await page.locator('[data-testid="service-option"][data-service-number="400"]').click();
  await expect(page.getByTestId('ghost')).toBeVisible();
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByRole('alert')).toContainText('Diese Telefonnummer stimmt nicht.');
  await page.getByTestId('new-phone').fill('0171 1212123');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Rosa Blum');
});

test('a known customer is known: habits, what took longer, missed appointments, and all of it again in two clicks', async ({
  page,
}) => {
  await open(page, { past: true });
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Probst');
  await page.keyboard.press('Enter');
  const glance = page.getByTestId('glance');
  await expect(page.getByTestId('no-show-warning')).toHaveText('2 Mal nicht erschienen');
  await expect(glance).toContainText('Verträgt kein Ammoniak');
  await expect(page.getByTestId('past-visit')).toHaveCount(3);
  await expect(page.getByTestId('past-visit').nth(1)).toContainText('45 statt');
  await page.getByTestId('as-usual').click();
  await expect(page.locator('[data-testid="staff-option"][aria-pressed="true"]')).toHaveText('Fabian');
  await page.getByTestId('like-last').getByRole('button').click();
  await expect(page.getByTestId('length').first().locator('output')).toHaveText('45 min');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('segment-row').first()).toContainText('45 min');
});

test('somebody new who is in the book already is offered as known', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('wagner, klaus');
  await expect(page.getByTestId('take-known')).toContainText('Klaus Wagner');
  await page.getByTestId('customer-new').click();
  await page.getByTestId('take-known').click();
  await expect(page.getByTestId('booking-panel')).toContainText('0171 6655443');
});

test('a phone number is one however it is written, and nobody is named after it', async ({ page }) => {
  await open(page);
  for (const typed of ['(0171) 555 66 77', '+49 (0)171/5556677', '0049171-5556677', '0171.5556677']) {
    await page.keyboard.press('n');
    await page.getByTestId('customer-input').fill(typed);
    await page.getByTestId('customer-new').click();
    await expect(page.getByTestId('new-phone')).toHaveValue(typed);
    await expect(page.getByTestId('new-name')).toHaveValue('');
    await page.keyboard.press('Escape');
  }
});

test('no name of a service is torn apart at a glance, in the smallest window either', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, { past: true });
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Probst');
  await page.keyboard.press('Enter');
  const name = page.getByTestId('past-visit').locator('b').filter({ hasText: 'Herrenschnitt' });
  await expect(name).toBeVisible();
  const lines = await name.evaluate((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getClientRects().length;
  });
  expect(lines).toBe(1);
});
