import type { Page } from '@playwright/test';
import { combOf, expect, FRIDAY, open, openAppointment, placeInWeek, placeOf, test, weekOf } from './salon';

test.use({ hasTouch: true });

type Point = { x: number; y: number };

/** A finger that rests before it goes, as somebody does who wants to carry something. */
async function carry(page: Page, from: Point, to: Point): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  await touch('touchStart', from);
  await expect(page.locator('[data-lifted]')).toBeVisible();
  for (const part of [0.3, 0.6, 1])
    await touch('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
  await expect(page.getByTestId('ghost').first()).toHaveAttribute('data-tone', 'fits');
  await touch('touchEnd');
}

test('a finger that rests on an appointment carries it', async ({ page }) => {
  await open(page);
  const tooth = await combOf(page, 'Tom Richter').getByTestId('tooth').first().boundingBox();
  const at = await placeOf(page, 'Mehmet', '17:45');
  if (!tooth) throw new Error('not on the screen');
  await carry(page, { x: tooth.x + 60, y: tooth.y + 5 }, { x: at.x, y: at.y + 4 });
  await expect(page.getByTestId('toast')).toContainText('Tom Richter auf Fr., 27.11. 17:45');
});

test('a finger that rests carries in the week too, and pulls a gap', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Fabian');
  await carry(page, await placeInWeek(page, 4, '16:25'), await placeInWeek(page, 5, '13:10'));
  await expect(page.getByTestId('toast')).toContainText('Paul Neumann auf Sa., 28.11. 13:00');
  await carry(page, await placeInWeek(page, 4, '13:20'), await placeInWeek(page, 4, '13:35'));
  await expect(combOf(page, 'Sabine Sommer').getByTestId('gap')).toContainText('frei 13:05–14:05');
});

test('a finger that rests on somebody who waits carries them onto the sheet', async ({ page }) => {
  await open(page);
  await page.getByTestId('waiting').tap();
  await page.getByTestId('add-waiting').tap();
  await page.getByTestId('customer-input').fill('Falk');
  await page.getByTestId('customer-option').tap();
  await page.getByTestId('wait-service').selectOption({ label: 'Herrenschnitt' });
  await page.getByTestId('wait-save').tap();
  const card = await page.getByTestId('waiting-entry').boundingBox();
  const at = await placeOf(page, 'Mehmet', '17:45');
  if (!card) throw new Error('no card');
  await carry(page, { x: card.x + 100, y: card.y + 14 }, at);
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
});

test('a finger that rests on a gap pulls its end; one that taps it books into it', async ({ page }) => {
  await open(page);
  const sommer = combOf(page, 'Sabine Sommer');
  const from = await placeOf(page, 'Fabian', '13:20');
  const to = await placeOf(page, 'Fabian', '13:35');
  await carry(page, from, to);
  await expect(page.getByTestId('toast')).toContainText('Zeiten von Sabine Sommer geändert');
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–14:05');
  await page.touchscreen.tap(from.x, from.y);
  await expect(page.getByTestId('booking-panel')).toBeVisible();
});

test('of the comb that is open a finger has a hand’s breadth to pull a gap by, over its own tooth only', async ({
  page,
}) => {
  await open(page);
  const sommer = combOf(page, 'Sabine Sommer');
  const grips = (at: Point) =>
    page.evaluate(({ x, y }) => Boolean(document.elementFromPoint(x, y)?.closest('[data-grip]')), at);
  const below = async (staff: string, clock: string, pixels: number) => {
    const { x, y } = await placeOf(page, staff, clock);
    return { x, y: y + pixels };
  };
  expect(await grips(await below('Fabian', '13:50', 20)), 'it is not open').toBe(false);

  await openAppointment(page, 'Sabine Sommer');
  const end = await below('Fabian', '13:50', 0);
  const reach = await Promise.all(
    Array.from({ length: 60 }, (_, at) => grips({ x: end.x, y: end.y - 20 + at })),
  );
  expect(reach.filter(Boolean).length).toBeGreaterThanOrEqual(44);
  await carry(page, await below('Fabian', '13:50', 24), await below('Fabian', '14:05', 24));
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–14:05');

  // Lea takes over behind the first gap of the balayage: what lies under it in Anna's column is not its own.
  await openAppointment(page, 'Clara Vogt');
  expect(await grips(await below('Anna', '14:50', 10))).toBe(false);
  expect(await grips(await below('Anna', '15:25', 10)), 'her own').toBe(true);
});

test('the first tap on free time closes what a mark has said, the next one books', async ({ page }) => {
  await open(page);
  const mark = combOf(page, 'Karin Keller').locator('[data-phase-key="D"] [data-mark]');
  const note = page.getByTestId('sync-note');
  const booking = page.getByTestId('booking-panel');
  const onTheDay = await placeOf(page, 'Mehmet', '17:45');
  await mark.tap();
  await expect(note).toBeVisible();
  await page.touchscreen.tap(onTheDay.x, onTheDay.y);
  await expect(note).toBeHidden();
  await expect(booking).toBeHidden();
  const beside = await placeOf(page, 'Lea', '17:45');
  await page.touchscreen.tap(beside.x, beside.y);
  await expect(booking).toBeVisible();
  await page.keyboard.press('Escape');

  await weekOf(page, 'Anna');
  const inTheWeek = await placeInWeek(page, FRIDAY, '17:45');
  await mark.tap();
  await expect(note).toBeVisible();
  await page.touchscreen.tap(inTheWeek.x, inTheWeek.y);
  await expect(note).toBeHidden();
  await expect(booking).toBeHidden();
});
