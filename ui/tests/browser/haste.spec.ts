import {
  answered,
  combOf,
  commands,
  expect,
  fillByKeys,
  keptBack,
  open,
  openAppointment,
  placeOf,
  test,
} from './salon';

test('who is typed faster than the book answers is who is booked: the one that the whole name finds', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('n');
  await page.keyboard.type('w');
  await expect(page.getByTestId('customer-option').first()).not.toContainText('Klaus Wagner');
  await keptBack(page, 'find_customers');
  await page.keyboard.type('agner');
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await answered(page, 'find_customers');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('somebody new who is typed faster than the book answers is not lost', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await keptBack(page, 'find_customers');
  await page.keyboard.type('Rosa Blum');
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await answered(page, 'find_customers');
  await expect(page.getByTestId('appointment-panel')).toContainText('Rosa Blum');
});

test('the only one who can be meant is meant, also if the service is chosen before the book answers', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('n');
  await keptBack(page, 'find_customers');
  await page.keyboard.type('wagner');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await answered(page, 'find_customers');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('what was booked stands on the sheet before the day has been read anew', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(1);
  await keptBack(page, 'day');
  await page.keyboard.press('Enter');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(2);
  await expect(page.getByTestId('booking-panel')).toBeVisible();
  await answered(page, 'day');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(2);
});

test('the next booking may be begun while the last one is being written', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await keptBack(page, 'book');
  await page.keyboard.press('Enter');
  await expect.poll(() => commands(page)).toContain('book');
  await page.getByTestId('new-appointment').click();
  await page.keyboard.type('falk');
  await answered(page, 'book');
  await expect(page.getByTestId('toast')).toContainText('Eingetragen: Klaus Wagner');
  await expect(page.getByTestId('customer-input')).toHaveValue('falk');
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
});

test('two keys pressed before the answer are one: nobody says yes to what they have not seen', async ({
  page,
}) => {
  await open(page);
  const at = await placeOf(page, 'Mehmet', '10:00');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await keptBack(page, 'check');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect.poll(() => commands(page)).toContain('check');
  await page.getByTestId('confirm-booking').press('Enter');
  await page.getByTestId('confirm-booking').press('Enter');
  await answered(page, 'check');
  await expect(page.getByTestId('confirm-booking')).toContainText('Trotzdem eintragen');
  expect(await commands(page)).not.toContain('book');
});

test('no time is held for a booking that was left before the book had answered', async ({ page }) => {
  await open(page);
  await keptBack(page, 'check');
  await fillByKeys(page, 'wagner', '420');
  await expect.poll(() => commands(page)).toContain('check');
  await openAppointment(page, 'Tom Richter');
  await answered(page, 'check');
  await page.getByTestId('waiting').click();
  await expect(page.getByTestId('waiting-panel')).toBeVisible();
  expect(await commands(page)).not.toContain('hold');
});
