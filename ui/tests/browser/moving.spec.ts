import type { Page } from '@playwright/test';
import { answered, combOf, commands, keptBack, open, placeOf, expect, test } from './salon';

test('a drag moves the whole comb and can be undone', async ({ page }) => {
  await open(page);
  const from = await placeOf(page, 'Mehmet', '16:40');
  const to = await placeOf(page, 'Mehmet', '17:10');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.mouse.up();
  await expect(page.getByTestId('toast')).toContainText('Greta Lindner auf Fr., 27.11. 17:00 verschoben');
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/17:00 bis 18:00/);
  await page.getByTestId('undo').click();
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/16:30 bis 17:30/);
});

test('a drag onto somebody else says why and offers the nearest', async ({ page }) => {
  await open(page);
  const from = await placeOf(page, 'Fabian', '16:25');
  const to = await placeOf(page, 'Anna', '13:00');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  const ghost = page.getByTestId('ghost');
  await expect(ghost).toHaveAttribute('data-tone', 'refused');
  await expect(ghost).toContainText('Anna bedient bis 14:10 Clara Vogt (Strähnen setzen).');
  await page.mouse.up();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByTestId('nearest')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(ghost).toHaveAttribute('data-tone', 'fits');
  await expect(page.getByTestId('confirm-move'), 'the next key belongs to the answer').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(combOf(page, 'Paul Neumann')).toHaveAccessibleName(/14:10 bis 14:40 bei Anna/);
});

test('Escape leaves a drag as if nothing had happened', async ({ page }) => {
  await open(page);
  const from = await placeOf(page, 'Mehmet', '16:40');
  const to = await placeOf(page, 'Mehmet', '17:10');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(page.getByTestId('ghost')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.getByTestId('ghost')).toBeHidden();
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  expect(await commands(page)).not.toContain('move_appointment');
});

async function take(page: Page, staff: string, from: string, to: string): Promise<void> {
  const [taken, put] = [await placeOf(page, staff, from), await placeOf(page, staff, to)];
  await page.mouse.move(taken.x, taken.y);
  await page.mouse.down();
  await page.mouse.move(put.x, put.y, { steps: 8 });
}

test('what was moved stands in its new place before the day is read anew', async ({ page }) => {
  await open(page);
  await keptBack(page, 'day');
  await take(page, 'Mehmet', '16:40', '17:10');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.mouse.up();
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/17:00 bis 18:00/);
  await page.getByTestId('undo').click();
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/16:30 bis 17:30/);
  await answered(page, 'day');
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/16:30 bis 17:30/);
});

test('a drop whose answer comes late writes nothing of what is in the hand by then', async ({ page }) => {
  await open(page);
  await keptBack(page, 'check');
  await take(page, 'Mehmet', '16:40', '17:10');
  await page.mouse.up();
  await take(page, 'Fabian', '16:25', '17:25');
  await answered(page, 'check');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await expect(page.getByTestId('ghost')).toContainText('Paul Neumann');
  expect(await commands(page)).not.toContain('move_appointment');
  await page.mouse.up();
  await expect(page.getByTestId('toast')).toContainText('Paul Neumann auf Fr., 27.11. 17:15 verschoben');
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/16:30 bis 17:30/);
});

test('what is taken up while the last drop is still being written stays in the hand', async ({ page }) => {
  await open(page);
  await keptBack(page, 'move_appointment');
  await take(page, 'Mehmet', '16:40', '17:10');
  await page.mouse.up();
  await expect.poll(() => commands(page)).toContain('move_appointment');
  await take(page, 'Fabian', '16:25', '17:25');
  await answered(page, 'move_appointment');
  await expect(page.getByTestId('toast')).toContainText('Greta Lindner auf Fr., 27.11. 17:00 verschoben');
  await expect(page.getByTestId('ghost')).toContainText('Paul Neumann');
  await page.mouse.up();
  await expect(page.getByTestId('toast')).toContainText('Paul Neumann auf Fr., 27.11. 17:15 verschoben');
});

test('arrow keys move an appointment like a drag', async ({ page }) => {
  await open(page);
  await combOf(page, 'Greta Lindner').focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.keyboard.press('Enter');
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/17:00 bis 18:00/);
});

test('a finger scrolls unless it rests first', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 1024, height: 600 } });
  const page = await context.newPage();
  await open(page);
  const touch = await context.newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  const drag = async ({ x, y }: { x: number; y: number }, down: number) => {
    for (let part = 1; part <= 8; part++) await send('touchMove', { x, y: y + (down * part) / 8 });
  };
  const scroller = page.locator('[data-scroller]');
  const scrolled = () => scroller.evaluate((node) => node.scrollTop);

  const before = await scrolled();
  const swept = await placeOf(page, 'Fabian', '12:40');
  await scroller.evaluate((node) => {
    node.addEventListener('scrollend', () => node.setAttribute('data-rested', ''), { once: true });
  });
  await send('touchStart', swept);
  await drag(swept, before > 100 ? 100 : -100);
  await send('touchEnd');
  // A sheet that was swept rolls on for a while.
  await expect(scroller).toHaveAttribute('data-rested');
  expect(Math.abs((await scrolled()) - before)).toBeGreaterThan(50);
  await expect(page.locator('[data-lifted]')).toHaveCount(0);
  await expect(page.getByTestId('ghost')).toHaveCount(0);
  await expect(page.getByTestId('appointment-panel')).toBeHidden();

  const after = await scrolled();
  const from = await placeOf(page, 'Fabian', '12:40');
  const to = await placeOf(page, 'Fabian', '12:50');
  await send('touchStart', from);
  await expect(page.locator('[data-lifted]')).toBeVisible();
  await drag(from, to.y - from.y);
  await expect(page.getByTestId('ghost')).toBeVisible();
  expect(await scrolled()).toBe(after);
  await send('touchEnd');
  await expect(combOf(page, 'Sabine Sommer')).toHaveAccessibleName(/12:40 bis/);
  await context.close();
});

test('Alt and a drag stretch a gap, what follows comes later, and it can be undone', async ({ page }) => {
  await open(page);
  const sommer = combOf(page, 'Sabine Sommer');
  const from = await placeOf(page, 'Fabian', '14:30');
  const to = await placeOf(page, 'Fabian', '14:45');
  await page.mouse.move(from.x, from.y);
  await page.keyboard.down('Alt');
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect(page.getByTestId('toast')).toContainText('Zeiten von Sabine Sommer geändert');
  await expect(sommer).toHaveAccessibleName(/12:30 bis 16:10/);
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–14:05');
  await page.keyboard.press('Control+z');
  await expect(sommer).toHaveAccessibleName(/12:30 bis 15:55/);
});

test('the end of a gap can be pulled without any key', async ({ page }) => {
  await open(page);
  const sommer = combOf(page, 'Sabine Sommer');
  const grip = await sommer.locator('[data-grip]').boundingBox();
  const to = await placeOf(page, 'Fabian', '13:40');
  if (!grip) throw new Error('no grip');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height - 3);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 4, { steps: 8 });
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.mouse.up();
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–13:40');
});

test('Alt and the arrow keys stretch a gap, Enter takes it, and the focus stays', async ({ page }) => {
  await open(page);
  const vogt = combOf(page, 'Clara Vogt');
  await vogt.focus();
  await page.keyboard.press('Alt+ArrowRight');
  const card = page.getByTestId('move-card');
  await expect(card).toContainText('Einwirkzeit nach Strähnen setzen: 40 min');
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(card).toContainText('Einwirkzeit nach Auswaschen: 15 → 20 min');
  await expect(card).toContainText('Passt.');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast')).toContainText('Zeiten von Clara Vogt geändert');
  await expect(vogt.getByTestId('gap').nth(1)).toContainText('frei 15:10–15:30');
  await expect(vogt).toBeFocused();
});

test('arrow keys lead into another column, and the focus goes along', async ({ page }) => {
  await open(page);
  const neumann = combOf(page, 'Paul Neumann');
  await neumann.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'refused');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.keyboard.press('Enter');
  await expect(neumann).toHaveAccessibleName(/17:45 bis 18:15 bei Anna/);
  await expect(neumann).toBeFocused();
});

test('what is held at the edge pulls the sheet along', async ({ page }) => {
  await open(page, { crowd: { staff: 30, appointments: 150 } });
  const from = await placeOf(page, 'Fabian', '16:25');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(1438, from.y, { steps: 4 });
  await expect(page.getByTestId('staff-head').first()).not.toBeInViewport();
  await expect(page.getByTestId('ghost')).toBeInViewport();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await commands(page)).not.toContain('move_appointment');
});
