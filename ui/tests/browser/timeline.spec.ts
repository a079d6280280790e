import type { Page } from '@playwright/test';
import { combOf, open, openAppointment, expect, test } from './salon';

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

/** Words that would be cut off above or below, were they of the tallest and the lowest letters. */
async function cutOff(page: Page, bearers: string): Promise<string[]> {
  return page.evaluate((bearers) => {
    const pen = document.createElement('canvas').getContext('2d');
    const foot = document.createElement('i');
    foot.style.display = 'inline-block';
    const wordsIn = (bearer: Element) => {
      const texts = document.createTreeWalker(bearer, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (texts.nextNode()) if (texts.currentNode.nodeValue?.trim()) found.push(texts.currentNode as Text);
      return found;
    };
    const reach = (text: Text) => {
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(text.parentElement ?? document.body);
      if (!pen) throw new Error('no canvas');
      // Large, because what is measured comes in whole pixels.
      pen.font = `${fontWeight} 1000px ${fontFamily}`;
      const { actualBoundingBoxAscent, actualBoundingBoxDescent } = pen.measureText('ÄÖÜgjpqy');
      const [above, below] = [actualBoundingBoxAscent, actualBoundingBoxDescent].map(
        (pixels) => (pixels / 1000) * parseFloat(fontSize),
      );
      if (above === undefined || below === undefined) throw new Error('both were measured');
      text.before(foot);
      const line = foot.getBoundingClientRect().bottom;
      foot.remove();
      return { from: line - above, to: line + below };
    };
    return Array.from(document.querySelectorAll(bearers)).flatMap((bearer) =>
      wordsIn(bearer).flatMap((text) => {
        const { from, to } = reach(text);
        const cuts: string[] = [];
        for (let box = text.parentElement; box && bearer.contains(box); box = box.parentElement) {
          const { overflowY, borderTopWidth, borderBottomWidth } = getComputedStyle(box);
          if (overflowY === 'visible') continue;
          const { top, bottom } = box.getBoundingClientRect();
          const over = top + parseFloat(borderTopWidth) - from;
          const under = to - (bottom - parseFloat(borderBottomWidth));
          if (Math.max(over, under) > 0.5)
            cuts.push(
              `${String(text.nodeValue)}, ${over.toFixed(1)} above, ${under.toFixed(1)} below, ${box.outerHTML.slice(0, 160)}`,
            );
        }
        return cuts;
      }),
    );
  }, bearers);
}

test('no words of a tooth are cut off, nor of one that is moved, however low it is', async ({ page }) => {
  const heights = new Set<number>();
  for (const height of [768, 900, 960, 1000, 1040, 1080, 1120, 1160]) {
    await page.setViewportSize({ width: 1440, height });
    await open(page);
    const teeth = page.locator('[data-testid="tooth"]:has(.words)');
    for (const tall of await teeth.evaluateAll((all) => all.map((one) => one.clientHeight)))
      heights.add(tall);
    expect(await cutOff(page, '[data-testid="tooth"]'), String(height)).toEqual([]);
    for (const name of ['Karin Keller', 'Heinz Probst', 'Jonas Winter']) {
      await combOf(page, name).focus();
      await page.keyboard.press('ArrowDown');
      await expect(page.getByTestId('ghost')).toBeVisible();
      expect(await cutOff(page, '[data-testid="ghost"] .tooth'), `${name}, ${String(height)}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('ghost')).toBeHidden();
    }
  }
  const low = [...heights].filter((tall) => tall < 20);
  expect(low.length, `from ${String(Math.min(...low))} on`).toBeGreaterThan(5);
});

test('no words of a break are cut off, nor its mark, however short it is', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+g');
  await page.keyboard.type('1.12.');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('blocked')).toHaveCount(4);
  for (const height of [768, 900, 1040, 1160]) {
    await page.setViewportSize({ width: 1440, height });
    expect(await cutOff(page, '[data-testid="blocked"]'), String(height)).toEqual([]);
    const below = await page.getByTestId('blocked-sync').evaluateAll((marks) =>
      marks.map((mark) => {
        const bottom = (part: Element | null) => part?.getBoundingClientRect().bottom ?? Infinity;
        return bottom(mark.querySelector('svg')) - bottom(mark.parentElement);
      }),
    );
    expect(below.length).toBeGreaterThan(2);
    expect(Math.max(...below), String(height)).toBeLessThanOrEqual(0);
    await expect(page.getByTestId('blocked').last()).toHaveText('Pause');
  }
});

test('a day that does not fit opens around now, with what was before it', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page);
  const scroller = page.locator('[data-scroller]');
  await expect(scroller).toHaveJSProperty('scrollTop', 0);
  await expect(page.locator('.now-time')).toBeInViewport();
  expect(await scroller.evaluate((node) => node.scrollHeight > node.clientHeight)).toBe(true);
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
