import type { Page } from '@playwright/test';
import { commands, fillByKeys, open, placeOf, expect, test } from './salon';

test('there are earlier and later times than the five on offer', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  const offered = () => page.getByTestId('proposal').allTextContents();
  await expect(page.getByTestId('proposal')).toHaveCount(5);
  const first = await offered();
  await page.getByTestId('later').click();
  await expect.poll(offered).not.toEqual(first);
  await page.getByTestId('earlier').click();
  await page.getByTestId('earlier').click();
  await expect(page.getByText('Früher ist nichts frei.')).toBeVisible();
});

const sheetLiesAt = (page: Page, date: string) =>
  expect(page.getByTestId('day-title')).toHaveAttribute('data-date', date);
const pickedProposal = (page: Page) => page.locator('[data-testid="proposal"][aria-pressed="true"]');

/** Back from the button that confirms, to where the day is typed. */
async function backToWish(page: Page): Promise<void> {
  await expect(page.getByTestId('confirm-booking')).toBeFocused();
  for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+Tab');
  await expect(page.getByTestId('wish-date')).toBeFocused();
}

test('"next Thursday, half past three?" is asked and booked with keys alone', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('ghost')).toBeVisible();
  await backToWish(page);
  await page.keyboard.type('3.12.');
  await page.keyboard.press('Tab');
  await sheetLiesAt(page, '2026-12-03');
  await expect(pickedProposal(page)).toContainText('Do., 03.12.');
  await page.keyboard.type('1530');
  await page.keyboard.press('Enter');
  await expect(page.locator('.pointed')).toContainText('Do., 03.12., 15:30');
  await expect(page.getByTestId('wish-time')).toHaveValue('15:30');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('15:30–16:00');
  await sheetLiesAt(page, '2026-12-03');
});

test('a typed time is asked for with whom was chosen, and one that is taken says why and offers the nearest', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await page.getByTestId('staff-option').filter({ hasText: 'Anna' }).click();
  await page.getByTestId('wish-time').fill('12:45');
  await page.keyboard.press('Enter');
  const refusal = page.getByTestId('refusal');
  await expect(refusal).toContainText('Anna bedient bis 14:10 Clara Vogt (Strähnen setzen).');
  await expect(page.getByTestId('confirm-booking')).toHaveAttribute('aria-disabled', 'true');
  await page.getByTestId('staff-option').filter({ hasText: 'egal' }).click();
  await expect(refusal).toBeHidden();
  await expect(page.getByTestId('wish-time')).toHaveValue('12:45');
  await page.getByTestId('staff-option').filter({ hasText: 'Anna' }).click();
  await refusal.getByTestId('nearest').click();
  await expect(refusal).toBeHidden();
  await expect(page.getByTestId('wish-time')).toHaveValue('');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('a time that was typed stays the time on another day, and without it any time of the day is meant', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await page.getByTestId('wish-time').fill('15:30');
  await page.getByTestId('wish-date').fill('3.12.');
  await page.getByTestId('wish-date').press('Enter');
  await expect(page.locator('.pointed')).toContainText('Do., 03.12., 15:30');
  await page.getByTestId('wish-time').fill('');
  await page.getByTestId('wish-time').press('Enter');
  await expect(page.locator('.pointed')).toBeHidden();
  await expect(pickedProposal(page)).toContainText('Do., 03.12.');
});

test('turning the sheet while a time is being sought seeks it there', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('ghost')).toBeVisible();
  const sought = async () => (await commands(page)).filter((one) => one === 'propose').length;
  expect(await sought()).toBe(1);
  await page.keyboard.press('Control+ArrowRight');
  await expect(pickedProposal(page)).toContainText('Morgen');
  await expect(page.getByTestId('wish-date')).toHaveValue('28.11.2026');
  await page.keyboard.press('Control+g');
  await page.keyboard.type('3.12.');
  await page.keyboard.press('Enter');
  await expect(pickedProposal(page)).toContainText('Do., 03.12.');
  await expect(page.getByTestId('confirm-booking')).toBeFocused();
  expect(await sought()).toBe(3);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await sheetLiesAt(page, '2026-12-03');
});

test('a wished day on which nothing is free stays on the screen, and only the next times are offered', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await page.getByTestId('wish-date').fill('29.11.');
  await page.getByTestId('wish-date').press('Enter');
  await expect(page.getByText('So., 29.11. ist nichts frei.')).toBeVisible();
  await sheetLiesAt(page, '2026-11-29');
  await expect(pickedProposal(page)).toHaveCount(0);
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'false');
  await page.keyboard.press('Enter');
  expect(await commands(page)).not.toContain('book');
  await page.keyboard.press('Control+ArrowLeft');
  await expect(pickedProposal(page)).toContainText('Morgen');
  await page.keyboard.press('Control+ArrowRight');
  await expect(pickedProposal(page)).toHaveCount(0);
  await page.keyboard.press('1');
  await sheetLiesAt(page, '2026-12-01');
  await expect(pickedProposal(page)).toHaveCount(1);
});

test('a time that was pointed at stays meant while other days are looked at', async ({ page }) => {
  await open(page);
  const at = await placeOf(page, 'Mehmet', '12:05');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await page.keyboard.press('Control+ArrowRight');
  await sheetLiesAt(page, '2026-11-28');
  await expect(page.locator('.pointed')).toContainText('Fr., 27.11.');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('12:05–12:35');
});

test('what is not understood as a day or a time books nothing', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('ghost')).toBeVisible();
  const [date, time] = [page.getByTestId('wish-date'), page.getByTestId('wish-time')];
  const confirm = page.getByTestId('confirm-booking');
  await date.fill('32.12.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Dieses Datum gibt es nicht.');
  await expect(date).toBeFocused();
  await time.fill('15:30');
  await time.press('Enter');
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  // The time has waited for its day.
  await date.fill('3.12.');
  await date.press('Enter');
  await expect(page.locator('.pointed')).toContainText('Do., 03.12., 15:30');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await date.fill('32.12.');
  await date.press('Enter');
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await expect(time).toHaveValue('15:30');
  await time.fill('16:00');
  await date.fill('4.12.');
  await date.press('Enter');
  await expect(page.locator('.pointed')).toContainText('Fr., 04.12., 16:00');
  await time.fill('halb vier');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Diese Uhrzeit ist nicht zu verstehen.');
  await expect(time).toBeFocused();
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  expect(await commands(page)).not.toContain('book');
});
