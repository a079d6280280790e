/** What the browser tests do again and again, in the words of the desk. */
import { expect, type Locator, type Page, test as plain } from '@playwright/test';
import type { Screen } from '../../src/lib/shell/screens';
import type { Scene } from '../fake/scene';

/** Every test also fails on an error in the console, which includes whatever the security policy refused. */
export const test = plain.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
      });
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** The window comes up, whatever it has to show. */
export async function enter(page: Page, scene: Scene): Promise<void> {
  await page.goto(`/tests/browser/desk.html?scene=${encodeURIComponent(JSON.stringify(scene))}`);
}

export async function open(page: Page, scene: Scene = {}): Promise<void> {
  await enter(page, scene);
  await expect(page.getByTestId('day-title')).toBeVisible();
  await expect(page.getByTestId('appointment').first()).toBeVisible();
  // No hand is as fast: the code of what keys open comes right after the first picture.
  await expect(page.getByTestId('desk')).toHaveAttribute('aria-busy', 'false');
}

/** To a screen, by its link in the rail, once it has something on it. */
export async function go(page: Page, screen: Screen): Promise<void> {
  await page.getByTestId(`${screen}-link`).click();
  const content =
    screen === 'day' || screen === 'week'
      ? page.getByTestId('appointment').first()
      : page.getByTestId(`${screen}-screen`);
  await expect(content).toBeVisible();
}

/** The week of one person, from the Monday before the day that is open. */
export async function weekOf(page: Page, staff: string): Promise<void> {
  await page.getByTestId('week-link').click();
  await page.getByTestId('week-staff').selectOption({ label: staff });
  await expect(page.getByTestId('appointment').first()).toBeVisible();
}

/** In the week, in the column of a day, 0 for Monday. */
export function placeInWeek(page: Page, weekday: number, clock: string): Promise<{ x: number; y: number }> {
  return placeBelow(page.getByTestId('week-day').nth(weekday), clock);
}

/** A new book, with the account that the owner has connected before. */
export async function begin(page: Page, scene: Scene = {}): Promise<void> {
  await enter(page, { newBook: true, ...scene });
  await expect(page.getByTestId('assistant')).toBeVisible();
}

/** One step further in the assistant, with what lies nearest. */
export async function passStep(page: Page): Promise<void> {
  if (await page.getByTestId('salon-name').isVisible()) {
    await page.getByTestId('salon-name').fill('Salon Neuanfang');
    await page.getByTestId('begin-empty').check();
  }
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByTestId('step-next').click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(title);
}

/** The form, with keys alone: a customer whom nobody else is like, and a service by its number. */
export async function fillByKeys(page: Page, customer: string, service: string): Promise<void> {
  await page.keyboard.press('n');
  await page.keyboard.type(customer);
  await expect(page.getByTestId('customer-option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.type(service);
  await page.keyboard.press('Enter');
}

/** The appointment whose own first tooth names the customer. */
/** Appointments by what is said of them, whatever of it there is room to show. */
export function named(page: Page, words: string | RegExp): Locator {
  return page.getByTestId('appointment').and(page.getByRole('button', { name: words }));
}

export function combOf(page: Page, customer: string): Locator {
  return named(page, new RegExp(`^${customer},`));
}

export async function openAppointment(page: Page, customer: string): Promise<Locator> {
  await combOf(page, customer).getByTestId('tooth').first().click();
  const panel = page.getByTestId('appointment-panel');
  await expect(panel.getByTestId('segment-row').first()).toBeVisible();
  return panel;
}

export function placeOf(page: Page, staff: string, clock: string): Promise<{ x: number; y: number }> {
  return placeBelow(page.getByTestId('staff-head').filter({ hasText: staff }), clock);
}

/** In the column of a head; pixels per minute and the minute at the top of the sheet are read off two hour lines. */
export async function placeBelow(head: Locator, clock: string): Promise<{ x: number; y: number }> {
  const page = head.page();
  const [time = '', which] = clock.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  // The first of the two hours that are named alike lies an hour further up.
  const before = 720 - hours * 60 - minutes + (which === 'A' ? 60 : 0);
  const centre = async (text: string) => {
    const box = await page
      .locator('.hours span', { hasText: new RegExp(`^${text}$`) })
      .first()
      .boundingBox();
    if (!box) throw new Error(`no hour ${text}`);
    return box.y + box.height / 2;
  };
  const noon = await centre('12:00');
  const perMinute = ((await centre('13:00')) - noon) / 60;
  const column = await head.boundingBox();
  if (!column) throw new Error('no such column');
  return { x: column.x + column.width * 0.6, y: noon - before * perMinute + 1 };
}

export const [FRIDAY, SATURDAY, SUNDAY] = [4, 5, 6];

export type WeekPlace = [weekday: number, clock: string];

/** Takes hold of what is at a place of the week and carries it to another; does not let go of it. */
export async function carryInWeek(page: Page, from: WeekPlace, to: WeekPlace): Promise<void> {
  const [taken, put] = [await placeInWeek(page, ...from), await placeInWeek(page, ...to)];
  await page.mouse.move(taken.x, taken.y);
  await page.mouse.down();
  await page.mouse.move(put.x, put.y, { steps: 8 });
}

/** Whether something is drawn in the week in the column of a day, from a time on. */
export async function expectInWeek(
  page: Page,
  drawn: Locator,
  ...[weekday, clock]: WeekPlace
): Promise<void> {
  const place = await placeInWeek(page, weekday, clock);
  const column = await page.getByTestId('week-day').nth(weekday).boundingBox();
  await expect(async () => {
    const box = await drawn.boundingBox();
    expect(Math.abs((box?.x ?? 0) - (column?.x ?? 0))).toBeLessThan(3);
    expect(Math.abs((box?.y ?? 0) - place.y)).toBeLessThan(3);
  }).toPass();
}

export async function commands(page: Page): Promise<string[]> {
  return page.evaluate(() => window.salon.calls);
}

/** What a disk that is busy does to the answers: kept back from now on, all but those to what is asked later, or given. */
export const keptBack = (page: Page, command: string) =>
  page.evaluate((it) => window.salon.late.keepBack(it), command);
export const passed = (page: Page, command: string) =>
  page.evaluate((it) => window.salon.late.passOthers(it), command);
export const answered = (page: Page, command: string) =>
  page.evaluate((it) => window.salon.late.letGo(it), command);

/** What the program cannot do from now on, always or so many times; and can again. */
export const refused = (page: Page, command: string, code = 'internal', times = Infinity) =>
  page.evaluate((it) => window.salon.refusals.begin(...it), [command, code, times] as const);
export const accepted = (page: Page, command: string) =>
  page.evaluate((it) => window.salon.refusals.end(it), command);
