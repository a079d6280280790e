import {
  combOf,
  commands,
  expect,
  fillByKeys,
  open,
  openAppointment,
  placeOf,
  refused,
  accepted,
  test,
} from './salon';

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
  await expect(page.getByTestId('confirm-booking'), 'the next key belongs to the answer').toBeFocused();
  await page.keyboard.press('Enter');
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

test('with whom was chosen last is booked, or nobody: the time of the one before does not stay behind', async ({
  page,
}) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await expect(page.getByTestId('proposal')).toHaveCount(5);
  await expect(page.getByTestId('confirm-booking')).toBeEnabled();
  await refused(page, 'propose');
  await page.getByTestId('staff-option').last().click();
  await expect(page.getByTestId('booking-panel').getByRole('alert')).toBeVisible();
  await page.getByTestId('confirm-booking').press('Enter');
  expect(await commands(page)).not.toContain('book');
  await accepted(page, 'propose');
  await page.getByTestId('staff-option').nth(1).click();
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
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

test('what a service costs is said wherever it is chosen: on the phone that is asked first', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ansatzf');
  await expect(page.locator('[data-testid="hit"][data-kind="service"]')).toContainText(/98,00\s€/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  const offered = page.locator('[data-service-number="440"]');
  await expect(offered).toHaveAccessibleName(/Ansatzfärbung 160 min 98,00\s€/);
  await expect(page.locator('[data-service-number="442"]')).not.toContainText('€');
  await offered.click();
  await expect(page.getByTestId('booking-panel')).toContainText(/160 min · 98,00\s€/);
  await page.keyboard.press('Escape');
  await page.getByTestId('walk-in').click();
  await expect(page.locator('[data-testid="walk-in-service"][data-service-number="440"]')).toContainText(
    /160 min · 98,00\s€/,
  );
});

test('on a low screen the best times come into view, however much is known about the customer', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, { past: true });
  await fillByKeys(page, 'probst', '440');
  for (const place of [0, 1, 2, 3, 4])
    await expect(page.getByTestId('proposal').nth(place)).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId('confirm-booking')).toBeFocused();
});
