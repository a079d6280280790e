import type { Locator, Page } from '@playwright/test';
import { LONG_NAME } from '../fake/odd';
import { combOf, commands, open, openAppointment, placeOf, expect, test } from './salon';

test('an appointment is drawn tooth by tooth with its marks, gaps and hand-over', async ({ page }) => {
  await open(page);
  const comb = combOf(page, 'Monika Beispiel');
  await expect(comb.getByTestId('tooth')).toHaveCount(4);
  await expect(comb.locator('[data-phase-key="C"]')).toHaveAttribute('data-sync', 'uncertain');
  await expect(comb.getByTestId('gap')).toContainText('frei 10:10–10:25');

  const washing = await combOf(page, 'Clara Vogt').locator('[data-phase-key="B"]').boundingBox();
  const lea = await page.getByTestId('staff-head').filter({ hasText: 'Lea' }).boundingBox();
  expect(washing?.x).toBeGreaterThanOrEqual(lea?.x ?? Infinity);
});

test('time off bears the mark of what holds it in Cal.com, and none where nothing has to', async ({
  page,
}) => {
  await open(page);
  const pause = page.getByTestId('blocked').filter({ hasText: 'Pause' });
  const mark = pause.getByTestId('blocked-sync');
  await expect(mark).toHaveAttribute('data-sync', 'synced');
  await expect(mark).toHaveAccessibleName('Pause, Lea: übertragen');
  await mark.hover();
  const note = page.getByTestId('sync-note');
  await expect(note).toContainText('Pause');
  await expect(note).toContainText('übertragen seit 08:40');
  await mark.focus();
  await page.keyboard.press('Enter');
  await page.evaluate(() => window.salon.sendBlocksAgain());
  await expect(mark).toHaveAttribute('data-sync', 'waiting');
  await expect(note).toContainText('wartet auf Übertragung');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Nächster Tag' }).click();
  const school = page.getByTestId('blocked').filter({ hasText: 'Berufsschule' });
  await expect(school.getByText('Berufsschule')).toBeInViewport();
  await expect(school.getByTestId('blocked-sync')).toBeInViewport();
  await school.getByTestId('blocked-sync').click();
  await expect(note).toContainText('Berufsschule');
  await expect(page.getByTestId('booking-panel')).toBeHidden();
  await expect(note).toContainText('09:00–14:00');
  await expect(note).toContainText('14:00–18:30');
  await expect(note).toContainText('wartet auf Übertragung');
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await expect(pause).toBeVisible();
  await expect(mark).toHaveCount(0);
});

test('to look at the mark of time off leaves the time of the booking that is open as it is', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('new-appointment').click();
  const mark = page.getByTestId('blocked').filter({ hasText: 'Pause' }).getByTestId('blocked-sync');
  await mark.click();
  await expect(page.getByTestId('sync-note')).toContainText('Pause');
  const booking = page.getByTestId('booking-panel');
  await expect(booking.getByTestId('customer-input')).toBeVisible();
  await expect(booking.getByRole('group', { name: 'Wann?' })).toHaveCount(0);
});

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
  await expect(combOf(page, 'Greta Lindner')).toContainText(/17:00 bis 18:00/);
  await page.getByTestId('undo').click();
  await expect(combOf(page, 'Greta Lindner')).toContainText(/16:30 bis 17:30/);
});

test('one line of words stands in the middle of its tooth, more begin at the top', async ({ page }) => {
  await open(page);
  const places = await page.getByTestId('tooth').evaluateAll((teeth) =>
    teeth.flatMap((tooth) => {
      const [words] = tooth.getElementsByClassName('words');
      if (!words) return [];
      const [outer, inner] = [tooth.getBoundingClientRect(), words.getBoundingClientRect()];
      const above = inner.top - outer.top;
      const lines = [...words.children].filter((line) => line.clientHeight > 0).length;
      return [{ lines, above, off: above - (outer.bottom - inner.bottom) }];
    }),
  );
  const single = places.filter(({ lines }) => lines === 1);
  const more = places.filter(({ lines }) => lines > 1);
  expect(single.length).toBeGreaterThan(3);
  expect(more.length).toBeGreaterThan(3);
  for (const { off } of single) expect(Math.abs(off)).toBeLessThanOrEqual(1.5);
  for (const { above } of more) expect(above).toBeLessThanOrEqual(4.5);
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
  await page.getByTestId('nearest').click();
  await expect(ghost).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-move').click();
  await expect(combOf(page, 'Paul Neumann')).toContainText(/14:10 bis 14:40 bei Anna/);
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

test('a drop whose answer comes late writes nothing of what is in the hand by then', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.salon.late.keepBack('check'));
  await take(page, 'Mehmet', '16:40', '17:10');
  await page.mouse.up();
  await take(page, 'Fabian', '16:25', '17:25');
  await page.evaluate(() => window.salon.late.letGo('check'));
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await expect(page.getByTestId('ghost')).toContainText('Paul Neumann');
  expect(await commands(page)).not.toContain('move_appointment');
  await page.mouse.up();
  await expect(page.getByTestId('toast')).toContainText('Paul Neumann auf Fr., 27.11. 17:15 verschoben');
  await expect(combOf(page, 'Greta Lindner')).toContainText(/16:30 bis 17:30/);
});

test('what is taken up while the last drop is still being written stays in the hand', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.salon.late.keepBack('move_appointment'));
  await take(page, 'Mehmet', '16:40', '17:10');
  await page.mouse.up();
  await expect.poll(() => commands(page)).toContain('move_appointment');
  await take(page, 'Fabian', '16:25', '17:25');
  await page.evaluate(() => window.salon.late.letGo('move_appointment'));
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
  await expect(combOf(page, 'Greta Lindner')).toContainText(/17:00 bis 18:00/);
});

test('a day that does not fit opens around now, with what was before it', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page);
  const scroller = page.locator('[data-scroller]');
  await expect(scroller).toHaveJSProperty('scrollTop', 0);
  await expect(page.locator('.now-time')).toBeInViewport();
  expect(await scroller.evaluate((node) => node.scrollHeight > node.clientHeight)).toBe(true);
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
  await send('touchStart', swept);
  await drag(swept, before > 100 ? 100 : -100);
  await send('touchEnd');
  await expect.poll(async () => Math.abs((await scrolled()) - before)).toBeGreaterThan(50);
  await expect(page.locator('[data-lifted]')).toHaveCount(0);
  await expect(page.getByTestId('ghost')).toHaveCount(0);
  await expect(page.getByTestId('appointment-panel')).toBeHidden();

  await expect.poll(async () => (await scrolled()) === (await scrolled())).toBe(true);
  const after = await scrolled();
  const from = await placeOf(page, 'Fabian', '12:40');
  const to = await placeOf(page, 'Fabian', '12:50');
  await send('touchStart', from);
  await expect(page.locator('[data-lifted]')).toBeVisible();
  await drag(from, to.y - from.y);
  await expect(page.getByTestId('ghost')).toBeVisible();
  expect(await scrolled()).toBe(after);
  await send('touchEnd');
  await expect(combOf(page, 'Sabine Sommer')).toContainText(/12:40 bis/);
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
  await expect(sommer).toContainText(/12:30 bis 16:10/);
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–14:05');
  await page.keyboard.press('Control+z');
  await expect(sommer).toContainText(/12:30 bis 15:55/);
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
  await expect(neumann).toContainText(/17:45 bis 18:15 bei Anna/);
  await expect(neumann).toBeFocused();
});

test('a mark says since when and why: to the mouse, to a click and to a key', async ({ page }) => {
  await open(page);
  const keller = combOf(page, 'Karin Keller');
  const note = page.getByTestId('sync-note');
  await keller.locator('[data-phase-key="D"] [data-mark]').hover();
  await expect(note).toContainText('braucht Sie seit 11:12');
  await page.mouse.move(5, 5);
  await expect(note).toBeHidden();
  await keller.locator('[data-phase-key="D"] [data-mark]').click();
  await expect(note).toContainText('Karin Keller');
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await keller.focus();
  await page.keyboard.press('i');
  await expect(note).toContainText('User either already has booking');
});

test('the legend names every sign and every key', async ({ page }) => {
  await open(page);
  await page.getByTestId('legend-open').click();
  const legend = page.getByTestId('legend');
  await expect(legend).toContainText('Einwirkzeit: frei für andere');
  await expect(legend).toContainText('wartet auf Übertragung');
  await openAppointment(page, 'Tom Richter');
  await page.getByTestId('legend-open').click();
  await expect(legend).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(legend).toBeHidden();
  await expect(page.getByTestId('appointment-panel')).toBeVisible();
});

test('coming closer keeps in the middle what was there', async ({ page }) => {
  await open(page);
  const afternoon = page.locator('.hours span', { hasText: /^14:00$/ });
  for (let step = 0; step < 2; step++) {
    await page.keyboard.press('+');
    await expect(afternoon).toBeInViewport();
  }
  await expect(page.locator('.hours span', { hasText: /^09:00$/ })).not.toBeInViewport();
  await expect(page.getByRole('button', { name: 'Näher heran' })).toBeDisabled();
});

test('days turn by button, key and date', async ({ page }) => {
  await open(page);
  const title = page.getByTestId('day-title').locator('.long');
  await page.getByRole('button', { name: 'Nächster Tag' }).click();
  await expect(title).toHaveText('Samstag, 28. November 2026');
  await page.keyboard.press('t');
  await expect(title).toHaveText('Freitag, 27. November 2026');
  await page.keyboard.press('Control+g');
  await page.keyboard.type('3.12.');
  await page.keyboard.press('Enter');
  await expect(title).toHaveText('Donnerstag, 3. Dezember 2026');
});

test('a change made elsewhere appears by itself', async ({ page }) => {
  await open(page);
  await expect(combOf(page, 'Tom Richter')).toHaveAttribute('data-sync', 'waiting');
  await page.evaluate(() => window.salon.syncNow());
  await expect(combOf(page, 'Tom Richter')).toHaveAttribute('data-sync', 'synced');
});

test('a line that has been down since yesterday says so', async ({ page }) => {
  await open(page, { offline: true, offlineSince: '2026-11-26T18:00:00+01:00' });
  await expect(page.getByTestId('offline-bar')).toContainText('Offline seit 26.11., 18:00');
  await expect(page.getByTestId('connection')).toHaveAttribute('title', /Letzte Antwort: 26\.11\., 18:00/);
});

test('offline is a quiet bar with the number of appointments', async ({ page }) => {
  await open(page, { offline: true });
  await expect(page.getByTestId('offline-bar')).toContainText(
    'Offline seit 11:12 – 4 Termine werden nachgetragen, sobald die Leitung steht.',
  );
  await openAppointment(page, 'Monika Beispiel');
});

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
  await expect(drawn.filter({ hasText: 'bei Person 29' }).first()).toBeInViewport();
  await expect(combOf(page, 'Jonas Winter')).toHaveCount(0);
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
  const boxes = await Promise.all(
    guests.map((name) => page.getByTestId('appointment').filter({ hasText: name }).first().boundingBox()),
  );
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
  await expect(combOf(page, 'Otto Mitternacht')).toContainText('23:30 bis 00:00');
});

test('a day on which nobody works says so', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+g');
  await page.keyboard.type('29.11.');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('closed-day')).toHaveText('An diesem Tag arbeitet niemand.');
});

test('the sheet stays where it was scrolled while time goes on', async ({ page }) => {
  await page.clock.install();
  await page.setViewportSize({ width: 1280, height: 560 });
  await open(page);
  const sheet = page.locator('[data-scroller]');
  await sheet.evaluate((node) => node.scrollTo({ top: node.scrollHeight }));
  const before = await sheet.evaluate((node) => node.scrollTop);
  expect(before).toBeGreaterThan(0);
  await page.clock.runFor(120_000);
  await expect(page.locator('.now-time')).not.toHaveText('11:20');
  expect(await sheet.evaluate((node) => node.scrollTop)).toBe(before);
});

test('a window that is carried to a larger screen is laid out as if it had been opened there', async ({
  page,
}) => {
  const scene = { crowd: { staff: 30, appointments: 150 } };
  const large = { width: 3300, height: 1800 };
  const layout = () =>
    page
      .locator('[data-scroller]')
      .evaluate((node) => ({ width: node.scrollWidth, height: node.scrollHeight }));
  await page.setViewportSize(large);
  await open(page, scene);
  const there = await layout();
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, scene);
  await page.setViewportSize(large);
  await expect.poll(layout).toEqual(there);
});
