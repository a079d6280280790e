import type { Locator, Page } from '@playwright/test';
import { LONG_NAME } from '../fake/odd';
import { combOf, expect, named, open, placeOf, test } from './salon';

test('of a crowd only what can be seen is drawn, wherever the sheet is scrolled', async ({ page }) => {
  await open(page, { crowd: { staff: 30, appointments: 150 } });
  const drawn = page.getByTestId('appointment');
  const last = page.getByTestId('staff-head').last();
  await expect(last).not.toBeInViewport();
  expect(await drawn.count()).toBeLessThan(149);
  await page.locator('[data-scroller]').focus();
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('staff-head').first()).not.toBeInViewport();
  await expect(page.locator('div.hours span').first()).toBeInViewport();
  await page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ left: node.scrollWidth }));
  await expect(last).toBeInViewport();
  await expect(named(page, 'bei Person 29').first()).toBeInViewport();
  await expect(combOf(page, 'Jonas Winter')).toHaveCount(0);
});

async function toOddDay(page: Page): Promise<void> {
  await open(page, { odd: true });
  await page.keyboard.press('Control+g');
  await page.keyboard.type('1.12.');
  await page.keyboard.press('Enter');
  await expect(combOf(page, 'Fünf Gäste')).toBeVisible();
}

test('five appointments in one gap stand in it one below the other, and what is left is offered', async ({
  page,
}) => {
  await toOddDay(page);
  const gap = combOf(page, 'Fünf Gäste').getByTestId('gap');
  await expect(gap).toContainText('frei 11:50–12:00');
  await expect(gap).toContainText('frei 12:40–13:00');
  const outer = await gap.boundingBox();
  const guests = ['Erster', 'Zweiter', 'Maximiliane', 'Fünfter', 'Sechster'];
  const boxes = await Promise.all(guests.map((name) => named(page, name).first().boundingBox()));
  let from = outer?.y ?? Infinity;
  for (const box of boxes) {
    expect(box?.y).toBeGreaterThanOrEqual(from - 1);
    from = (box?.y ?? 0) + (box?.height ?? 0);
  }
  expect(from).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0) + 1);

  // Carried five minutes on, its gap lies over the first of them.
  await combOf(page, 'Fünf Gäste').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'refused');
  await expect(page.getByTestId('ghost')).not.toContainText('frei 10:35–11:10');
});

test('with what is too low for words everything can be done that can be done with an appointment', async ({
  page,
}) => {
  await toOddDay(page);
  const short = (n: number) => page.getByRole('button', { name: new RegExp(`^Kurz ${String(n)},`) });
  await expect(short(1).locator('*')).toHaveCount(0);
  await short(3).focus();
  await page.keyboard.press('Tab');
  await expect(short(4)).toBeFocused();
  await page.keyboard.press('i');
  await expect(page.getByTestId('sync-note')).toContainText('Kurz 4');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Kurz 4');
  await short(5).click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Kurz 5');
  await expect(short(5)).toHaveAttribute('aria-pressed', 'true');
  await expect(short(5)).toHaveAttribute('title', /^10:20–10:25 Kurz 5 · /);
  await short(7).focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.keyboard.press('Enter');
  await expect(short(7)).toHaveAccessibleName(/13:30 bis/);
  await expect(short(7)).toBeFocused();
  const from = await short(8).boundingBox();
  const to = await placeOf(page, 'Anna', '14:00');
  if (!from) throw new Error('not on the screen');
  await page.mouse.move(to.x, from.y + 1);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.mouse.up();
  await expect(short(8)).toHaveAccessibleName(/14:00 bis/);
});

test('what is too low for a mark shows at its end how it stands, each in its own way, and says it to the mouse', async ({
  page,
}) => {
  await toOddDay(page);
  const short = (n: number) => page.getByRole('button', { name: new RegExp(`^Kurz ${String(n)},`) });
  const end = (box: Locator) => box.evaluate((node) => getComputedStyle(node).backgroundImage);
  await expect(short(5)).toHaveAttribute('data-sync', 'synced');
  expect(await end(short(5))).toBe('none');
  const marks = await Promise.all([1, 2, 3, 4].map((n) => end(short(n))));
  expect(new Set([...marks, 'none']).size).toBe(5);
  await short(4).hover();
  await expect(short(4)).toHaveAttribute('title', /Kurz 4 · .+ · braucht Sie$/);
  await short(5).hover();
  await expect(short(5)).toHaveAttribute('title', / · übertragen$/);

  const low = combOf(page, LONG_NAME).last().locator('[data-testid="tooth"].bare');
  await expect(low).toHaveCount(2);
  expect(await end(low.first())).not.toBe(await end(low.last()));
  await low.last().hover();
  await expect(low.last()).toHaveAttribute('title', /braucht Sie$/);
});

test('what is too low for words stands at its time, whatever stands above it', async ({ page }) => {
  await toOddDay(page);
  const short = (n: number) => page.getByRole('button', { name: new RegExp(`^Kurz ${String(n)},`) });
  for (const [n, clock] of [
    [1, '10:00'],
    [8, '10:35'],
  ] as const) {
    const box = await short(n).boundingBox();
    const place = await placeOf(page, 'Anna', clock);
    expect(Math.abs((box?.y ?? 0) + 1 - place.y)).toBeLessThan(1.5);
  }
  for (let step = 0; step < 2; step++) await page.keyboard.press('+');
  await expect(short(8).getByTestId('tooth')).toBeVisible();
});

test('the day opens where work begins, and reaches from midnight to midnight', async ({ page }) => {
  await toOddDay(page);
  await page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ top: 0 }));
  await expect(page.locator('div.hours span').first()).toHaveText('00:00');
  await expect(combOf(page, 'Nina Nachtschicht')).toBeInViewport();
  await page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ top: node.scrollHeight }));
  await expect(combOf(page, 'Otto Mitternacht')).toBeInViewport();
  await expect(combOf(page, 'Otto Mitternacht')).toHaveAccessibleName(/23:30 bis 00:00/);
});
