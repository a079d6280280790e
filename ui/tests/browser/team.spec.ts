import type { Page } from '@playwright/test';
import { answered, commands, expect, keptBack, open, openAppointment, test } from './salon';

const openPerson = async (page: Page, name: string) => {
  await page.getByTestId('staff-row').filter({ hasText: name }).click();
  await expect(page.getByTestId('staff-name')).toHaveValue(name);
};

test('hours are typed as one says them; what is not understood is not saved', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Anna' }).click();
  const monday = page.locator('[data-testid="weekday"][data-weekday="1"]');
  await monday.fill('9-');
  await monday.blur();
  await expect(monday).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('save-staff')).toBeDisabled();
  await monday.fill('9-13, 14:30-18');
  await monday.blur();
  await expect(monday).toHaveValue('09:00–13:00, 14:30–18:00');
  await page.getByTestId('save-staff').click();
  await expect(page.getByTestId('staff-row').filter({ hasText: 'Anna' })).toContainText('Mo');
});

test('hours that were not understood are gone with the week that they were typed into', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await openPerson(page, 'Anna');
  const monday = page.locator('[data-testid="weekday"][data-weekday="1"]');
  await monday.fill('9-');
  await monday.blur();
  await expect(page.getByTestId('save-staff')).toBeDisabled();
  await page.getByTestId('take-week').click();
  await expect(page.locator('[data-weekday="3"]')).toHaveValue('10:00–16:00');
  await expect(monday).toHaveValue('');
  await expect(monday).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByTestId('save-staff')).toBeEnabled();
});

test('an answer that comes late says nothing about the person who is open by then', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  const wednesday = page.locator('[data-weekday="3"]');

  await openPerson(page, 'Anna');
  await keptBack(page, 'calcom_week');
  await page.getByTestId('take-week').click();
  await openPerson(page, 'Fabian');
  await answered(page, 'calcom_week');
  await expect(wednesday).toHaveValue('09:00–18:30');
  await expect(page.getByTestId('save-staff')).toBeDisabled();

  await openPerson(page, 'Anna');
  await keptBack(page, 'take_time_off');
  await page.getByTestId('off-from').fill('21.12.');
  await page.getByTestId('take-off').click();
  await openPerson(page, 'Fabian');
  await answered(page, 'take_time_off');
  await expect(page.getByTestId('time-off-entry')).toHaveCount(0);
  await openPerson(page, 'Anna');
  await expect(page.getByTestId('time-off-entry')).toHaveCount(1);

  await keptBack(page, 'save_staff');
  await page.getByTestId('staff-name').fill('Anja');
  await page.getByTestId('save-staff').click();
  await openPerson(page, 'Fabian');
  await answered(page, 'save_staff');
  await expect(page.getByTestId('staff-row').filter({ hasText: 'Anja' })).toBeVisible();
  await expect(page.getByTestId('staff-name')).toHaveValue('Fabian');
});

test('Enter beside time off enters the time off; a day that does not exist is said', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await openPerson(page, 'Anna');
  await page.getByTestId('staff-name').fill('Anja');
  await page.getByTestId('off-from').fill('31.2.');
  await page.getByTestId('off-from').press('Enter');
  await expect(page.getByTestId('days-unclear')).toContainText('nichts eingetragen');
  await expect(page.getByTestId('off-from')).toHaveAttribute('aria-invalid', 'true');
  await page.getByTestId('off-from').fill('21.12.');
  await expect(page.getByTestId('days-unclear')).toBeHidden();
  await page.getByTestId('off-from').press('Enter');
  await expect(page.getByTestId('time-off-entry')).toHaveCount(1);

  await page.getByTestId('exception-hours').fill('9-');
  await page.getByTestId('exception-hours').press('Enter');
  await expect(page.getByTestId('date-unclear')).toContainText('Diesen Tag gibt es nicht');
  await page.getByTestId('exception-date').fill('24.12.');
  await expect(page.getByTestId('date-unclear')).toContainText('Diese Zeiten');
  await page.getByTestId('exception-hours').fill('9-12');
  await page.getByTestId('exception-hours').press('Enter');
  await expect(page.getByTestId('exception')).toHaveCount(1);
  await expect(page.getByTestId('staff-name')).toHaveValue('Anja');
  expect(await commands(page)).not.toContain('save_staff');
});

test('time off says what is booked in it, and is sold again with one click', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  await page.getByTestId('off-from').fill('27.11.26');
  await page.getByTestId('take-off').click();
  await expect(page.getByTestId('time-off-entry')).toHaveText(/Abwesend\s+27\.11\.2026\s*$/);
  await expect(page.getByTestId('in-the-way')).toContainText('noch');
  await page.getByRole('button', { name: 'Wieder verkaufen' }).click();
  await expect(page.getByTestId('time-off-entry')).toHaveCount(0);
});

test('a visit to the doctor takes some hours of a day, and a break has both its times', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  const entry = page.getByTestId('time-off-entry');
  const enter = page.getByTestId('take-off');
  await page.getByTestId('off-from').fill('27.11.26');
  await page.getByTestId('off-from-time').fill('25');
  await expect(page.getByTestId('off-from-time')).toHaveAttribute('aria-invalid', 'true');
  await enter.click();
  await expect(page.getByTestId('days-unclear')).toContainText('Uhrzeiten');
  await page.getByTestId('off-from-time').fill('14.30');
  await page.getByTestId('off-to-time').fill('16');
  await page.getByLabel('Notiz').fill('Arzt');
  await enter.click();
  await expect(entry).toHaveText(/Abwesend\s+27\.11\.2026, 14:30–16:00\s+Arzt/);
  await expect(page.getByTestId('off-from-time')).toHaveValue('');

  await page.getByTestId('off-kind-break').check({ force: true });
  await expect(page.getByTestId('off-to')).toBeHidden();
  await page.getByTestId('off-from').fill('28.11.26');
  await page.getByTestId('off-from-time').fill('12');
  await enter.click();
  await expect(entry).toHaveCount(1);
  await page.getByTestId('off-to-time').fill('12:30');
  await enter.click();
  await expect(entry.last()).toHaveText(/Pause\s+28\.11\.2026, 12:00–12:30/);
});

test('an example of a date is written as in the language of the window', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('kamm.language', 'en'));
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  await expect(page.getByTestId('off-from')).toHaveAttribute('placeholder', '21/12');
});

test('who is still booked cannot leave, and is told why', async ({ page }) => {
  await open(page);
  await openAppointment(page, 'Tom Richter');
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  await page.getByTestId('archive-staff').click();
  await expect(page.getByTestId('staff-problem')).toContainText('noch Termine gebucht');
});

test('on a narrow screen whoever is edited has all of it, and the list is there again after that', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  await page.getByTestId('team-link').click();
  await openPerson(page, 'Anna');
  await expect(page.getByTestId('staff-row').first()).toBeHidden();
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await expect(page.getByTestId('staff-row').first()).toBeVisible();
});
