import type { Page } from '@playwright/test';
import { answered, combOf, expect, keptBack, open, openAppointment, placeOf, test } from './salon';

/** The form for somebody who would come if there were a place. */
async function begin(page: Page): Promise<void> {
  await page.getByTestId('waiting').click();
  await page.getByTestId('add-waiting').click();
}

/** Ida Falk waits for a cut, whenever and with whom it may be. */
async function wait(page: Page): Promise<void> {
  await begin(page);
  await page.getByTestId('customer-input').fill('Falk');
  await page.getByTestId('customer-option').click();
  await page.getByTestId('wait-service').selectOption({ label: 'Herrenschnitt' });
  await page.getByTestId('wait-save').click();
  await expect(page.getByTestId('waiting-entry')).toContainText('Ida Falk');
}

/** Carried from where it lies beside the sheet to this time with this person. */
async function carryOnto(page: Page, card: string, staff: string, clock: string): Promise<void> {
  const box = await page.getByTestId(card).boundingBox();
  const at = await placeOf(page, staff, clock);
  if (!box) throw new Error('no card');
  await page.mouse.move(box.x + 100, box.y + 14);
  await page.mouse.down();
  await page.mouse.move(at.x, at.y, { steps: 8 });
}

test('whoever starts Kamm sees at once how many can be called', async ({ page }) => {
  await open(page, { parked: 'Tom Richter' });
  await expect(page.getByTestId('waiting-badge')).toHaveText('1');
});

test('somebody who waits is told of when a place gets free, and gets it with one click', async ({ page }) => {
  await open(page);
  await begin(page);
  await page.getByTestId('customer-input').fill('Falk');
  await page.getByTestId('customer-option').click();
  await page.getByTestId('wait-service').selectOption({ label: 'Herrenschnitt' });
  await page.getByTestId('wait-staff').selectOption({ label: 'Anna' });
  await page.getByTestId('wait-from').fill('27.11.');
  await page.getByTestId('wait-to').fill('27.11.');
  await page.getByLabel('Ab Uhrzeit').fill('16:45');
  await page.getByLabel('Fertig bis').fill('17:20');
  await page.getByTestId('wait-save').click();
  const entry = page.getByTestId('waiting-entry');
  await expect(entry).toContainText('Ida Falk');
  await expect(entry.getByTestId('place')).toHaveCount(0);

  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('confirm-cancel').click();
  await expect(page.getByTestId('waiting-badge')).toHaveText('1');
  await page.getByTestId('waiting').click();
  await expect(entry.getByTestId('place')).toContainText('16:45 bei Anna');
  await entry.getByTestId('book-waiting').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
  await expect(page.getByTestId('waiting-badge')).toHaveCount(0);
});

test('a waiting list that cannot be read is not called empty', async ({ page }) => {
  await open(page, { failing: ['waiting'] });
  await page.getByTestId('waiting').click();
  const panel = page.getByTestId('waiting-panel');
  await expect(panel.getByTestId('unread')).toBeVisible();
  await expect(panel).not.toContainText('Niemand wartet');
  await page.evaluate(() => window.salon.scene.failing?.pop());
  await panel.getByTestId('unread').getByRole('button').click();
  await expect(panel.getByTestId('unread')).toBeHidden();
  await expect(panel).toContainText('Niemand wartet');
});

test('who waits for what somebody else does waits for whoever can', async ({ page }) => {
  await open(page);
  await begin(page);
  const staff = page.getByTestId('wait-staff');
  await page.getByTestId('wait-service').selectOption({ label: 'Herrenschnitt' });
  await staff.selectOption({ label: 'Mehmet' });
  await page.getByTestId('wait-service').selectOption({ label: 'Balayage' });
  await expect(staff.locator('option:checked')).toHaveText('egal');
});

test('an appointment is dragged into the tray and back onto the sheet', async ({ page }) => {
  await open(page);
  await page.getByTestId('waiting').click();
  const tray = page.getByTestId('tray');
  const tooth = await combOf(page, 'Tom Richter').getByTestId('tooth').first().boundingBox();
  const box = await tray.boundingBox();
  if (!tooth || !box) throw new Error('not on the screen');
  await page.mouse.move(tooth.x + 40, tooth.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 40, { steps: 8 });
  await expect(tray).toHaveAttribute('data-dropping', '');
  await page.mouse.up();
  const parked = page.getByTestId('parked');
  await expect(parked).toContainText('Tom Richter');
  await expect(combOf(page, 'Tom Richter')).toHaveCount(0);

  await carryOnto(page, 'parked', 'Mehmet', '17:45');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.mouse.up();
  await expect(combOf(page, 'Tom Richter')).toHaveCount(1);
  await expect(parked).toHaveCount(0);
});

test('what is carried from the tray to the edge of the sheet pulls it along', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 560 });
  await open(page);
  const panel = await openAppointment(page, 'Klaus Wagner');
  await panel.getByTestId('park').click();
  await page.getByTestId('waiting').click();
  const card = await page.getByTestId('parked').boundingBox();
  const column = await page.getByTestId('staff-head').filter({ hasText: 'Mehmet' }).boundingBox();
  if (!card || !column) throw new Error('not on the screen');
  await page.mouse.move(card.x + 40, card.y + 14);
  await page.mouse.down();
  await page.mouse.move(column.x + 40, 555, { steps: 8 });
  await expect(page.locator('div.hours').getByText('18:00')).toBeInViewport();
  await expect(page.getByTestId('ghost')).toBeInViewport();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.getByTestId('parked')).toBeVisible();
});

test('what is placed from the tray lands where it was let go, wherever the hand is when the answer comes, and goes back by undoing it', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('park').click();
  await expect(panel.getByTestId('status')).toHaveText('in der Ablage');
  await page.getByTestId('waiting').click();
  await keptBack(page, 'check');
  await carryOnto(page, 'parked', 'Mehmet', '17:45');
  await page.mouse.up();
  const taken = await placeOf(page, 'Anna', '13:00');
  await page.mouse.move(taken.x, taken.y, { steps: 4 });
  await answered(page, 'check');
  await expect(combOf(page, 'Tom Richter')).toHaveAccessibleName(/17:45/);
  await expect(page.getByTestId('parked')).toHaveCount(0);

  await page.getByTestId('undo').click();
  await expect(page.getByTestId('parked')).toContainText('Tom Richter');
  await expect(combOf(page, 'Tom Richter')).toHaveCount(0);
});

test('who was taken off the waiting list, or booked from it, waits again by undoing it', async ({ page }) => {
  await open(page);
  await wait(page);
  const entry = page.getByTestId('waiting-entry');
  await entry.getByTestId('remove-waiting').click();
  await expect(entry).toHaveCount(0);
  await page.getByTestId('undo').click();
  await expect(entry).toContainText('Ida Falk');

  const before = await combOf(page, 'Ida Falk').count();
  await entry.getByTestId('book-waiting').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await expect(page.getByTestId('toast').last()).toContainText('Ida Falk ist wieder ausgetragen');
  await expect(combOf(page, 'Ida Falk')).toHaveCount(before);
  await page.getByTestId('waiting').click();
  await expect(entry).toContainText('Herrenschnitt');
});

test('what lies in the tray is placed with keys and buttons alone', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('park').click();
  await expect(panel.getByTestId('status')).toHaveText('in der Ablage');
  await page.getByTestId('waiting').click();
  await page.getByTestId('place-parked').click();
  await expect(page.getByTestId('proposal').first()).toBeVisible();
  await page.getByTestId('proposal').first().click();
  await page.getByTestId('confirm-move').click();
  await expect(panel.getByTestId('status')).toHaveCount(0);
});

test('what is let go from the tray where there are doubts is asked about, and placed in spite of them', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('park').click();
  await expect(panel.getByTestId('status')).toHaveText('in der Ablage');
  await page.getByTestId('waiting').click();
  await carryOnto(page, 'parked', 'Mehmet', '18:15');
  await page.mouse.up();
  await expect(page.getByTestId('warnings')).toContainText('18:30');
  await page.getByTestId('confirm-move').click();
  await expect(panel.getByTestId('status')).toHaveCount(0);
  await expect(combOf(page, 'Tom Richter')).toHaveAccessibleName(/18:15/);
});

test('whoever would rather come at another time is drawn onto the waiting list and keeps the appointment', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('waiting').click();
  const list = page.getByTestId('waiting-list');
  const tooth = await combOf(page, 'Tom Richter').getByTestId('tooth').first().boundingBox();
  const box = await list.boundingBox();
  if (!tooth || !box) throw new Error('not on the screen');
  await page.mouse.move(tooth.x + 40, tooth.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 30, { steps: 8 });
  await expect(list).toHaveAttribute('data-dropping', '');
  await page.mouse.up();
  await expect(page.getByTestId('wait-form')).toContainText('Tom Richter');
  await page.getByTestId('wait-save').click();
  await expect(page.getByTestId('waiting-entry')).toContainText('Tom Richter');
  await expect(page.getByTestId('waiting-entry')).toContainText('Anna');
  await expect(combOf(page, 'Tom Richter')).toHaveCount(1);
});

test('who waits and is let go where there are doubts is asked about, and booked in spite of them', async ({
  page,
}) => {
  await open(page);
  await wait(page);
  await carryOnto(page, 'waiting-entry', 'Mehmet', '18:15');
  await page.mouse.up();
  const entry = page.getByTestId('waiting-entry');
  await expect(entry).toContainText('18:15 · Mehmet');
  await expect(entry.getByTestId('warnings')).toContainText('18:30');
  await expect(entry.getByTestId('book-anyway')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
  await expect(combOf(page, 'Ida Falk')).toHaveAccessibleName(/18:15/);
});

test('who waits and is let go where it does not work is told why, and gets the nearest time', async ({
  page,
}) => {
  await open(page);
  await wait(page);
  await carryOnto(page, 'waiting-entry', 'Anna', '17:05');
  await page.mouse.up();
  const entry = page.getByTestId('waiting-entry');
  await expect(entry.getByTestId('refusal')).toContainText('Tom Richter');
  await expect(entry.getByTestId('book-anyway')).toHaveCount(0);
  await entry.getByTestId('nearest').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
});

test('a number that is typed for somebody new who waits is their number, and no day is silently another', async ({
  page,
}) => {
  await open(page);
  await begin(page);
  await page.getByTestId('customer-input').fill('0171 555 66 77');
  await page.getByTestId('customer-new').click();
  await expect(page.getByTestId('wait-save')).toBeDisabled();
  await page.getByTestId('new-name').fill('Rosa Blum');
  await page.getByTestId('wait-from').fill('32.11.');
  await page.getByTestId('wait-save').click();
  await expect(page.getByTestId('wait-from')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('wait-form')).toContainText('Dieses Datum gibt es nicht.');
  await page.getByTestId('wait-from').fill('30.11.');
  await page.getByLabel('Fertig bis').fill('halb acht');
  await page.getByTestId('wait-save').click();
  await expect(page.getByLabel('Fertig bis')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('wait-form')).toContainText('Diese Uhrzeit ist nicht zu verstehen.');
  await page.getByLabel('Fertig bis').fill('19:30');
  await page.getByTestId('wait-save').click();
  const entry = page.getByTestId('waiting-entry');
  await expect(entry).toContainText('Rosa Blum');
  await expect(entry).toContainText('0171 555 66 77');
});

test('somebody new who waits and is in the book already is offered as known', async ({ page }) => {
  await open(page);
  await begin(page);
  await page.getByTestId('customer-input').fill('Wagner, Klaus');
  await page.getByTestId('take-known').click();
  await page.getByTestId('wait-save').click();
  await expect(page.getByTestId('waiting-entry')).toContainText('0171 6655443');
});

test('who waits is put down with a name and Enter, and where several are called so it is asked which', async ({
  page,
}) => {
  await open(page);
  await begin(page);
  await page.getByTestId('customer-input').fill('er');
  await page.getByTestId('wait-save').click();
  await expect(page.getByTestId('wait-form').getByRole('alert')).toContainText('Dazu passen mehrere');
  await page.getByTestId('customer-input').fill('Rosa Blum');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('wait-service')).toBeFocused();
  await page.getByTestId('wait-save').click();
  await expect(page.getByTestId('waiting-entry')).toContainText('Rosa Blum');
});

test('who waits is found from anywhere', async ({ page }) => {
  await open(page);
  await wait(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('falk');
  await page.locator('[data-kind="waiting"]').click();
  await expect(page.getByTestId('waiting-entry')).toContainText('Ida Falk');
});
