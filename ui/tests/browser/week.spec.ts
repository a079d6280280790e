import { open, expect, test } from './salon';

test('the week of one person shows their days, leafs by key and opens an appointment', async ({ page }) => {
  await open(page, { calendar: 30 });
  await page.keyboard.press('Control+2');
  await expect(page.getByTestId('week-title').locator('.long')).toHaveText('23.–29. Nov. 2026');
  await expect(page.getByTestId('week-day')).toHaveCount(7);
  await expect(page.getByTestId('week-now')).toBeVisible();
  await page.getByTestId('week-staff').selectOption({ label: 'Anna' });
  const keller = page.getByTestId('appointment').filter({ hasText: 'Karin Keller' });
  await expect(keller.first()).toBeVisible();

  await page.getByTestId('week-link').focus();
  await page.keyboard.press('Control+ArrowRight');
  await expect(page.getByTestId('week-title').locator('.long')).toHaveText('30. Nov. – 6. Dez. 2026');
  await expect(page.getByTestId('week-now')).toBeHidden();
  await page.keyboard.press('t');
  await expect(page.getByTestId('week-title').locator('.long')).toHaveText('23.–29. Nov. 2026');

  await keller.first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');
  await page.keyboard.press('Escape');
  await page.getByTestId('week-day').nth(5).click();
  await expect(page.getByTestId('day-title')).toContainText('Samstag, 28. November');
});

test('Enter waits for what the book knows', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.evaluate(() => window.salon.late.keepBack('find_customers'));
  await page.keyboard.type('keller');
  await page.keyboard.press('Enter');
  await page.evaluate(() => window.salon.late.letGo('find_customers'));
  await expect(page.getByTestId('customer-panel')).toContainText('Karin Keller');
});

test('one field finds people, appointments, services, what is to be decided, days and screens', async ({
  page,
}) => {
  await open(page);
  const find = async (text: string) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByTestId('find-input')).toBeFocused();
    await page.keyboard.type(text);
  };
  await find('keller');
  await expect(page.locator('[data-kind="customer"]')).toContainText('Karin Keller');
  const appointment = page.locator('[data-kind="appointment"]').first();
  await expect(appointment).toContainText('Dauerwelle');
  const number = /#(\d+)/.exec((await appointment.textContent()) ?? '')?.[1] ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('customer-panel')).toContainText('Karin Keller');

  await find(`#${number}`);
  await expect(page.getByTestId('hit').first()).toHaveAttribute('data-kind', 'appointment');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');

  await find('balayage');
  await expect(page.locator('[data-kind="service"]')).toContainText('Balayage');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('booking-panel')).toContainText('Balayage');
  await page.keyboard.press('Escape');

  await find('24.12.');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('day-title')).toContainText('24. Dezember 2026');

  await find('prüf');
  await expect(page.locator('[data-kind="screen"]')).toContainText('Prüfliste');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('review-screen')).toBeVisible();

  await find('kell dauer');
  const decide = page.locator('[data-kind="review"]');
  await expect(decide).toContainText('Karin Keller · Fr., 27.11.');
  await decide.click();
  const entry = page.locator('[data-testid="review-entry"][data-code="slot_taken"]');
  await expect(entry).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(entry.getByTestId('select-entry')).toBeFocused();

  await find('mehm');
  await expect(page.locator('[data-kind="staff"]')).toContainText('Mehmet');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('week-staff').locator('option:checked')).toHaveText('Mehmet');

  await find('xyz');
  await expect(page.getByTestId('find-box')).toContainText('Dazu ist nichts zu finden.');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('find-box')).toBeHidden();
});

test('on paper there is the day, person by person, and nothing of the window', async ({ page }) => {
  await open(page);
  const sheet = page.getByTestId('day-sheet');
  const tell = (event: string) => page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
  await expect(sheet, 'nobody prints yet').toHaveCount(0);
  await tell('beforeprint');
  await page.emulateMedia({ media: 'print' });
  await expect(sheet).toContainText('Freitag, 27. November 2026');
  await expect(sheet.getByRole('heading', { level: 3 })).toHaveText(['Fabian', 'Anna', 'Mehmet', 'Lea']);
  await expect(sheet.getByRole('row').filter({ hasText: 'Karin Keller' }).first()).toContainText(
    '0172 3344556',
  );
  const lea = sheet.locator('section').filter({ has: page.getByRole('heading', { name: 'Lea' }) });
  await expect(lea).toContainText('09:00–15:30');
  await expect(lea.locator('[data-kind="off"]')).toContainText('12:00–12:30');
  const gap = sheet.locator('[data-kind="gap"]').filter({ hasText: 'frei – Einwirkzeit bei Clara Vogt' });
  await expect(gap.first()).toContainText('14:10–14:50');
  await expect(page.getByTestId('new-appointment')).toBeHidden();
  await expect(page.getByTestId('staff-head').first()).toBeHidden();
  await tell('afterprint');
  await expect(sheet).toHaveCount(0);
});

test('two who were booked into the same minutes of one person both stand on paper', async ({ page }) => {
  await open(page);
  const names = await page.evaluate(() => {
    const [one, other] = window.salon.book.entries.map(({ view }) => view);
    const [there, moved] = [one?.phases[0], other?.phases[0]];
    if (!one || !other || !there || !moved) throw new Error('there are no two');
    const { staff_id, from_minute, to_minute } = there;
    Object.assign(moved, { staff_id, from_minute, to_minute });
    window.salon.syncNow();
    return [one.customer.name, other.customer.name];
  });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  for (const name of names) {
    await expect(
      page.getByTestId('day-sheet').getByRole('row').filter({ hasText: name }).first(),
    ).toBeVisible();
  }
});

test('on paper every column is as wide for everybody, no word is too long, and it says how old it is', async ({
  page,
}) => {
  await open(page);
  // A4 between its margins.
  await page.setViewportSize({ width: 688, height: 1017 });
  await page.evaluate(() => {
    for (const { view } of window.salon.book.entries) {
      // As the program names the one step of a service.
      if (view.service.name === 'Herrenschnitt')
        view.phases.forEach((phase) => (phase.name = 'Herrenschnitt'));
      if (view.customer.name === 'Karin Keller')
        view.customer.name = 'Donaudampfschifffahrtsgesellschaftskapitänswitwe-Müllermeisterin';
    }
    window.salon.syncNow();
  });
  await expect(page.getByTestId('appointment').filter({ hasText: 'Donaudampf' })).toHaveCount(1);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const sheet = page.getByTestId('day-sheet');
  await expect(sheet).toContainText('Stand: 27.11.2026, 11:20');
  const richter = sheet.getByRole('row').filter({ hasText: 'Tom Richter' });
  await expect(richter.getByRole('cell').last()).toHaveText('Herrenschnitt');
  const outside = await sheet.evaluate(
    (page) => [...page.querySelectorAll('td')].filter((cell) => cell.scrollWidth > cell.clientWidth).length,
  );
  expect(outside).toBe(0);
  const widths = await sheet.evaluate((page) =>
    [...page.querySelectorAll('[data-kind="work"] td:nth-child(2)')].map((cell) =>
      Math.round(cell.getBoundingClientRect().width),
    ),
  );
  expect(new Set(widths).size).toBe(1);
  await expect(sheet.locator('thead').filter({ hasText: 'Anna' })).toHaveCSS('display', 'table-header-group');
});
