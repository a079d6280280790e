import type { Page } from '@playwright/test';
import { combOf, commands, fillByKeys, open, openAppointment, placeOf, expect, test } from './salon';

test('a known customer gets the next free time with the name and a few keys', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('proposal')).toHaveCount(5);
  await page.keyboard.press('2');
  await expect(page.getByTestId('proposal').nth(1)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  const panel = page.getByTestId('appointment-panel');
  await expect(panel).toContainText('Klaus Wagner');
  await expect(panel).toContainText('Herrenschnitt');
  const toast = page.getByTestId('toast');
  await expect(toast).toContainText('Eingetragen: Klaus Wagner');
  const key = await toast.locator('kbd').boundingBox();
  const shut = await toast.getByRole('button', { name: 'Schließen' }).boundingBox();
  expect((key?.x ?? Infinity) + (key?.width ?? 0)).toBeLessThanOrEqual(shut?.x ?? 0);
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(2);
  expect(await commands(page)).toContain('hold');
});

test('Enter pressed before the answers are there still books', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '400');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Beratung');
});

const late = (page: Page, command: string) => page.evaluate((it) => window.salon.late.keepBack(it), command);
const answered = (page: Page, command: string) => page.evaluate((it) => window.salon.late.letGo(it), command);

test('who is typed faster than the book answers is who is booked: the one that the whole name finds', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('n');
  await page.keyboard.type('w');
  await expect(page.getByTestId('customer-option').first()).not.toContainText('Klaus Wagner');
  await late(page, 'find_customers');
  await page.keyboard.type('agner');
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await answered(page, 'find_customers');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('somebody new who is typed faster than the book answers is not lost', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await late(page, 'find_customers');
  await page.keyboard.type('Rosa Blum');
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await answered(page, 'find_customers');
  await expect(page.getByTestId('appointment-panel')).toContainText('Rosa Blum');
});

test('the only one who can be meant is meant, also if the service is chosen before the book answers', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('n');
  await late(page, 'find_customers');
  await page.keyboard.type('wagner');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await answered(page, 'find_customers');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('what was booked stands on the sheet before the day has been read anew', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(1);
  await late(page, 'day');
  await page.keyboard.press('Enter');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(2);
  await expect(page.getByTestId('booking-panel')).toBeVisible();
  await answered(page, 'day');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(2);
});

test('the next booking may be begun while the last one is being written', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await late(page, 'book');
  await page.keyboard.press('Enter');
  await expect.poll(() => commands(page)).toContain('book');
  await page.getByTestId('new-appointment').click();
  await page.keyboard.type('falk');
  await answered(page, 'book');
  await expect(page.getByTestId('toast')).toContainText('Eingetragen: Klaus Wagner');
  await expect(page.getByTestId('customer-input')).toHaveValue('falk');
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
});

test('a click on what a gap offers books into the gap', async ({ page }) => {
  await open(page);
  await combOf(page, 'Sabine Sommer').getByText('frei 13:05–13:50').click();
  await page.getByTestId('customer-input').fill('Neue Kundin');
  await page.getByTestId('customer-new').click();
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('13:05–13:35');
  const outer = await combOf(page, 'Sabine Sommer').getByTestId('tooth').first().boundingBox();
  const inner = await combOf(page, 'Neue Kundin').getByTestId('tooth').first().boundingBox();
  expect(inner?.x).toBeGreaterThan(outer?.x ?? Infinity);
  await expect(combOf(page, 'Sabine Sommer').getByTestId('gap')).not.toContainText('frei 13:05–13:50');
});

test('a taken time says why and offers the nearest in one click', async ({ page }) => {
  await open(page);
  const at = await placeOf(page, 'Anna', '12:25');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  const refusal = page.getByTestId('refusal');
  await expect(refusal).toContainText('Anna bedient bis 14:10 Clara Vogt (Strähnen setzen).');
  await expect(page.getByTestId('confirm-booking')).toHaveAttribute('aria-disabled', 'true');
  await refusal.getByTestId('nearest').click();
  await expect(refusal).toBeHidden();
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('a doubtful time takes one more yes', async ({ page }) => {
  await open(page);
  const at = await placeOf(page, 'Mehmet', '10:00');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect(page.getByTestId('warnings')).toContainText(
    'Mehmet arbeitet an diesem Tag von 11:00 bis 18:30.',
  );
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('confirm-booking')).toContainText('Trotzdem eintragen');
  expect(await commands(page)).not.toContain('book');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Ida Falk');
});

test('two keys pressed before the answer are one: nobody says yes to what they have not seen', async ({
  page,
}) => {
  await open(page);
  const at = await placeOf(page, 'Mehmet', '10:00');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await late(page, 'check');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect.poll(() => commands(page)).toContain('check');
  await page.getByTestId('confirm-booking').press('Enter');
  await page.getByTestId('confirm-booking').press('Enter');
  await answered(page, 'check');
  await expect(page.getByTestId('confirm-booking')).toContainText('Trotzdem eintragen');
  expect(await commands(page)).not.toContain('book');
});

test('with whom was chosen last is booked, or nobody: the time of the one before does not stay behind', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('proposal')).toHaveCount(5);
  await expect(page.getByTestId('confirm-booking')).toBeEnabled();
  await page.evaluate(() => window.salon.refusals.begin('propose'));
  await page.getByTestId('staff-option').last().click();
  await expect(page.getByTestId('booking-panel').getByRole('alert')).toBeVisible();
  await page.getByTestId('confirm-booking').press('Enter');
  expect(await commands(page)).not.toContain('book');
  await page.evaluate(() => window.salon.refusals.end('propose'));
  await page.getByTestId('staff-option').nth(1).click();
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('a search that cannot be answered is not an answer: nobody is written down twice', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.evaluate(() => window.salon.refusals.begin('find_customers'));
  await page.keyboard.type('wagner');
  await expect(page.getByTestId('search-problem')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('customer-input')).toHaveValue('wagner');
  await page.evaluate(() => window.salon.refusals.end('find_customers'));
  await page.keyboard.type(' ');
  await expect(page.getByTestId('customer-option')).toContainText('Klaus Wagner');
  await expect(page.getByTestId('search-problem')).toBeHidden();
});

test('a wrong phone number is said at once and nothing is lost', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Rosa Blum');
  await page.getByTestId('customer-new').click();
  await page.getByTestId('new-phone').fill('12');
  await page.locator('[data-testid="service-option"][data-service-number="400"]').click();
  await expect(page.getByTestId('ghost')).toBeVisible();
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByRole('alert')).toContainText('Diese Telefonnummer stimmt nicht.');
  await page.getByTestId('new-phone').fill('0171 1212123');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Rosa Blum');
});

test('closing the panel gives the held time back', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('booking-panel')).toBeHidden();
  expect(await commands(page)).toContain('release_hold');
});

test('a booking that is left unfinished leaves the sheet and its time to others, and goes on where it was', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  const panel = page.getByTestId('booking-panel');
  const hold = panel.getByTestId('hold-note');
  await expect(hold).toHaveAttribute('data-held', 'true');
  await panel.getByRole('button', { name: 'Notiz' }).click();
  await panel.getByRole('textbox', { name: 'Notiz' }).fill('kommt mit Kind');
  await openAppointment(page, 'Tom Richter');
  await expect(page.getByTestId('ghost')).toHaveCount(0);
  await expect.poll(() => commands(page)).toContain('release_hold');

  await page.keyboard.press('n');
  await expect(panel).toContainText('Klaus Wagner');
  await expect(panel).toContainText('Herrenschnitt');
  await expect(panel.getByRole('textbox', { name: 'Notiz' })).toHaveValue('kommt mit Kind');
  await expect(hold).toHaveAttribute('data-held', 'true');
  await expect(page.getByTestId('ghost')).toBeVisible();

  await expect(panel.getByTestId('begin-anew')).toBeInViewport();
  await panel.getByTestId('begin-anew').click();
  await expect(page.getByTestId('ghost')).toHaveCount(0);
  await expect(page.getByTestId('customer-input')).toBeFocused();
  await expect(page.getByTestId('customer-input')).toHaveValue('');
  await expect(panel.getByTestId('begin-anew')).toHaveCount(0);
});

test('no time is held for a booking that was left before the book had answered', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.salon.late.keepBack('check'));
  await fillByKeys(page, 'wagner', '420');
  await expect.poll(() => commands(page)).toContain('check');
  await openAppointment(page, 'Tom Richter');
  await page.evaluate(() => window.salon.late.letGo('check'));
  await page.getByTestId('waiting').click();
  await expect(page.getByTestId('waiting-panel')).toBeVisible();
  expect(await commands(page)).not.toContain('hold');
});

test('a customer with thick hair gets more time, and the times follow', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '440');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('lengths-open').click();
  const first = page.getByTestId('length').first();
  const usual = await first.locator('output').textContent();
  await first.getByRole('button', { name: /länger/ }).click();
  await expect(first.locator('output')).not.toHaveText(usual ?? '');
  const longer = await first.locator('output').textContent();
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('segment-row').first()).toContainText(longer ?? '');
});

test('a known customer is known: habits, what took longer, missed appointments, and all of it again in two clicks', async ({
  page,
}) => {
  await open(page, { past: true });
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Probst');
  await page.keyboard.press('Enter');
  const glance = page.getByTestId('glance');
  await expect(page.getByTestId('no-show-warning')).toHaveText('2 Mal nicht erschienen');
  await expect(glance).toContainText('Verträgt kein Ammoniak');
  await expect(page.getByTestId('past-visit')).toHaveCount(3);
  await expect(page.getByTestId('past-visit').nth(1)).toContainText('45 statt');
  await page.getByTestId('as-usual').click();
  await expect(page.locator('[data-testid="staff-option"][aria-pressed="true"]')).toHaveText('Fabian');
  await page.getByTestId('like-last').getByRole('button').click();
  await expect(page.getByTestId('length').first().locator('output')).toHaveText('45 min');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('segment-row').first()).toContainText('45 min');
});

test('somebody new who is in the book already is offered as known', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('wagner, klaus');
  await expect(page.getByTestId('take-known')).toContainText('Klaus Wagner');
  await page.getByTestId('customer-new').click();
  await page.getByTestId('take-known').click();
  await expect(page.getByTestId('booking-panel')).toContainText('0171 6655443');
});

test('a hold counts down, is prolonged while somebody works on the form, and its end is said', async ({
  page,
}) => {
  await page.clock.install();
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText(/^[45]:\d\d$/);
  await page.clock.runFor(90_000);
  await expect(timer).toHaveText(/^[23]:\d\d$/);
  const held = async () => (await commands(page)).filter((one) => one === 'hold').length;
  const before = await held();
  await page.getByRole('button', { name: 'Notiz hinzufügen' }).click();
  await expect.poll(held).toBe(before + 1);
  await page.clock.runFor(301_000);
  await expect(page.getByTestId('hold-note')).toContainText('Die Vormerkung ist abgelaufen');
  await page.getByTestId('hold-again').click();
  await expect.poll(held).toBe(before + 2);
});

test('there are earlier and later times than the five on offer', async ({ page }) => {
  await open(page);
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Wagner');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  const offered = () => page.getByTestId('proposal').allTextContents();
  await expect(page.getByTestId('proposal')).toHaveCount(5);
  const first = await offered();
  await page.getByTestId('later').click();
  await expect.poll(offered).not.toEqual(first);
  await page.getByTestId('earlier').click();
  await page.getByTestId('earlier').click();
  await expect(page.getByText('Früher ist nichts frei.')).toBeVisible();
});

test('what Cal.com says about the time comes in after the desk has answered', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'probst', '440');
  const asked = page.getByTestId('asked');
  await expect(asked).toHaveText('Cal.com: frei');
  await page.evaluate(() => (window.salon.diary.calcom = { state: 'taken', why: null }));
  await page.keyboard.press('2');
  await expect(page.getByTestId('asked-taken')).toHaveCount(4);
  await expect(page.getByTestId('asked-taken').first()).toContainText(
    'Schritt A Auftragen – dort nicht frei',
  );
  await expect(page.getByTestId('confirm-booking')).toHaveAttribute('aria-disabled', 'false');
  await page.evaluate(() => (window.salon.diary.calcom = { state: 'not_asked', why: 'offline' }));
  await page.keyboard.press('3');
  await expect(asked).toHaveText('Cal.com: nicht gefragt (offline)');
});

test('a phone number is one however it is written, and nobody is named after it', async ({ page }) => {
  await open(page);
  for (const typed of ['(0171) 555 66 77', '+49 (0)171/5556677', '0049171-5556677', '0171.5556677']) {
    await page.keyboard.press('n');
    await page.getByTestId('customer-input').fill(typed);
    await page.getByTestId('customer-new').click();
    await expect(page.getByTestId('new-phone')).toHaveValue(typed);
    await expect(page.getByTestId('new-name')).toHaveValue('');
    await page.keyboard.press('Escape');
  }
});

test('a reason that holds for several steps is said once', async ({ page }) => {
  await open(page);
  const at = await placeOf(page, 'Anna', '12:25');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await page.evaluate(() => {
    const check = window.salon.diary.check.bind(window.salon.diary);
    window.salon.diary.check = (request) => {
      const verdict = check(request);
      return { ...verdict, refusals: [...verdict.refusals, ...verdict.refusals] };
    };
  });
  await page.locator('[data-service-number="440"]').click();
  await expect(page.getByTestId('refusal').getByText('Clara Vogt')).toHaveCount(1);
});

test('no name of a service is torn apart at a glance, in the smallest window either', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, { past: true });
  await page.keyboard.press('n');
  await page.getByTestId('customer-input').fill('Probst');
  await page.keyboard.press('Enter');
  const name = page.getByTestId('past-visit').locator('b').filter({ hasText: 'Herrenschnitt' });
  await expect(name).toBeVisible();
  const lines = await name.evaluate((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getClientRects().length;
  });
  expect(lines).toBe(1);
});

const sheetLiesAt = (page: Page, date: string) =>
  expect(page.getByTestId('day-title')).toHaveAttribute('data-date', date);
const pickedProposal = (page: Page) => page.locator('[data-testid="proposal"][aria-pressed="true"]');

/** Back from the button that confirms, to where the day is typed. */
async function backToWish(page: Page): Promise<void> {
  await expect(page.getByTestId('confirm-booking')).toBeFocused();
  for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+Tab');
  await expect(page.getByTestId('wish-date')).toBeFocused();
}

test('"next Thursday, half past three?" is asked and booked with keys alone', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('ghost')).toBeVisible();
  await backToWish(page);
  await page.keyboard.type('3.12.');
  await page.keyboard.press('Tab');
  await sheetLiesAt(page, '2026-12-03');
  await expect(pickedProposal(page)).toContainText('Do., 03.12.');
  await page.keyboard.type('1530');
  await page.keyboard.press('Enter');
  await expect(page.locator('.pointed')).toContainText('Do., 03.12., 15:30');
  await expect(page.getByTestId('wish-time')).toHaveValue('15:30');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('15:30–16:00');
  await sheetLiesAt(page, '2026-12-03');
});

test('a typed time is asked for with whom was chosen, and one that is taken says why and offers the nearest', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await page.getByTestId('staff-option').filter({ hasText: 'Anna' }).click();
  await page.getByTestId('wish-time').fill('12:45');
  await page.keyboard.press('Enter');
  const refusal = page.getByTestId('refusal');
  await expect(refusal).toContainText('Anna bedient bis 14:10 Clara Vogt (Strähnen setzen).');
  await expect(page.getByTestId('confirm-booking')).toHaveAttribute('aria-disabled', 'true');
  await page.getByTestId('staff-option').filter({ hasText: 'egal' }).click();
  await expect(refusal).toBeHidden();
  await expect(page.getByTestId('wish-time')).toHaveValue('12:45');
  await page.getByTestId('staff-option').filter({ hasText: 'Anna' }).click();
  await refusal.getByTestId('nearest').click();
  await expect(refusal).toBeHidden();
  await expect(page.getByTestId('wish-time')).toHaveValue('');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
});

test('a time that was typed stays the time on another day, and without it any time of the day is meant', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await page.getByTestId('wish-time').fill('15:30');
  await page.getByTestId('wish-date').fill('3.12.');
  await page.getByTestId('wish-date').press('Enter');
  await expect(page.locator('.pointed')).toContainText('Do., 03.12., 15:30');
  await page.getByTestId('wish-time').fill('');
  await page.getByTestId('wish-time').press('Enter');
  await expect(page.locator('.pointed')).toBeHidden();
  await expect(pickedProposal(page)).toContainText('Do., 03.12.');
});

test('turning the sheet while a time is being sought seeks it there', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('ghost')).toBeVisible();
  const sought = async () => (await commands(page)).filter((one) => one === 'propose').length;
  expect(await sought()).toBe(1);
  await page.keyboard.press('Control+ArrowRight');
  await expect(pickedProposal(page)).toContainText('Morgen');
  await expect(page.getByTestId('wish-date')).toHaveValue('28.11.2026');
  await page.keyboard.press('Control+g');
  await page.keyboard.type('3.12.');
  await page.keyboard.press('Enter');
  await expect(pickedProposal(page)).toContainText('Do., 03.12.');
  await expect(page.getByTestId('confirm-booking')).toBeFocused();
  expect(await sought()).toBe(3);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await sheetLiesAt(page, '2026-12-03');
});

test('a wished day on which nothing is free stays on the screen, and only the next times are offered', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await page.getByTestId('wish-date').fill('29.11.');
  await page.getByTestId('wish-date').press('Enter');
  await expect(page.getByText('So., 29.11. ist nichts frei.')).toBeVisible();
  await sheetLiesAt(page, '2026-11-29');
  await expect(pickedProposal(page)).toHaveCount(0);
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'false');
  await page.keyboard.press('Enter');
  expect(await commands(page)).not.toContain('book');
  await page.keyboard.press('Control+ArrowLeft');
  await expect(pickedProposal(page)).toContainText('Morgen');
  await page.keyboard.press('Control+ArrowRight');
  await expect(pickedProposal(page)).toHaveCount(0);
  await page.keyboard.press('1');
  await sheetLiesAt(page, '2026-12-01');
  await expect(pickedProposal(page)).toHaveCount(1);
});

test('a time that was pointed at stays meant while other days are looked at', async ({ page }) => {
  await open(page);
  const at = await placeOf(page, 'Mehmet', '12:05');
  await page.mouse.click(at.x, at.y);
  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
  await expect(page.getByTestId('hold-note')).toHaveAttribute('data-held', 'true');
  await page.keyboard.press('Control+ArrowRight');
  await sheetLiesAt(page, '2026-11-28');
  await expect(page.locator('.pointed')).toContainText('Fr., 27.11.');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('12:05–12:35');
});

test('what is not understood as a day or a time books nothing', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('ghost')).toBeVisible();
  const [date, time] = [page.getByTestId('wish-date'), page.getByTestId('wish-time')];
  const confirm = page.getByTestId('confirm-booking');
  await date.fill('32.12.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Dieses Datum gibt es nicht.');
  await expect(date).toBeFocused();
  await time.fill('15:30');
  await time.press('Enter');
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  // The time has waited for its day.
  await date.fill('3.12.');
  await date.press('Enter');
  await expect(page.locator('.pointed')).toContainText('Do., 03.12., 15:30');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await date.fill('32.12.');
  await date.press('Enter');
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await expect(time).toHaveValue('15:30');
  await time.fill('16:00');
  await date.fill('4.12.');
  await date.press('Enter');
  await expect(page.locator('.pointed')).toContainText('Fr., 04.12., 16:00');
  await time.fill('halb vier');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Diese Uhrzeit ist nicht zu verstehen.');
  await expect(time).toBeFocused();
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  expect(await commands(page)).not.toContain('book');
});
