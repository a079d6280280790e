import type { Page } from '@playwright/test';
import { answered, combOf, expect, fillByKeys, keptBack, open, placeOf, test, weekOf } from './salon';

test('two services of one customer are one visit: proposed, shown, booked and called off together', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await page.getByTestId('add-service').click();
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  const further = page.getByTestId('further-service');
  await expect(further).toContainText('Herrenschnitt');
  await expect(further).toContainText(/\d\d:\d\d bei/);
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.getByTestId('further-staff').selectOption({ label: 'Anna' });
  await expect(further).toContainText('bei Anna');
  await page.getByTestId('confirm-booking').click();
  const panel = page.getByTestId('appointment-panel');
  await expect(panel.getByTestId('visit-part')).toContainText('Herrenschnitt · Anna');
  await expect(combOf(page, 'Klaus Wagner')).not.toHaveCount(1);
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('whole-visit').check();
  await panel.getByTestId('confirm-cancel').click();
  await expect(panel.getByTestId('visit-part')).toContainText('storniert');
  await page.getByTestId('toast').last().getByRole('button', { name: 'Rückgängig' }).click();
  await expect(panel.getByTestId('visit-part')).not.toContainText('storniert');
  await expect(panel.getByTestId('cancel')).toBeVisible();
});

test('what the services of a visit cost together is said, unless one has no price', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  const together = page.getByTestId('price-together');
  await expect(together).toHaveCount(0);
  await page.getByTestId('add-service').click();
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect(together).toHaveText(/Zusammen 130,50\s€/);
  await page.getByTestId('add-service').click();
  await page.locator('[data-testid="service-option"][data-service-number="442"]').click();
  await expect(page.getByTestId('further-service')).toHaveCount(2);
  await expect(together).toHaveCount(0);
});

test('a service that was added can be left out again', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await page.getByTestId('add-service').click();
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.getByRole('button', { name: 'Herrenschnitt weglassen' }).click();
  await expect(page.getByTestId('further-service')).toHaveCount(0);
  await expect(page.getByTestId('ghost')).toHaveCount(1);
});

test('what follows in a visit can take longer too, with the times of what comes after it', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '440');
  for (const number of [420, 400]) {
    await page.getByTestId('add-service').click();
    await page.locator(`[data-testid="service-option"][data-service-number="${String(number)}"]`).click();
  }
  const [cut, advice] = [0, 1].map((at) => page.getByTestId('further-service').nth(at));
  if (!cut || !advice) throw new Error('they were added');
  await expect(advice).toContainText(/\d\d:\d\d bei/);
  const at = async () => /\d\d:\d\d/.exec((await advice.textContent()) ?? '')?.[0];
  const before = await at();
  await cut.getByTestId('lengths-open').click();
  await expect(cut.getByTestId('length').locator('output')).toHaveText('30 min');
  await cut.getByRole('button', { name: /länger/ }).click();
  await expect(cut.getByTestId('length').locator('output')).toHaveText('35 min');
  await expect.poll(at).not.toBe(before);
  await expect(page.getByTestId('ghost').first()).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-booking').click();
  await page.getByTestId('visit-part').filter({ hasText: 'Herrenschnitt' }).click();
  await expect(page.getByTestId('appointment-panel')).toContainText('35 min');
});

/** A colour and a cut directly behind it, both with Anna, on the first of December. */
async function bookVisit(page: Page): Promise<void> {
  await open(page);
  await page.keyboard.press('n');
  await page.keyboard.type('wagner');
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await page.getByTestId('add-service').click();
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await page.getByTestId('further-staff').selectOption({ label: 'Anna' });
  await page.getByTestId('staff-option').filter({ hasText: 'Anna' }).click();
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toBeVisible();
}

const placesOf = (page: Page) =>
  page.evaluate(() =>
    window.salon.book.entries
      .filter(({ view }) => view.customer.name === 'Klaus Wagner' && view.origin === 'desk')
      .map(({ view }) => `${view.start} ${view.staff_name}`)
      .sort(),
  );

test('a visit is moved as one: both ghosts, one question, one undo', async ({ page }) => {
  await bookVisit(page);
  const before = await placesOf(page);
  await page.getByTestId('appointment-panel').getByTestId('move').click();
  await expect(page.getByTestId('move-together')).toBeChecked();
  await page.getByTestId('proposal').nth(1).click();
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await expect(page.getByTestId('ghost').nth(1)).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-move').click();
  await expect(page.getByTestId('toast')).toContainText('Ganzer Besuch von Klaus Wagner');
  const after = await placesOf(page);
  expect(after.filter((place) => before.includes(place))).toHaveLength(before.length - 2);
  await page.getByTestId('toast').getByRole('button', { name: 'Rückgängig' }).click();
  await expect.poll(() => placesOf(page)).toEqual(before);
});

test('of a visit one part can still be moved alone', async ({ page }) => {
  await bookVisit(page);
  const before = await placesOf(page);
  await page.getByTestId('appointment-panel').getByTestId('move').click();
  await page.getByTestId('move-together').uncheck();
  await page.getByTestId('proposal').nth(2).click();
  await expect(page.getByTestId('ghost')).toHaveCount(1);
  await page.getByTestId('confirm-move').click();
  await expect(page.getByTestId('toast')).toContainText('verschoben');
  const after = await placesOf(page);
  expect(after.filter((place) => before.includes(place))).toHaveLength(before.length - 1);
});

test('a visit that is dragged says until when all of it lasts, where its end is out of sight', async ({
  page,
}) => {
  await bookVisit(page);
  await page.keyboard.press('Escape');
  const box = await combOf(page, 'Klaus Wagner').first().getByTestId('tooth').first().boundingBox();
  const late = await placeOf(page, 'Anna', '15:50');
  if (!box) throw new Error('no tooth');
  await page.mouse.move(box.x + 40, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, late.y + 8, { steps: 4 });
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await expect(page.getByTestId('ghost').first()).toContainText('15:50–19:00');
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

test('a visit that is dragged shows all of itself and asks before it moves', async ({ page }) => {
  await bookVisit(page);
  const before = await placesOf(page);
  await page.keyboard.press('Escape');
  const comb = combOf(page, 'Klaus Wagner').last();
  await comb.getByTestId('tooth').first().focus();
  const box = await comb.getByTestId('tooth').first().boundingBox();
  if (!box) throw new Error('no tooth');
  await page.mouse.move(box.x + 40, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + 60, { steps: 4 });
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.mouse.up();
  await expect(page.getByTestId('move-together')).toBeChecked();
  expect(await placesOf(page)).toEqual(before);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('ghost')).toHaveCount(0);
});

test('a visit that is dragged in the week shows all that this person does of it, and moves as one', async ({
  page,
}) => {
  await bookVisit(page);
  await page.keyboard.press('Escape');
  await weekOf(page, 'Anna');
  await keptBack(page, 'check');
  const { y } = await takeCut(page);
  const sunday = await page.getByTestId('week-day').last().boundingBox();
  await page.mouse.move((sunday?.x ?? 0) + 40, y, { steps: 4 });
  await expect(page.getByTestId('ghost'), 'before the book has answered').toHaveCount(2);
  await answered(page, 'check');
  await page.mouse.up();
  await expect(page.getByTestId('move-together')).toBeChecked();
  await expect(page.getByTestId('ghost').nth(1)).toHaveAttribute('data-tone', 'warned');
  await page.getByTestId('confirm-move').click();
  await expect(page.getByTestId('toast').last()).toContainText(
    'Ganzer Besuch von Klaus Wagner auf So., 29.11.',
  );
  const parts = combOf(page, 'Klaus Wagner');
  await expect
    .poll(async () => {
      const boxes = await Promise.all((await parts.all()).map((part) => part.boundingBox()));
      return boxes.filter((box) => Math.abs((box?.x ?? 0) - (sunday?.x ?? 0)) < 3).length;
    })
    .toBe(2);
});

async function takeCut(page: Page): Promise<{ x: number; y: number }> {
  const comb = combOf(page, 'Klaus Wagner');
  await expect(comb).toHaveCount(2);
  const box = await comb.last().getByTestId('tooth').first().boundingBox();
  if (!box) throw new Error('no tooth');
  const at = { x: box.x + 40, y: box.y + 8 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  return at;
}

test('a visit that is dropped before the book has said that it is one is asked about all the same', async ({
  page,
}) => {
  await bookVisit(page);
  const before = await placesOf(page);
  await page.keyboard.press('Escape');
  await keptBack(page, 'appointment');
  const { x, y } = await takeCut(page);
  await page.mouse.move(x, y + 60, { steps: 4 });
  await page.mouse.up();
  await answered(page, 'appointment');
  await expect(page.getByTestId('move-together')).toBeChecked();
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  expect(await placesOf(page)).toEqual(before);
});

test('a visit goes into the tray as one, however fast it is let go there', async ({ page }) => {
  await bookVisit(page);
  await page.keyboard.press('Escape');
  await page.getByTestId('waiting').click();
  await keptBack(page, 'appointment');
  const box = await page.getByTestId('tray').boundingBox();
  if (!box) throw new Error('no tray');
  await takeCut(page);
  await page.mouse.move(box.x + 60, box.y + 40, { steps: 8 });
  await page.mouse.up();
  await answered(page, 'appointment');
  await expect(page.getByTestId('parked')).toContainText('Ansatzfärbung');
  await expect(page.getByTestId('parked')).toContainText('Herrenschnitt');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(0);
});

test('a visit that was called off as a whole is brought back by one question to the book', async ({
  page,
}) => {
  await bookVisit(page);
  const panel = page.getByTestId('appointment-panel');
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('whole-visit').check();
  await panel.getByTestId('confirm-cancel').click();
  await expect(panel.getByTestId('visit-part')).toContainText('storniert');
  await page.getByTestId('toast').getByRole('button', { name: 'Rückgängig' }).click();
  await expect(panel.getByTestId('visit-part')).not.toContainText('storniert');
  const asked = await page.evaluate(() => window.salon.calls);
  expect(asked.filter((name) => name === 'reinstate_appointments')).toHaveLength(1);
});

test('a visit goes into the tray as one, back by undoing it, and to another place as one', async ({
  page,
}) => {
  await bookVisit(page);
  const before = await placesOf(page);
  const panel = page.getByTestId('appointment-panel');
  await panel.getByTestId('park').click();
  await panel.getByTestId('park-visit').click();
  await expect(panel.getByTestId('status')).toHaveText('in der Ablage');
  await page.getByTestId('toast').getByRole('button', { name: 'Rückgängig' }).click();
  await expect(panel.getByTestId('status')).toHaveCount(0);
  expect(await placesOf(page)).toEqual(before);

  await panel.getByTestId('park').click();
  await panel.getByTestId('park-visit').click();
  await page.getByTestId('waiting').click();
  const parked = page.getByTestId('parked');
  await expect(parked).toHaveCount(1);
  await expect(parked).toContainText('Ansatzfärbung');
  await expect(parked).toContainText('Herrenschnitt');
  await page.getByTestId('place-parked').click();
  await page.getByTestId('proposal').nth(2).click();
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.getByTestId('confirm-move').click();
  await expect(panel.getByTestId('status')).toHaveCount(0);
  const after = await placesOf(page);
  expect(after.filter((place) => before.includes(place))).toHaveLength(before.length - 2);
});

test('a visit that is dragged into the tray leaves the sheet as one, and comes back as one', async ({
  page,
}) => {
  await bookVisit(page);
  await page.keyboard.press('Escape');
  await page.getByTestId('waiting').click();
  const comb = combOf(page, 'Klaus Wagner');
  await expect(comb).toHaveCount(2);
  const tray = page.getByTestId('tray');
  const tooth = await comb.last().getByTestId('tooth').first().boundingBox();
  const box = await tray.boundingBox();
  if (!tooth || !box) throw new Error('not on the screen');
  await page.mouse.move(tooth.x + 40, tooth.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 40, { steps: 8 });
  await expect(tray).toHaveAttribute('data-dropping', '');
  await page.mouse.up();
  await expect(comb).toHaveCount(0);
  const card = await page.getByTestId('parked').boundingBox();
  const at = await placeOf(page, 'Fabian', '10:00');
  if (!card) throw new Error('no card');
  await page.mouse.move(card.x + 100, card.y + 14);
  await page.mouse.down();
  await page.mouse.move(at.x, at.y, { steps: 8 });
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  await page.mouse.up();
  await expect(comb).toHaveCount(2);
});
