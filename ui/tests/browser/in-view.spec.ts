/** What is planned, or opened without pointing at it, is seen on the sheet. */
import type { Locator, Page } from '@playwright/test';
import {
  carryInWeek,
  combOf,
  fillByKeys,
  FRIDAY,
  go,
  open,
  openAppointment,
  placeOf,
  expect,
  test,
  weekOf,
} from './salon';

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

/** All of it, not only its beginning. */
async function expectOnPaper(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    const [box, paper] = await Promise.all([what.boundingBox(), page.locator('.paper').boundingBox()]);
    if (!box || !paper) throw new Error('not on the screen');
    expect(box.y).toBeGreaterThanOrEqual(paper.y);
    expect(box.y + box.height).toBeLessThanOrEqual(paper.y + paper.height + 1);
  }).toPass();
}

test('the sheet goes on for what keys lead beyond its hours, into the night and before the morning', async ({
  page,
}) => {
  await open(page);
  for (const sheet of ['day', 'week'] as const) {
    if (sheet === 'week') await weekOf(page, 'Mehmet');
    for (const [key, time] of [
      ['Shift+ArrowDown', '19:30'],
      ['Shift+ArrowUp', '07:30'],
    ] as const) {
      await combOf(page, 'Greta Lindner').focus();
      while (!(await page.getByTestId('move-card').filter({ hasText: time }).isVisible()))
        await page.keyboard.press(key);
      await expectSeen(page, ghostOf(page));
      await expectOnPaper(page, ghostOf(page));
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('ghost')).toHaveCount(0);
    }
  }
});

test('what is carried to the end of the day says when, and where its end is out of sight until when; let go there, all of it is seen', async ({
  page,
}) => {
  await open(page);
  const [from, to] = [await placeOf(page, 'Mehmet', '16:35'), await placeOf(page, 'Mehmet', '18:25')];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, (await placeOf(page, 'Mehmet', '17:35')).y, { steps: 8 });
  await expect(ghostOf(page)).toHaveText('17:30 Greta Lindner');
  await page.mouse.move(to.x, (await placeOf(page, 'Mehmet', '17:45')).y);
  await expect(ghostOf(page).locator('b')).toHaveText('17:40–18:40');
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await expect(ghostOf(page).locator('.when')).toHaveText('18:25–19:25');
  await expect(ghostOf(page).locator('.when')).toBeInViewport();
  await page.mouse.up();
  await expect(page.getByTestId('move-card')).toContainText('18:25');
  await expectSeen(page, ghostOf(page));
  await expectOnPaper(page, ghostOf(page));
  await page.keyboard.press('Escape');

  await weekOf(page, 'Mehmet');
  await carryInWeek(page, [FRIDAY, '16:35'], [FRIDAY, '18:25']);
  await expect(ghostOf(page).locator('.when')).toHaveText('18:25–19:25');
  await page.mouse.up();
  await expect(page.getByTestId('move-card')).toContainText('18:25');
  await expectOnPaper(page, ghostOf(page));
});

test('the card leaves what it talks about in sight, however close and far down the sheet is', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ top: 0 }));
  await combOf(page, 'Monika Beispiel').focus();
  const card = page.getByTestId('move-card');
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Shift+ArrowDown');
    await expectSeen(page, ghostOf(page));
    await expect(async () => {
      const [over, ghost] = await Promise.all([card.boundingBox(), ghostOf(page).boundingBox()]);
      if (!over || !ghost) throw new Error('not on the screen');
      const begins = ghost.y + 10;
      expect(begins < over.y || begins > over.y + over.height).toBe(true);
    }).toPass();
  }
});
