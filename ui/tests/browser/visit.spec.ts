import type { Page } from '@playwright/test';
import { combOf, fillByKeys, open, placeOf, openAppointment, expect, test, weekOf } from './salon';

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

test('who comes in is booked with two clicks, with or without a name', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await expect(page.getByTestId('walk-in-offer').first()).toContainText(/sofort|in \d+ Minute/);
  await page.getByTestId('walk-in-offer').first().click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Laufkundschaft');
});

test('who comes in and is known is booked on the card that is there', async ({ page }) => {
  await open(page);
  const cards = () => page.evaluate(() => window.salon.book.customers.length);
  const before = await cards();
  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('falk');
  await page.keyboard.press('Enter');
  const services = page.getByTestId('walk-in-service');
  await expect(services.first()).toBeFocused();
  await expect(page.getByTestId('walk-in-panel')).toContainText('0171 4545454');
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await page.getByTestId('walk-in-offer').first().click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
  await expect(page.getByTestId('toast')).toContainText('Eingetragen: Ida Falk');
  expect(await cards()).toBe(before);
});

test('who comes in is the one that the typed name finds, somebody new where nobody is, and asked for where it may be several', async ({
  page,
}) => {
  await open(page);
  const service = page.locator('[data-testid="walk-in-service"][data-service-number="420"]');
  const offer = page.getByTestId('walk-in-offer').first();
  await page.getByTestId('walk-in').click();
  await service.click();
  await page.getByTestId('customer-input').fill('falk');
  await offer.click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');

  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('er');
  await service.click();
  await expect(page.getByTestId('walk-in-panel')).toContainText('Dazu passen mehrere');
  await expect(offer).toHaveAttribute('aria-disabled', 'true');
  await page.getByTestId('customer-input').fill('Rosa Blum');
  await offer.click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Rosa Blum');
});

test('somebody new who comes in and is in the book already is offered as known', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('wagner, klaus');
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await expect(page.getByTestId('new-name')).toHaveValue('wagner, klaus');
  await page.getByTestId('take-known').click();
  await expect(page.getByTestId('walk-in-panel')).toContainText('0171 6655443');
});

test('a known customer who comes in and has another appointment at that time takes one more yes', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.getByTestId('customer-input').fill('vogt');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await page.getByTestId('walk-in-offer').filter({ hasText: 'Fabian' }).click();
  await expect(page.getByTestId('warnings')).toContainText('Clara Vogt');
  await expect(page.getByTestId('book-anyway')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Herrenschnitt');
  await expect(combOf(page, 'Clara Vogt')).toHaveCount(2);
});

test('a segment is handed over to a colleague', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Sabine Sommer');
  await panel.locator('[data-phase-key="B"]').getByTestId('hand-over').selectOption({ label: 'Lea' });
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Lea');
  await expect(panel).toContainText('Übergeben – B: Lea');
});

test('a hand-over is taken back with one click', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Sabine Sommer');
  const who = panel.locator('[data-phase-key="B"]').getByTestId('hand-over');
  const before = await who.locator('option:checked').innerText();
  await who.selectOption({ label: 'Lea' });
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Lea');
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast')).toContainText(`Übergeben an ${before}`);
  await expect(who.locator('option:checked')).toHaveText(before);
  await expect(page.getByTestId('undo')).toHaveCount(0);
});

test('who came in and was booked by mistake is taken back with one click', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  await page.getByTestId('walk-in-offer').first().click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Laufkundschaft');
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast')).toContainText('Laufkundschaft ist wieder ausgetragen');
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await expect(combOf(page, 'Laufkundschaft')).toHaveCount(0);
});

test('a hand-over that is doubted is decided with one more click, one that does not go says why', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Greta Lindner');
  const who = panel.getByTestId('hand-over');
  const answer = panel.getByTestId('hand-over-answer');
  await who.selectOption({ label: 'Lea' });
  await expect(answer).toContainText('Lea arbeitet an diesem Tag von 09:00 bis 15:30.');
  await answer.getByRole('button', { name: 'Abbrechen' }).click();
  await expect(answer).toBeHidden();
  await expect(who.locator('option:checked')).toHaveText('Mehmet');

  await who.selectOption({ label: 'Lea' });
  await expect(panel.getByTestId('hand-over-anyway')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Lea');
  await expect(answer).toBeHidden();

  const clara = await openAppointment(page, 'Clara Vogt');
  await clara.locator('[data-phase-key="C"]').getByTestId('hand-over').selectOption({ label: 'Mehmet' });
  await expect(clara.getByTestId('hand-over-answer')).toContainText('Mehmet bedient bis');
  await expect(clara.getByTestId('hand-over-anyway')).toHaveCount(0);
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

test('a visit that is dragged shows all of itself and asks before it moves', async ({ page }) => {
  await bookVisit(page);
  const before = await placesOf(page);
  await page.keyboard.press('Escape');
  const comb = page.getByTestId('appointment').filter({ hasText: 'Klaus Wagner' }).last();
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
  await page.evaluate(() => window.salon.late.keepBack('check'));
  const { y } = await takeCut(page);
  const sunday = await page.getByTestId('week-day').last().boundingBox();
  await page.mouse.move((sunday?.x ?? 0) + 40, y, { steps: 4 });
  await expect(page.getByTestId('ghost'), 'before the book has answered').toHaveCount(2);
  await page.evaluate(() => window.salon.late.letGo('check'));
  await page.mouse.up();
  await expect(page.getByTestId('move-together')).toBeChecked();
  await expect(page.getByTestId('ghost').nth(1)).toHaveAttribute('data-tone', 'warned');
  await page.getByTestId('confirm-move').click();
  await expect(page.getByTestId('toast').last()).toContainText(
    'Ganzer Besuch von Klaus Wagner auf So., 29.11.',
  );
  const parts = page.getByTestId('appointment').filter({ hasText: 'Klaus Wagner' });
  await expect
    .poll(async () => {
      const boxes = await Promise.all((await parts.all()).map((part) => part.boundingBox()));
      return boxes.filter((box) => Math.abs((box?.x ?? 0) - (sunday?.x ?? 0)) < 3).length;
    })
    .toBe(2);
});

async function takeCut(page: Page): Promise<{ x: number; y: number }> {
  const comb = page.getByTestId('appointment').filter({ hasText: 'Klaus Wagner' });
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
  await page.evaluate(() => window.salon.late.keepBack('appointment'));
  const { x, y } = await takeCut(page);
  await page.mouse.move(x, y + 60, { steps: 4 });
  await page.mouse.up();
  await page.evaluate(() => window.salon.late.letGo('appointment'));
  await expect(page.getByTestId('move-together')).toBeChecked();
  await expect(page.getByTestId('ghost')).toHaveCount(2);
  expect(await placesOf(page)).toEqual(before);
});

test('a visit goes into the tray as one, however fast it is let go there', async ({ page }) => {
  await bookVisit(page);
  await page.keyboard.press('Escape');
  await page.getByTestId('waiting').click();
  await page.evaluate(() => window.salon.late.keepBack('appointment'));
  const box = await page.getByTestId('tray').boundingBox();
  if (!box) throw new Error('no tray');
  await takeCut(page);
  await page.mouse.move(box.x + 60, box.y + 40, { steps: 8 });
  await page.mouse.up();
  await page.evaluate(() => window.salon.late.letGo('appointment'));
  await expect(page.getByTestId('parked')).toContainText('Ansatzfärbung');
  await expect(page.getByTestId('parked')).toContainText('Herrenschnitt');
  await expect(page.getByTestId('appointment').filter({ hasText: 'Klaus Wagner' })).toHaveCount(0);
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
  const comb = page.getByTestId('appointment').filter({ hasText: 'Klaus Wagner' });
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

test('who comes in and cannot be taken any more is told why', async ({ page }) => {
  await open(page);
  await page.getByTestId('walk-in').click();
  await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
  const offer = page.getByTestId('walk-in-offer').first();
  await expect(offer).toBeVisible();
  await page.evaluate(() => {
    const { salon } = window;
    const cut = salon.catalogue().services.find(({ number }) => number === 420);
    const [offered] = salon.walkIn(cut?.id ?? 0);
    // Somebody else is faster.
    salon.diary.book_({
      ...{ customer: { kind: 'walk_in' }, service_id: cut?.id ?? 0, note: '', lengths: [], then: [] },
      ...{ staff_id: offered?.staff_id ?? 0, start: offered?.start ?? '' },
      ...{ hold: null, despite_warnings: false, idempotency_key: null },
    });
  });
  await offer.click();
  await expect(page.getByTestId('walk-in-panel').getByRole('alert')).toContainText('Laufkundschaft');
});
