import type { Page } from '@playwright/test';
import { accepted, answered, commands, expect, keptBack, open, refused, test } from './salon';
import type { Scene } from '../fake/scene';

async function openList(page: Page, scene: Scene = {}) {
  await open(page, scene);
  await page.keyboard.press('Control+3');
  await expect(page.getByTestId('list-row').first()).toBeVisible();
}

const rowOf = (page: Page, customer: string) =>
  page.getByTestId('list-row').filter({ has: page.getByRole('rowheader', { name: customer }) });

test('the list shows who, when, what and how it stands, a composite with its segments', async ({ page }) => {
  await openList(page);
  const row = rowOf(page, 'Karin Keller');
  await expect(row).toContainText('Dauerwelle');
  await expect(row.getByTestId('compound-badge')).toHaveText('Compound (4 Segmente)');
  await expect(row).toContainText('teilweise übertragen');
  await expect(page.getByRole('columnheader').last()).toHaveText('Cal.com');
  await expect(rowOf(page, 'Tom Richter').getByTestId('compound-badge')).toHaveText('Standard');
  await expect(page.getByRole('rowheader', { name: 'Freitag, 27. November 2026' })).toBeVisible();
  const shown = await page.getByTestId('list-row').count();
  await expect(page.getByTestId('list-total')).toHaveText(`${String(shown)} Termine`);
});

test('typing narrows it at once, by name, phone or number', async ({ page }) => {
  await openList(page);
  await expect(page.getByTestId('list-search')).toBeFocused();
  await page.keyboard.type('kell');
  await expect(page.getByTestId('list-row')).toHaveCount(1);
  await expect(page.getByTestId('list-total')).toHaveText('1 Termin');
  const number = await page.getByTestId('list-row').getAttribute('data-appointment-id');
  await page.getByTestId('list-search').fill(`#${number ?? ''}`);
  await expect(page.getByTestId('list-row')).toHaveCount(1);
  await page.getByTestId('list-search').fill('niemand');
  await expect(page.getByTestId('list-empty')).toContainText('Kein Termin passt zu dieser Suche.');
  await page.getByTestId('list-reset').click();
  await expect(page.getByTestId('list-row').nth(3)).toBeVisible();
});

test('filters combine, and the list remembers them while another screen is open', async ({ page }) => {
  await openList(page);
  await page.getByTestId('list-staff').selectOption({ label: 'Anna' });
  await page.getByTestId('list-service').selectOption({ label: 'Dauerwelle' });
  await page.getByTestId('list-sync').selectOption('partial');
  await expect(page.getByTestId('list-row')).toHaveCount(1);
  await expect(page.getByTestId('list-row')).toContainText('Karin Keller');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+3');
  await expect(page.getByTestId('list-service')).toHaveValue('4');
  await expect(page.getByTestId('list-row')).toHaveCount(1);
});

test('a range of days is typed as people write dates', async ({ page }) => {
  await openList(page);
  await page.getByTestId('list-period').selectOption('range');
  await page.getByTestId('list-to').fill('1.12.');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('list-to')).toHaveValue('01.12.2026');
  await page.getByTestId('list-from').fill('24.12.26');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('list-to')).toHaveValue('24.12.2026');
  await expect(page.getByTestId('list-empty')).toBeVisible();
  await page.getByTestId('list-from').fill('neulich');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('list-from')).toHaveAttribute('aria-invalid', 'true');
});

test('an appointment opens beside the list, and is moved on the sheet of its day', async ({ page }) => {
  await openList(page);
  await rowOf(page, 'Tom Richter').click();
  const panel = page.getByTestId('appointment-panel');
  await expect(panel).toContainText('Tom Richter');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();

  await rowOf(page, 'Tom Richter').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await panel.getByTestId('move').click();
  await expect(page.getByTestId('day-title')).toBeVisible();
  await expect(page.getByTestId('move-form')).toBeVisible();
});

test('several are cancelled with one confirmation and brought back with one click', async ({ page }) => {
  await openList(page);
  for (const customer of ['Tom Richter', 'Karin Keller']) {
    await rowOf(page, customer).getByRole('checkbox').check();
  }
  await expect(page.getByTestId('chosen-bar')).toContainText('2 Termine ausgewählt');
  await page.getByTestId('cancel-many').click();
  await expect(page.getByTestId('many-reason')).toBeFocused();
  await page.keyboard.type('Anna ist krank');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 Termine storniert')).toBeVisible();
  await expect(page.getByTestId('chosen-bar')).toBeHidden();
  for (const customer of ['Tom Richter', 'Karin Keller']) {
    await expect(rowOf(page, customer)).toHaveAttribute('data-status', 'cancelled');
    await expect(rowOf(page, customer).getByRole('checkbox')).toBeDisabled();
  }
  expect((await commands(page)).filter((name) => name === 'cancel_appointments')).toHaveLength(1);

  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await expect(rowOf(page, 'Tom Richter')).toHaveAttribute('data-status', 'booked');
  await expect(rowOf(page, 'Karin Keller')).toHaveAttribute('data-status', 'booked');
});

test('a long list is turned page by page', async ({ page }) => {
  await openList(page, { calendar: 120 });
  await expect(page.getByTestId('list-row')).toHaveCount(50);
  await expect(page.getByTestId('page-previous')).toBeDisabled();
  const first = await page.getByTestId('list-row').first().getAttribute('data-appointment-id');
  await page.getByTestId('page-next').click();
  await expect(page.getByText(/^51–100 von 1\d\d$/)).toBeVisible();
  await page.getByTestId('page-next').click();
  await expect(page.getByTestId('page-next')).toBeDisabled();
  await page.getByTestId('page-previous').click();
  await page.getByTestId('page-previous').click();
  await expect(page.getByTestId('list-row').first()).toHaveAttribute('data-appointment-id', first ?? '');
});

test('a second click on “next” means the page that is on its way', async ({ page }) => {
  await openList(page, { calendar: 120 });
  await keptBack(page, 'appointments');
  await page.getByTestId('page-next').dblclick();
  await answered(page, 'appointments');
  await expect(page.getByText(/^51–100 von 1\d\d$/)).toBeVisible();
  await page.getByTestId('page-previous').click();
  await expect(page.getByText(/^1–50 von 1\d\d$/)).toBeVisible();
});

test('a list that cannot be refreshed stays, and says so; one that answers another question is not left', async ({
  page,
}) => {
  await openList(page, { calendar: 120 });
  await refused(page, 'appointments');
  await page.evaluate(() => window.salon.changed(['appointments']));
  await expect(page.getByTestId('unread')).toContainText('was zuletzt gelesen wurde');
  await expect(page.getByTestId('list-row')).toHaveCount(50);
  await page.getByTestId('page-next').click();
  await expect(page.getByText(/^1–50 von 1\d\d$/)).toBeVisible();

  await page.getByTestId('list-search').fill('kell');
  await expect(page.getByTestId('list-row')).toHaveCount(0);
  await expect(page.getByTestId('unread')).toHaveRole('alert');
  await accepted(page, 'appointments');
  await page.getByTestId('unread').getByRole('button').click();
  await expect(page.getByTestId('list-row')).toHaveCount(1);
  await expect(page.getByTestId('unread')).toBeHidden();
});

test('the arrows walk from row to row', async ({ page }) => {
  await openList(page);
  const rows = page.getByTestId('list-row');
  await rows.nth(0).getByRole('button').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(2).getByRole('button')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(rows.nth(1).getByRole('button')).toBeFocused();
});
