import type { Page } from '@playwright/test';
import { combOf, expect, open, placeOf, test } from './salon';

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

test('a finger that rests on somebody who waits carries them onto the sheet', async ({ page }) => {
  await open(page);
  await page.getByTestId('waiting').tap();
  await page.getByTestId('add-waiting').tap();
  await page.getByTestId('wait-customer').fill('Falk');
  await page.getByTestId('wait-known').tap();
  await page.getByTestId('wait-service').selectOption({ label: 'Herrenschnitt' });
  await page.getByTestId('wait-save').tap();
  const card = await page.getByTestId('waiting-entry').boundingBox();
  const at = await placeOf(page, 'Mehmet', '17:45');
  if (!card) throw new Error('no card');
  await carry(page, { x: card.x + 100, y: card.y + 14 }, at);
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
});
