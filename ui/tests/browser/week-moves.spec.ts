/** Moving in the week of one person: as on the day, and the columns are days. */
import type { Page } from '@playwright/test';
import {
  answered,
  carryInWeek,
  combOf,
  commands,
  expect,
  expectInWeek,
  FRIDAY,
  keptBack,
  open,
  openAppointment,
  placeInWeek,
  SATURDAY,
  SUNDAY,
  test,
  weekOf,
  type WeekPlace,
} from './salon';

const ghostOf = (page: Page) => page.getByTestId('ghost');

test('a drag carries an appointment to another day and time of the week, and can be undone', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Mehmet');
  const lindner = combOf(page, 'Greta Lindner');
  await expect(lindner.getByTestId('tooth')).toHaveCSS('cursor', 'grab');
  await carryInWeek(page, [FRIDAY, '16:40'], [SATURDAY, '13:10']);
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'fits');
  await expectInWeek(page, ghostOf(page), SATURDAY, '13:00');
  await expect(lindner).toHaveClass(/\baway\b/);
  await expectInWeek(page, lindner, FRIDAY, '16:30');

  await page.mouse.up();
  await expect(page.getByTestId('toast')).toContainText('Greta Lindner auf Sa., 28.11. 13:00 verschoben');
  await expect(lindner).toHaveAccessibleName(/13:00 bis 14:00 bei Mehmet/);
  await expectInWeek(page, lindner, SATURDAY, '13:00');
  await expect(ghostOf(page)).toHaveCount(0);
  await page.getByTestId('undo').click();
  await expectInWeek(page, lindner, FRIDAY, '16:30');
});

test('what was moved in the week stands there before the week has been read again', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Mehmet');
  const lindner = combOf(page, 'Greta Lindner');
  await keptBack(page, 'week');
  await carryInWeek(page, [FRIDAY, '16:40'], [SATURDAY, '13:10']);
  await page.mouse.up();
  await expect(ghostOf(page)).toHaveCount(0);
  await expectInWeek(page, lindner, SATURDAY, '13:00');
  await expect(lindner).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expectInWeek(page, lindner, FRIDAY, '16:30');
  await answered(page, 'week');
  await expect(page.getByTestId('toast').last()).toContainText('wieder auf Fr., 27.11. 16:30');
});

test('a drag onto something else says why, keeps everything when it is dropped, and offers the nearest', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Fabian');
  const neumann = combOf(page, 'Paul Neumann');
  await carryInWeek(page, [FRIDAY, '16:25'], [FRIDAY, '12:45']);
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'refused');
  await expect(ghostOf(page)).toContainText('Fabian bedient bis 13:05 Sabine Sommer (Auftragen).');
  await page.mouse.up();
  const card = page.getByTestId('move-card');
  await expect(card.getByTestId('refusal')).toContainText('Sabine Sommer');
  await expect(neumann).toHaveAccessibleName(/16:15 bis 16:45/);
  expect(await commands(page)).not.toContain('move_appointment');

  await page.getByTestId('nearest').click();
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-move').click();
  await expect(neumann).toHaveAccessibleName(/13:05 bis 13:35/);
  await expect(page.getByTestId('week-screen')).toBeVisible();
});

/** Where Heinz Probst sits then, Fabian has no time on that day. */
async function seatProbst(page: Page, date: string): Promise<void> {
  await page.evaluate((date) => {
    const entry = window.salon.book.entries.find(({ view }) => view.customer.name === 'Heinz Probst');
    if (entry) entry.date = date;
    window.salon.syncNow();
  }, date);
}

test('a proposal on another day stays in the week that shows it, and leads to the week of any other', async ({
  page,
}) => {
  await open(page);
  await seatProbst(page, '2026-11-23');
  await weekOf(page, 'Fabian');
  await carryInWeek(page, [FRIDAY, '16:25'], [0, '10:00']);
  await page.mouse.up();
  await expect(page.getByTestId('nearest')).toContainText('Fr., 27.11.');
  await page.getByTestId('nearest').click();
  await expect(page.getByTestId('week-title').locator('.long')).toHaveText('23.–29. Nov. 2026');
  await expectInWeek(page, ghostOf(page), FRIDAY, '13:05');
  await page.keyboard.press('Escape');
  await expect(ghostOf(page)).toHaveCount(0);

  await seatProbst(page, '2026-11-29');
  await carryInWeek(page, [FRIDAY, '16:25'], [SUNDAY, '10:00']);
  await page.mouse.up();
  await expect(page.getByTestId('nearest')).toContainText('Di., 01.12.');
  await page.getByTestId('nearest').click();
  await expect(page.getByTestId('week-title').locator('.long')).toHaveText('30. Nov. – 6. Dez. 2026');
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'fits');
  await expectInWeek(page, ghostOf(page), 1, '09:00');
  await page.getByTestId('confirm-move').click();
  await expect(combOf(page, 'Paul Neumann')).toHaveAccessibleName(/09:00 bis 09:30/);
});

test('a day on which nobody works is asked about, and the focus stays with what was moved', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Fabian');
  const neumann = combOf(page, 'Paul Neumann');
  await neumann.focus();
  await carryInWeek(page, [FRIDAY, '16:25'], [SUNDAY, '12:10']);
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'warned');
  await page.mouse.up();
  await expect(page.getByTestId('move-card').getByTestId('warnings')).toBeVisible();
  await expect(page.getByTestId('confirm-move')).toBeFocused();
  expect(await commands(page)).not.toContain('move_appointment');
  await page.keyboard.press('Enter');
  await expectInWeek(page, neumann, SUNDAY, '12:00');
  await expect(neumann).toBeFocused();
});

test('Escape leaves a drag in the week as if nothing had happened', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Mehmet');
  await carryInWeek(page, [FRIDAY, '16:40'], [SATURDAY, '13:10']);
  await expect(ghostOf(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(ghostOf(page)).toBeHidden();
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await expect(combOf(page, 'Greta Lindner')).not.toHaveClass(/\baway\b/);
  expect(await commands(page)).not.toContain('move_appointment');
});

test('in the week of whoever helps their part is carried, and the appointment keeps its people', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Lea');
  const vogt = combOf(page, 'Clara Vogt');
  // Lea washes out, 130 minutes after Anna has begun.
  await carryInWeek(page, [FRIDAY, '14:55'], [SATURDAY, '12:15']);
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'fits');
  await expectInWeek(page, ghostOf(page), SATURDAY, '12:10');
  await page.mouse.up();
  await expect(page.getByTestId('toast')).toContainText('Clara Vogt auf Sa., 28.11. 10:00 verschoben');
  await expect(vogt).toHaveAccessibleName(/10:00 bis 13:50 bei Anna/);
  await expectInWeek(page, vogt, SATURDAY, '12:10');

  await page.getByTestId('week-staff').selectOption({ label: 'Anna' });
  await vogt.focus();
  await page.keyboard.press('ArrowDown');
  await expect(ghostOf(page).locator('.meanwhile')).toHaveText('Lea: Auswaschen');
  await expect(ghostOf(page).locator('.gap')).toHaveCount(2);
});

test('the end of a gap is pulled in the week too: by its grip, with Alt, and by keys', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Fabian');
  const sommer = combOf(page, 'Sabine Sommer');
  const toast = page.getByTestId('toast').last();
  const grip = await sommer.locator('[data-grip]').boundingBox();
  // However far to the side it is pulled.
  const to = await placeInWeek(page, SATURDAY, '13:40');
  if (!grip) throw new Error('no grip');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height - 3);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 4, { steps: 8 });
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'fits');
  await page.mouse.up();
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–13:40');
  await expect(toast).toContainText('Zeiten von Sabine Sommer geändert');

  await page.keyboard.down('Alt');
  await carryInWeek(page, [FRIDAY, '14:30'], [FRIDAY, '14:45']);
  await expect(page.getByTestId('move-card')).toContainText('35 → 50 min');
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–13:55');

  await sommer.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByTestId('move-card')).toContainText('50 → 45 min');
  await page.keyboard.press('Enter');
  await expect(sommer.getByTestId('gap')).toContainText('frei 13:05–13:50');
  await expect(sommer).toBeFocused();
});

test('arrow keys lead from day to day of the week that is shown, and the focus goes along', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Mehmet');
  const lindner = combOf(page, 'Greta Lindner');
  const card = page.getByTestId('move-card');
  await lindner.focus();
  await page.keyboard.press('ArrowRight');
  await expect(card).toContainText('Sa., 28.11. 16:30 · Mehmet');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(card, 'no further than its last day').toContainText('So., 29.11. 16:30');
  await page.keyboard.press('ArrowLeft');
  for (let step = 0; step < 7; step++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect(card).toContainText('Sa., 28.11. 13:05');
  await expect(ghostOf(page)).toHaveAttribute('data-tone', 'fits');
  await expectInWeek(page, ghostOf(page), SATURDAY, '13:05');
  await page.keyboard.press('Enter');
  await expectInWeek(page, lindner, SATURDAY, '13:05');
  await expect(lindner).toBeFocused();

  await page.keyboard.press('ArrowLeft');
  await expect(ghostOf(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ghostOf(page)).toHaveCount(0);
  await expect(lindner).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Greta Lindner');
  await expect(page.getByTestId('week-screen')).toBeVisible();
});

test('what is being moved goes to the time that is clicked in the week, which stays', async ({ page }) => {
  await open(page);
  await combOf(page, 'Greta Lindner').focus();
  await page.keyboard.press('ArrowDown');
  await weekOf(page, 'Mehmet');
  await expectInWeek(page, ghostOf(page), FRIDAY, '16:35');
  const saturday = await placeInWeek(page, SATURDAY, '13:00');
  await page.mouse.click(saturday.x, saturday.y);
  await expectInWeek(page, ghostOf(page), SATURDAY, '13:00');
  await page.getByTestId('confirm-move').click();
  await expect(combOf(page, 'Greta Lindner')).toHaveAccessibleName(/13:00 bis 14:00/);
});

test('a click in the week of somebody else gives it to them, unless they do a part of it', async ({
  page,
}) => {
  await open(page);
  await combOf(page, 'Clara Vogt').focus();
  await page.keyboard.press('ArrowDown');
  const card = page.getByTestId('move-card');
  const click = async (...place: WeekPlace) => {
    const { x, y } = await placeInWeek(page, ...place);
    await page.mouse.click(x, y);
  };
  await weekOf(page, 'Lea');
  await click(SATURDAY, '12:30');
  await expect(card).toContainText('Sa., 28.11. 10:20 · Anna');
  await expectInWeek(page, ghostOf(page), SATURDAY, '12:30');
  await page.getByTestId('week-staff').selectOption({ label: 'Fabian' });
  await click(SATURDAY, '10:20');
  await expect(card).toContainText('Sa., 28.11. 10:20 · Fabian');
});

test('the panel beside the week looks for another time in the week, on the day that is spoken of', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Anna');
  const panel = await openAppointment(page, 'Ida Falk');
  await panel.getByTestId('move').click();
  await expect(panel.getByTestId('move-date')).toHaveValue('28.11.2026');
  await panel.getByTestId('move-time').fill('11:30');
  await expectInWeek(page, ghostOf(page), SATURDAY, '11:30');
  await expect(page.getByTestId('move-card'), 'the panel asks').toBeHidden();
  const friday = await placeInWeek(page, FRIDAY, '17:40');
  await page.mouse.click(friday.x, friday.y);
  await expectInWeek(page, ghostOf(page), FRIDAY, '17:40');
  await panel.getByTestId('move-date').fill('1.12.');
  await panel.getByTestId('move-date').press('Enter');
  await expect(page.getByTestId('week-title').locator('.long')).toHaveText('30. Nov. – 6. Dez. 2026');
  await expectInWeek(page, ghostOf(page), 1, '17:40');
  await panel.getByTestId('move-time').fill('16:00');
  await panel.getByTestId('confirm-move').click();
  await expectInWeek(page, combOf(page, 'Ida Falk'), 1, '16:00');
});

test('what the panel gives to somebody else is followed into their week, and the message says whose it is', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Anna');
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('move').click();
  await panel.getByTestId('move-staff').selectOption({ label: 'Fabian' });
  await expect(page.getByTestId('week-staff').locator(':checked')).toHaveText('Fabian');
  await expectInWeek(page, ghostOf(page), FRIDAY, '17:00');
  await panel.getByTestId('confirm-move').click();
  await expect(page.getByTestId('toast')).toContainText(
    'Tom Richter auf Fr., 27.11. 17:00 · Fabian verschoben',
  );
  await expectInWeek(page, combOf(page, 'Tom Richter'), FRIDAY, '17:00');
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast')).toContainText(
    'Tom Richter ist wieder auf Fr., 27.11. 17:00 · Anna',
  );
});

test('a segment that is handed over is followed as well, unless something of it stays', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Anna');
  const shown = page.getByTestId('week-staff').locator(':checked');
  const panel = await openAppointment(page, 'Clara Vogt');
  await panel.getByTestId('hand-over').last().selectOption({ label: 'Lea' });
  await panel.getByTestId('hand-over-anyway').click();
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Lea.');
  await expect(shown).toHaveText('Anna');
  await openAppointment(page, 'Ida Falk');
  await panel.getByTestId('hand-over').selectOption({ label: 'Mehmet' });
  await expect(shown).toHaveText('Mehmet');
  await expectInWeek(page, combOf(page, 'Ida Falk'), SATURDAY, '09:00');
});

test('what is held at the edge of the week pulls it along', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 560 });
  await open(page);
  await weekOf(page, 'Anna');
  const from = await combOf(page, 'Ebru Arslan').getByTestId('tooth').boundingBox();
  if (!from) throw new Error('not on the screen');
  await page.mouse.move(from.x + 20, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, 555, { steps: 4 });
  await expect(page.locator('div.hours').getByText('18:00')).toBeInViewport();
  await expect(ghostOf(page)).toBeInViewport();
  await page.keyboard.press('Escape');
  await page.mouse.up();
});
