import { begin, commands, expect, passStep, test } from './salon';
import { pressOn, tabTo, walk } from './walk';

test('from an empty book to the day, by keyboard alone', async ({ page }) => {
  await begin(page);
  const press = (testid: string, key = 'Enter') => pressOn(page, page.getByTestId(testid), key);
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toBeFocused();
  await walk(page);
  await press('step-next');
  await expect(title).toBeFocused();
  await walk(page);
  await tabTo(page, page.getByTestId('salon-name'));
  await page.keyboard.type('Salon Neuanfang');
  await press('begin-samples', 'ArrowRight');
  await press('step-next');

  await expect(page.getByTestId('step-calcom').getByTestId('connected')).toBeVisible();
  await expect(title).toBeFocused();
  await walk(page);
  await press('step-next');
  await expect(page.getByTestId('team-member')).toHaveCount(3);
  await expect(title).toBeFocused();
  await walk(page);
  await pressOn(page, page.getByTestId('team-member').last(), 'Space');
  await tabTo(page, page.getByTestId('team-names'));
  await page.keyboard.type('Rosa Blum\n\nMax Stift');
  await press('step-next');
  await expect(page.getByTestId('step-services')).toBeVisible();
  const asked = await commands(page);
  expect(asked.filter((one) => one === 'save_staff')).toHaveLength(4);
  expect(asked.filter((one) => one === 'match_staff')).toHaveLength(2);

  await expect(title).toBeFocused();
  await walk(page);
  await press('step-next');
  await press('plan-types');
  await expect(page.getByTestId('apply-types')).toBeVisible();
  await walk(page);
  await press('apply-types');
  await press('step-done');
  await expect(page.getByTestId('staff-head').first()).toBeVisible();
});

test('before hours are entered it is said that Cal.com has them by another clock', async ({ page }) => {
  await begin(page, { zone: 'UTC' });
  for (let step = 0; step < 3; step += 1) await passStep(page);
  const notice = page.getByTestId('step-team').getByTestId('other-zones');
  await expect(notice).toContainText('Europe/Berlin');
  await notice.getByTestId('take-zone').click();
  await expect(notice).toBeHidden();
  await expect(page.getByTestId('step-team')).toBeVisible();
});

test('hours that were not understood are gone with the step, and hold nobody up when it is opened again', async ({
  page,
}) => {
  await begin(page, { connected: false });
  for (let step = 0; step < 3; step += 1) await passStep(page);
  await page.getByTestId('team-names').fill('Rosa Blum');
  const monday = page.locator('[data-testid="weekday"][data-weekday="1"]');
  await monday.fill('9-');
  await monday.blur();
  await expect(page.getByTestId('step-next')).toBeDisabled();
  await page.getByTestId('step-back').click();
  await expect(page.getByTestId('step-calcom')).toBeVisible();
  await page.getByTestId('step-next').click();
  await expect(monday).toHaveValue('');
  await expect(page.getByTestId('step-next')).toBeEnabled();
});

test('with samples the day is there at once', async ({ page }) => {
  await begin(page, { connected: false });
  await page.getByTestId('step-next').click();
  await page.getByTestId('salon-name').fill('Salon Neuanfang');
  await page.getByTestId('step-next').click();
  await expect(page.getByTestId('staff-head').first()).toBeVisible();
});

test('it can be left and goes on where it was', async ({ page }) => {
  await begin(page, { connected: false });
  await expect(page.getByTestId('start-later')).toBeHidden();
  await passStep(page);
  await passStep(page);
  await page.getByTestId('start-later').click();
  await expect(page.getByTestId('assistant')).toBeHidden();
  await page.getByTestId('set-up').click();
  await expect(page.getByTestId('step-calcom')).toBeVisible();
  await page.getByTestId('step-next').click();
  await page.getByTestId('step-back').click();
  await expect(page.getByTestId('step-calcom')).toBeVisible();
});

test('a book with nobody in it says so everywhere, and nothing can be booked yet', async ({ page }) => {
  await begin(page);
  for (const opener of ['new-appointment', 'walk-in', 'waiting'])
    await expect(page.getByTestId(opener), opener).toBeDisabled();
  await page.keyboard.press('n');
  await page.getByTestId('week-link').click();
  await expect(page.getByTestId('week-empty')).toHaveText('Noch niemand im Team.');
  await expect(page.getByTestId('week-staff')).toHaveCount(0);
  await page.getByTestId('team-link').click();
  await expect(page.getByTestId('team-screen')).toContainText('Noch niemand im Team.');
  await page.getByTestId('day-link').click();
  await expect(page.getByTestId('assistant')).toBeVisible();
  await expect(page.getByTestId('booking-panel')).toHaveCount(0);
});

test('the language changes at once', async ({ page }) => {
  await begin(page);
  await page.getByTestId('language-en').check();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome to Kamm');
});
