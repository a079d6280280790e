import { expect, open, refused, test } from './salon';

test('the owner says where customers come to', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.getByTestId('salon-address').fill('Hauptstr. 1, 10115 Berlin');
  await page.getByTestId('salon-address').blur();
  await page.getByTestId('day-link').click();
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('salon-address')).toHaveValue('Hauptstr. 1, 10115 Berlin');
});

test('the owner decides which bookings write to the customer', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('customer-mails-first')).toBeChecked();
  await page.getByTestId('customer-mails-none').check({ force: true });
  await page.getByTestId('day-link').click();
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('customer-mails-none')).toBeChecked();
});

test('what is refused in the settings is not shown as chosen', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await refused(page, 'set_machine', 'no_autostart');
  await refused(page, 'match_staff');
  const machine = page.getByTestId('machine-settings');
  await machine.getByTestId('autostart-on').click();
  await expect(page.getByTestId('toast')).toContainText('nicht von selbst starten');
  await expect(machine.getByTestId('autostart-off')).toBeChecked();

  const lea = page.locator('[data-testid="staff-match"][data-staff-id="4"]');
  await lea.selectOption('14');
  await expect(page.getByTestId('settings-problem')).toBeVisible();
  await expect(lea).toHaveValue('');
});

test('language and colours change at once and stay', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.getByTestId('language-en').check({ force: true });
  await page.getByTestId('theme-dark').check({ force: true });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Setup');
  await page.reload();
  await expect(page.getByTestId('day-title')).toHaveText(/Friday,? 27 November 2026/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
