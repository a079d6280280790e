/** The focus is never lost: after whatever is done, the next key is somebody's. */
import type { Page } from '@playwright/test';
import {
  answered,
  combOf,
  fillByKeys,
  go,
  keptBack,
  open,
  openAppointment,
  expect,
  refused,
  test,
} from './salon';
import { pressOn, tabTo } from './walk';

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

test('whoever goes on with Tab while the answer is awaited goes on from where they were, and stays there', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await keptBack(page, 'park');
  for (const [key, next] of [
    ['Tab', 'cancel'],
    ['Shift+Tab', 'move'],
  ] as const) {
    await pressOn(page, panel.getByTestId('park'));
    await expect(panel.getByTestId('park')).not.toBeFocused();
    await page.keyboard.press(key);
    await expect(panel.getByTestId(next)).toBeFocused();
    await answered(page, 'park');
    await expect(panel.getByTestId('status')).toHaveText('in der Ablage');
    await expect(panel.getByTestId(next)).toBeFocused();
    await keptBack(page, 'park');
    await page.getByTestId('undo').click();
    await expect(panel.getByTestId('park')).toBeVisible();
  }
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

test('what is saved keeps the focus on what it was saved with, though there is nothing to save any more', async ({
  page,
}) => {
  await open(page);
  await go(page, 'services');
  await pressOn(page, page.getByTestId('service-row').first());
  await page.getByTestId('part-minutes').first().fill('50');
  await pressOn(page, page.getByTestId('save-service'));
  await expect(page.getByTestId('save-service')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByTestId('save-service')).toBeFocused();
  await go(page, 'team');
  await pressOn(page, page.getByTestId('staff-row').first());
  await page.getByTestId('staff-name').fill('Fabian B');
  await pressOn(page, page.getByTestId('save-staff'));
  await expect(page.getByTestId('staff-row').first()).toContainText('Fabian B');
  await expect(page.getByTestId('save-staff')).toBeFocused();
});

test('what is called off in the list, and brought back, leaves the focus on the screen', async ({ page }) => {
  await open(page);
  await go(page, 'appointments');
  await page.getByTestId('choose-all').check();
  await pressOn(page, page.getByTestId('cancel-many'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('chosen-bar')).toBeHidden();
  await expectKept(page, 'appointments-screen');
  await pressOn(page, page.getByTestId('undo'));
  await expect(page.getByTestId('undo')).toHaveCount(0);
  await expectKept(page, 'appointments-screen');
});

test('who was put on the waiting list, and taken off it, leaves the focus in the panel', async ({ page }) => {
  await open(page);
  await pressOn(page, page.getByTestId('waiting'));
  await pressOn(page, page.getByTestId('add-waiting'));
  await page.keyboard.type('Falk');
  await page.keyboard.press('Enter');
  await pressOn(page, page.getByTestId('wait-save'));
  await expect(page.getByTestId('waiting-entry')).toBeVisible();
  await expectKept(page, 'waiting-panel');
  await pressOn(page, page.getByTestId('remove-waiting'));
  await expect(page.getByTestId('waiting-entry')).toHaveCount(0);
  await expectKept(page, 'waiting-panel');
});

test('what was planned for Cal.com and is done leaves the focus on the screen', async ({ page }) => {
  await open(page);
  await go(page, 'settings');
  await pressOn(page, page.getByTestId('plan-types'));
  await pressOn(page, page.getByTestId('apply-types'));
  await expect(page.getByTestId('apply-types')).toHaveCount(0);
  await expectKept(page, 'settings-screen');
});

test('a button that leads no further keeps the focus', async ({ page }) => {
  await open(page);
  for (const [screen, name] of [
    ['day', 'Heute'],
    ['week', 'Diese Woche'],
  ] as const) {
    await go(page, screen);
    await page.keyboard.press('Control+ArrowRight');
    const now = page.getByRole('button', { name, exact: true });
    await expect(now).toBeEnabled();
    await now.press('Enter');
    await expect(now).toBeDisabled();
    await expect(now).toBeFocused();
  }
  await go(page, 'day');
  const closer = page.getByRole('group', { name: 'Maßstab' }).getByRole('button').last();
  for (let step = 0; step < 3; step++) await closer.press('Enter');
  await expect(closer).toBeDisabled();
  await expect(closer).toBeFocused();
});

test('time off that is given back, and a day that is as usual again, leave the focus with their list', async ({
  page,
}) => {
  await open(page);
  await go(page, 'team');
  await pressOn(page, page.getByTestId('staff-row').filter({ hasText: 'Fabian' }));
  await page.getByTestId('off-from').fill('21.12.');
  await pressOn(page, page.getByTestId('take-off'));
  await page.getByTestId('exception-date').fill('24.12.');
  await pressOn(page, page.getByTestId('set-exception'));
  for (const [list, line] of [
    ['time-off', 'time-off-entry'],
    ['exceptions', 'exception'],
  ] as const) {
    await pressOn(page, page.getByTestId(line).getByRole('button'));
    await expect(page.getByTestId(line)).toHaveCount(0);
    await expect(page.getByTestId(list).getByRole('heading')).toBeFocused();
  }
});

test('whoever leaves a form of the owner’s is where they have opened it', async ({ page }) => {
  await open(page);
  for (const [screen, row] of [
    ['team', 'staff-row'],
    ['services', 'service-row'],
  ] as const) {
    await go(page, screen);
    const opener = page.getByTestId(row).nth(1);
    await pressOn(page, opener);
    await pressOn(page, page.getByRole('button', { name: 'Abbrechen' }));
    await expect(opener).toBeFocused();
  }
});

test('a segment that is taken out of a service leaves the focus with the others', async ({ page }) => {
  await open(page);
  await go(page, 'services');
  await pressOn(page, page.getByTestId('service-row').filter({ hasText: 'Balayage' }));
  await pressOn(page, page.getByTestId('part-remove').last());
  await expect(page.getByTestId('service-editor').locator('h3:focus')).toHaveCount(1);
});

test('old event types that are cleaned away leave the focus with the event types', async ({ page }) => {
  await open(page);
  await go(page, 'settings');
  await pressOn(page, page.getByTestId('old-types'));
  await pressOn(page, page.getByTestId('clean-types'));
  await expect(page.getByTestId('clean-types')).toHaveCount(0);
  await expectKept(page, 'event-types');
});

test('what is settled in the review list leaves the focus with the next of it', async ({ page }) => {
  await open(page);
  await go(page, 'review');
  await pressOn(page, page.locator('[data-remedy="link"]'));
  await pressOn(page, page.getByTestId('link-choice').first());
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
  await expect(page.getByTestId('review-entry')).toBeFocused();
});

test('a PIN that is set keeps the focus on what it was set with', async ({ page }) => {
  await open(page);
  await go(page, 'settings');
  await page.getByTestId('pin-new').fill('2718');
  await page.getByTestId('pin-again').fill('2718');
  await pressOn(page, page.getByTestId('pin-save'));
  await expect(page.getByTestId('pin-new')).toHaveValue('');
  await expect(page.getByTestId('pin-save')).toBeFocused();
});

test('a walk-in that is refused keeps the focus in its panel', async ({ page }) => {
  await open(page);
  await refused(page, 'book');
  await pressOn(page, page.getByTestId('walk-in'));
  await pressOn(page, page.locator('[data-testid="walk-in-service"][data-service-number="420"]'));
  await pressOn(page, page.getByTestId('walk-in-offer').first());
  await expect(page.getByTestId('walk-in-panel').getByRole('alert')).toBeVisible();
  await expectKept(page, 'walk-in-panel');
});

test('a length that gets no shorter, and the last page, keep the focus', async ({ page }) => {
  await open(page, { calendar: 120 });
  await fillByKeys(page, 'wagner', '420');
  await pressOn(page, page.getByTestId('lengths-open'));
  const less = page.getByTestId('length').first().getByRole('button').first();
  await tabTo(page, less);
  for (let step = 0; step < 8; step++) await page.keyboard.press('Enter');
  await expect(less).toBeDisabled();
  await expect(less).toBeFocused();
  await go(page, 'appointments');
  const next = page.getByTestId('page-next');
  await tabTo(page, next);
  for (let step = 0; step < 4; step++) await page.keyboard.press('Enter');
  await expect(next).toBeDisabled();
  await expect(next).toBeFocused();
});
