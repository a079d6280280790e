import type { Page } from '@playwright/test';
import { answered, commands, expect, keptBack, open, openAppointment, test } from './salon';

async function openCard(page: Page, name: string) {
  await open(page);
  await page.keyboard.press('Control+4');
  await expect(page.getByTestId('customers-search')).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByTestId('customer-row')).toHaveCount(1);
  await page.getByTestId('customer-row').click();
  const panel = page.getByTestId('customer-panel');
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(name);
  return panel;
}

test('a customer is found by name or phone and shows what they had', async ({ page }) => {
  const panel = await openCard(page, 'Karin Keller');
  await expect(panel).toContainText('0172 3344556');
  await expect(panel.getByTestId('visit')).toContainText('Dauerwelle');
  await page.getByTestId('customers-search').fill('0172 33');
  await expect(page.getByTestId('customer-row')).toHaveCount(1);
  await page.getByTestId('customers-search').fill('niemand');
  await expect(page.getByTestId('customers-empty')).toContainText('Niemand passt');
  await panel.getByTestId('visit').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');
});

test('of somebody who has not been here the list says no more than it has to', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+4');
  const cell = page.getByTestId('customer-row').filter({ hasText: 'Ida Falk' }).getByTestId('last-visit');
  await expect(cell.locator('[aria-hidden="true"]')).toHaveText('–');
  await expect(cell.locator('.visually-hidden')).toHaveText('noch kein Besuch');
});

test('a card is put right, and what cannot be right is said', async ({ page }) => {
  const panel = await openCard(page, 'Karin Keller');
  await panel.getByTestId('edit-customer').click();
  await expect(panel.getByTestId('edit-name')).toBeFocused();
  await panel.getByTestId('edit-phone').fill('12');
  await panel.getByTestId('save-customer').click();
  await expect(panel.getByTestId('edit-phone')).toHaveAttribute('aria-invalid', 'true');
  await expect(panel.getByRole('alert')).toContainText('Diese Telefonnummer stimmt nicht.');
  await panel.getByTestId('edit-phone').fill('0172 9988776');
  await panel.getByTestId('edit-note').fill('nur mit Handtuch');
  await panel.getByTestId('save-customer').click();
  await expect(panel).toContainText('0172 9988776');
  await expect(panel).toContainText('nur mit Handtuch');
});

test('two cards become one only after it was said what goes over, and nothing is the safe choice', async ({
  page,
}) => {
  const panel = await openCard(page, 'Heinz Probst');
  await panel.getByTestId('edit-customer').click();
  await panel.getByTestId('edit-phone').fill('0172 3344556');
  await panel.getByTestId('save-customer').click();
  await panel.getByTestId('merge').click();
  const form = panel.getByTestId('merge-form');
  await expect(form).toContainText('Karte von Karin Keller mit dieser von Heinz Probst');
  await expect(form).toContainText('Besuche');
  await expect(form).toContainText('Notizen');
  await expect(form).toContainText('wird gelöscht');
  await expect(form.getByRole('button').first()).toHaveText('Beide behalten');
  await expect(form.getByTestId('keep-both')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  expect(await commands(page)).not.toContain('merge_customers');

  await panel.getByTestId('merge').click();
  await form.getByTestId('confirm-merge').click();
  await expect(panel.getByTestId('visit').filter({ hasText: 'Dauerwelle' })).toBeVisible();
  await expect(panel.getByTestId('alike')).toBeHidden();
});

test('a card that is saved while another is open does not take its place', async ({ page }) => {
  const panel = await openCard(page, 'Karin Keller');
  await panel.getByTestId('edit-customer').click();
  await keptBack(page, 'edit_customer');
  await panel.getByTestId('save-customer').click();
  await page.getByTestId('customers-search').fill('Heinz Probst');
  await page.getByTestId('customer-row').filter({ hasText: 'Heinz Probst' }).click();
  await expect(panel.getByTestId('edit-customer')).toBeVisible();
  await keptBack(page, 'customer');
  await answered(page, 'edit_customer');
  await expect(page.getByTestId('toast')).toContainText('Karin Keller');
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Heinz Probst');
  await expect(panel.getByTestId('edit-customer')).toBeVisible();
});

test('the focus goes back to what opened the form of a card, or the question whether it shall be erased', async ({
  page,
}) => {
  const panel = await openCard(page, 'Karin Keller');
  await panel.getByTestId('edit-customer').click();
  await panel.getByTestId('edit-form').getByRole('button', { name: 'Abbrechen' }).click();
  await expect(panel.getByTestId('edit-customer')).toBeFocused();
  await panel.getByTestId('erase').click();
  const no = panel.getByTestId('erase-form').getByRole('button', { name: 'Abbrechen' });
  await expect(no).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.getByTestId('erase')).toBeFocused();
});

test('the card says how often somebody did not come', async ({ page }) => {
  await open(page);
  const appointment = await openAppointment(page, 'Jonas Winter');
  await appointment.getByTestId('no-show').click();
  await appointment.locator('.notice').getByRole('button', { name: 'Nicht erschienen' }).click();
  await expect(appointment.getByTestId('status')).toBeVisible();
  await appointment.getByTestId('open-customer').click();
  await expect(page.getByTestId('no-shows')).toHaveText('1× nicht erschienen');
});

test('a card books for its customer and hands out a copy of the data', async ({ page }) => {
  const panel = await openCard(page, 'Karin Keller');
  await panel.getByTestId('export-json').click();
  await expect(page.getByText(/Gespeichert: .*\.json/)).toBeVisible();
  await panel.getByTestId('book-for').click();
  await expect(page.getByTestId('booking-panel')).toContainText('Karin Keller');
});
