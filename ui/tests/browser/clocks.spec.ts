import type { Page } from '@playwright/test';
import {
  carryInWeek,
  combOf,
  expect,
  expectInWeek,
  fillByKeys,
  FRIDAY,
  open,
  openAppointment,
  placeInWeek,
  placeOf,
  SATURDAY,
  SUNDAY,
  test,
  weekOf,
} from './salon';

async function jump(page: Page, date: string): Promise<void> {
  await page.keyboard.press('Control+g');
  await page.keyboard.type(date);
  await page.keyboard.press('Enter');
}

async function upToMidnight(page: Page): Promise<void> {
  await page.locator('main').evaluate((main) => {
    for (const part of main.querySelectorAll('*')) part.scrollTop = 0;
  });
}

/** What lies out of sight is not drawn. */
async function seenAtNight(page: Page, times: RegExp): Promise<void> {
  await expect(async () => {
    await upToMidnight(page);
    await expect(combOf(page, 'Tom Richter')).toHaveAccessibleName(times, { timeout: 500 });
  }).toPass();
}

const starts = (page: Page) => page.evaluate(() => window.salon.diary.starts);

async function moveTo(page: Page, date: string, time: string): Promise<void> {
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('move').click();
  await panel.getByTestId('move-date').fill(date);
  await panel.getByTestId('move-date').press('Enter');
  await panel.getByTestId('move-time').fill(time);
}

test('a move into the hour that comes twice asks which one, and takes that', async ({ page }) => {
  await open(page);
  await moveTo(page, '31.10.2027', '2:30');
  const instants = page.getByTestId('which-time');
  await expect(instants).toHaveText(['02:30 A – vor der Umstellung', '02:30 B – nach der Umstellung']);
  await expect(page.getByTestId('confirm-move')).toHaveAttribute('aria-disabled', 'true');
  await instants.nth(1).click();
  await expect(page.getByTestId('warnings')).toBeVisible();
  await page.getByTestId('confirm-move').click();
  await expect.poll(async () => (await starts(page)).at(-1)).toBe('2027-10-31T01:30:00Z');
  await seenAtNight(page, /02:30 B bis 03:00/);
});

test('a move into the hour that is left out offers the time after it', async ({ page }) => {
  await open(page);
  await moveTo(page, '28.3.2027', '2:30');
  await expect(page.getByRole('alert')).toContainText('Die Uhr wird vorgestellt.');
  await expect(page.getByTestId('which-time')).toHaveText('Stattdessen 03:00');
  await page.getByTestId('which-time').click();
  await expect(page.getByTestId('move-card').or(page.getByTestId('move-form'))).toContainText('03:00');
  await page.getByTestId('confirm-move').click();
  await expect.poll(async () => (await starts(page)).at(-1)).toBe('2027-03-28T01:00:00Z');
  await seenAtNight(page, /03:00 bis 03:30/);
});

test('a wish in the hour that comes twice asks which one, and checks that', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await page.getByTestId('wish-date').fill('31.10.2027');
  await page.getByTestId('wish-time').fill('2:30');
  await page.keyboard.press('Enter');
  const instants = page.getByTestId('which-time');
  await expect(instants).toHaveCount(2);
  await expect(page.getByTestId('confirm-booking')).toHaveAttribute('aria-disabled', 'true');
  await instants.nth(1).click();
  await expect(instants).toHaveCount(0);
  await expect(page.locator('.pointed')).toContainText('02:30 B');
  await expect(page.getByTestId('warnings')).toBeVisible();
  expect(await starts(page)).toContain('2027-10-31T01:30:00Z');
});

test('the day on which the clock is put back has 25 hours, and both of the hour are booked by pointing', async ({
  page,
}) => {
  await open(page);
  await jump(page, '31.10.2027');
  await expect(page.getByTestId('day-title').locator('.long')).toHaveText('Sonntag, 31. Oktober 2027');
  // A day opens where work begins: the night is further up.
  await expect
    .poll(async () => {
      await upToMidnight(page);
      return (await placeOf(page, 'Anna', '02:30')).y;
    })
    .toBeGreaterThan(150);
  const hours = page.locator('.hours');
  for (const hour of ['01:00', '02:00 A', '02:00 B', '03:00'])
    await expect(hours.getByText(hour, { exact: true })).toHaveCount(1);
  await expect(page.getByTestId('clock-change')).toHaveText('Die Uhr wird auf 02:00 zurückgestellt');
  for (const [time, start] of [
    ['02:30 A', '2027-10-31T00:30:00Z'],
    ['02:30 B', '2027-10-31T01:30:00Z'],
  ] as const) {
    const at = await placeOf(page, 'Anna', time);
    await page.mouse.click(at.x, at.y);
    await page.getByTestId('customer-input').fill('Falk');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
    await expect(page.locator('.pointed')).toContainText(time);
    await expect(page.getByTestId('warnings')).toBeVisible();
    await page.getByTestId('confirm-booking').click();
    await page.getByTestId('confirm-booking').click();
    await expect(page.getByTestId('appointment-panel')).toContainText(time);
    expect((await starts(page)).at(-1)).toBe(start);
    await page.keyboard.press('Escape');
  }
  const [early, late] = await Promise.all(
    [0, 1].map((index) => combOf(page, 'Ida Falk').nth(index).boundingBox()),
  );
  expect(late?.y).toBeGreaterThan((early?.y ?? 0) + (early?.height ?? 0));
});

test('arrow keys walk through both of the hour that is there twice', async ({ page }) => {
  await open(page);
  await moveTo(page, '31.10.2027', '2:50 A');
  await page.getByTestId('confirm-move').click();
  await seenAtNight(page, /02:50 A bis 02:20 B/);
  await combOf(page, 'Tom Richter').focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('move-card')).toContainText('02:05 B');
  await page.keyboard.press('Enter');
  await page.getByTestId('confirm-move').click();
  await seenAtNight(page, /02:05 B bis 02:35 B/);
});

test('the day on which the clock is put forward goes from one to three', async ({ page }) => {
  await open(page);
  await jump(page, '28.3.2027');
  const hours = page.locator('.hours');
  await expect(hours.getByText('01:00', { exact: true })).toHaveCount(1);
  await expect(hours.getByText('02:00')).toHaveCount(0);
  await expect(page.getByTestId('clock-change')).toHaveText('Die Uhr wird auf 03:00 vorgestellt');
  const [one, three] = await Promise.all(
    ['01:00', '03:00'].map((hour) => hours.getByText(hour, { exact: true }).boundingBox()),
  );
  const [three2, four] = await Promise.all(
    ['03:00', '04:00'].map((hour) => hours.getByText(hour, { exact: true }).boundingBox()),
  );
  expect((three?.y ?? 0) - (one?.y ?? 0)).toBeCloseTo((four?.y ?? 0) - (three2?.y ?? 0), 0);
});

/** Tom Richter there, whatever is to be known about it; and the week of it. */
async function weekWithRichter(page: Page, date: string, time: string): Promise<void> {
  await open(page);
  await moveTo(page, date, time);
  await expect(page.getByTestId('confirm-move')).toHaveAttribute('aria-disabled', 'false');
  await page.getByTestId('confirm-move').click();
  await expect(page.getByTestId('toast')).toBeVisible();
  await weekOf(page, 'Anna');
}

test('an arrow leads to the same time on the clock of a day on which it is put back', async ({ page }) => {
  await weekWithRichter(page, '30.10.2027', '10:00');
  await combOf(page, 'Tom Richter').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('move-card')).toContainText('So., 31.10. 10:00');
  await expectInWeek(page, page.getByTestId('ghost'), SUNDAY, '10:00');
  await expect.poll(async () => (await starts(page)).at(-1)).toBe('2027-10-31T09:00:00Z');
  await page.keyboard.press('Enter');
  await page.getByTestId('confirm-move').click();
  await expectInWeek(page, combOf(page, 'Tom Richter'), SUNDAY, '10:00');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('move-card')).toContainText('Sa., 30.10. 10:00');
  await expectInWeek(page, page.getByTestId('ghost'), SATURDAY, '10:00');
});

test('both of the hour that is there twice are dropped on, and on every other day the one that it has', async ({
  page,
}) => {
  await weekWithRichter(page, '30.10.2027', '2:30');
  const toMidnight = () => page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ top: 0 }));
  await toMidnight();
  for (const [time, start] of [
    ['02:35 A', '2027-10-31T00:35:00Z'],
    ['02:35 B', '2027-10-31T01:35:00Z'],
  ] as const) {
    await carryInWeek(page, [SATURDAY, '02:30 A'], [SUNDAY, time]);
    await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'warned');
    await expectInWeek(page, page.getByTestId('ghost'), SUNDAY, time);
    expect((await starts(page)).at(-1)).toBe(start);
    await page.keyboard.press('Escape');
    await page.mouse.up();
  }
  await carryInWeek(page, [SATURDAY, '02:30 A'], [FRIDAY, '02:45 B']);
  await expectInWeek(page, page.getByTestId('ghost'), FRIDAY, '02:45 A');
  expect((await starts(page)).at(-1)).toBe('2027-10-29T02:45');
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

test('of the hour that is there twice only the day speaks that has it twice', async ({ page }) => {
  await weekWithRichter(page, '30.10.2027', '2:30');
  const richter = combOf(page, 'Tom Richter');
  await expect(richter).toHaveAccessibleName(/02:30 bis 03:00/);
  await richter.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('ghost')).toContainText(/^\s*02:30\s+Tom/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('ghost')).toContainText(/^\s*02:30 A\s+Tom/);
});

test('in the hour that is left out of a day nothing can begin: it begins after it', async ({ page }) => {
  await weekWithRichter(page, '27.3.2027', '2:30');
  await combOf(page, 'Tom Richter').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('move-card')).toContainText('So., 28.03. 03:00');
  await expectInWeek(page, page.getByTestId('ghost'), SUNDAY, '03:00');
  await expect.poll(async () => (await starts(page)).at(-1)).toBe('2027-03-28T01:00:00Z');
});

test('the time under the mouse is the one that a click would choose, on each day by its own clock', async ({
  page,
}) => {
  await weekWithRichter(page, '30.10.2027', '2:30');
  await page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ top: 0 }));
  const hover = page.getByTestId('hover-time');
  const over = async (weekday: number, clock: string) => {
    const { x, y } = await placeInWeek(page, weekday, clock);
    await page.mouse.move(x, y);
  };
  for (const which of ['A', 'B']) {
    await over(SUNDAY, `02:40 ${which}`);
    await expect(hover).toHaveText(`02:40 ${which}`);
    await over(FRIDAY, `02:40 ${which}`);
    await expect(hover).toHaveText('02:40');
  }
});

test('over the hour that is left out the time after it is named', async ({ page }) => {
  await weekWithRichter(page, '27.3.2027', '2:30');
  await page.locator('[data-scroller]').evaluate((node) => node.scrollTo({ top: 0 }));
  const { x, y } = await placeInWeek(page, SUNDAY, '02:40');
  await page.mouse.move(x, y);
  await expect(page.getByTestId('hover-time')).toHaveText('03:00');
});
