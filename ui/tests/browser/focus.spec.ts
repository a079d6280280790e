/** The focus is never lost: after whatever is done, the next key is somebody's. */
import type { Page } from '@playwright/test';
import { answered, combOf, keptBack, open, openAppointment, expect, test } from './salon';
import { pressOn } from './walk';

async function expectKept(page: Page, within = 'appointment-panel'): Promise<void> {
  await expect(page.getByTestId(within).locator(':focus')).toHaveCount(1);
}

test('what is parked keeps the focus in its panel, and so does taking that back', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await keptBack(page, 'park');
  await pressOn(page, panel.getByTestId('park'));
  await expect(panel.getByTestId('park')).not.toBeFocused();
  await answered(page, 'park');
  await expect(panel.getByTestId('status')).toHaveText('in der Ablage');
  await expectKept(page);
  await pressOn(page, page.getByTestId('undo'));
  await expect(combOf(page, 'Tom Richter')).toBeVisible();
  await expect(page.getByTestId('undo')).toHaveCount(0);
  await expectKept(page);
  await page.keyboard.press('Escape');
  await expect(combOf(page, 'Tom Richter')).toBeFocused();
});

test('a no-show and that somebody came after all keep the focus in the panel', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Jonas Winter');
  await pressOn(page, panel.getByTestId('no-show'));
  await pressOn(page, panel.getByTestId('no-show-yes'));
  await expect(panel.getByTestId('take-back')).toBeVisible();
  await expectKept(page);
  await pressOn(page, panel.getByTestId('take-back'));
  await expect(panel.getByTestId('no-show')).toBeVisible();
  await expectKept(page);
});

test('a segment that is handed over despite of what is to be thought of keeps the focus', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Greta Lindner');
  await panel.getByTestId('hand-over').selectOption({ label: 'Lea' });
  await expect(panel.getByTestId('hand-over-anyway')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast')).toContainText('Lea');
  await expectKept(page);
});

test('a message that goes by itself leaves the focus where it came from', async ({ page }) => {
  await page.clock.install();
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await pressOn(page, panel.getByTestId('cancel'));
  await page.keyboard.press('Enter');
  await page.getByTestId('undo').focus();
  await page.clock.runFor(10_000);
  await expect(page.getByTestId('toast')).toHaveCount(0);
  await expectKept(page);
});

test('what is closed leaves the focus with the appointment it was about, not with the one before', async ({
  page,
}) => {
  await open(page);
  await openAppointment(page, 'Tom Richter');
  const panel = await openAppointment(page, 'Karin Keller');
  await panel.getByRole('heading').first().focus();
  await page.keyboard.press('Escape');
  await expect(combOf(page, 'Karin Keller')).toBeFocused();
});
