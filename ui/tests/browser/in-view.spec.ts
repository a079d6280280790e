/** What is planned, or opened without pointing at it, is seen on the sheet. */
import type { Locator, Page } from '@playwright/test';
import { combOf, fillByKeys, go, open, openAppointment, placeOf, expect, test, weekOf } from './salon';

/** Its beginning lies in the part of the sheet that is seen: beside the hours, below the names. */
async function expectSeen(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    const [box, sheet, head, hours] = await Promise.all(
      [what, page.locator('[data-scroller]'), page.locator('.heads'), page.locator('div.hours')].map((one) =>
        one.boundingBox(),
      ),
    );
    if (!box || !sheet || !head || !hours) throw new Error('not on the screen');
    expect(box.x + box.width / 2).toBeGreaterThan(hours.x + hours.width);
    expect(box.x + box.width / 2).toBeLessThan(sheet.x + sheet.width);
    expect(box.y).toBeGreaterThanOrEqual(head.y + head.height - 1);
    expect(box.y).toBeLessThan(sheet.y + sheet.height);
  }).toPass();
}

const CROWD = { crowd: { staff: 30, appointments: 150 } };
const ghostOf = (page: Page) => page.getByTestId('ghost').first();

test('an appointment that was looked for is seen, in whichever of thirty columns', async ({ page }) => {
  await open(page, CROWD);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Kundin 140');
  await page.locator('[data-testid="hit"][data-kind="appointment"]').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Kundin 140');
  await expectSeen(page, combOf(page, 'Kundin 140'));
});

test('what is clicked at the edge stays in sight beside the panel that it opens', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, CROWD);
  await openAppointment(page, 'Kundin 16');
  await expectSeen(page, combOf(page, 'Kundin 16'));
});

test('in the week too', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  await weekOf(page, 'Anna');
  await openAppointment(page, 'Ida Falk');
  await expectSeen(page, combOf(page, 'Ida Falk'));
});

test('what is about to be booked is seen, wherever the sheet was scrolled', async ({ page }) => {
  await open(page, CROWD);
  await page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ left: node.scrollWidth }));
  await expect(page.getByTestId('staff-head').last()).toBeInViewport();
  await fillByKeys(page, 'wagner', '420');
  await expectSeen(page, ghostOf(page));
});

test('to whom something shall go who has no room on the screen comes onto it', async ({ page }) => {
  await open(page, CROWD);
  const panel = await openAppointment(page, 'Jonas Winter');
  await panel.getByTestId('move').click();
  await panel.getByTestId('move-staff').selectOption({ label: 'Person 25' });
  await expectSeen(page, ghostOf(page));
});

test('arrow keys do not lead out of sight', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 560 });
  await open(page);
  await combOf(page, 'Jonas Winter').focus();
  for (let step = 0; step < 14; step++) await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByTestId('move-card')).toContainText('16:00');
  await expectSeen(page, ghostOf(page));
  for (let step = 0; step < 14; step++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('move-card')).toContainText('09:05');
  await expectSeen(page, ghostOf(page));
});

test('a time that is clicked moves nothing under the mouse', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 560 });
  await open(page);
  await go(page, 'day');
  await combOf(page, 'Greta Lindner').focus();
  await page.keyboard.press('ArrowDown');
  const scrolled = () => page.locator('[data-scroller]').evaluate((node) => node.scrollTop);
  const before = await scrolled();
  const { x } = await placeOf(page, 'Lea', '12:00');
  await page.mouse.click(x, 540);
  await expect(page.getByTestId('move-card')).toContainText('Lea');
  expect(await scrolled()).toBe(before);
});
