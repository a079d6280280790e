import { answered, combOf, expect, go, keptBack, named, open, placeBelow, test, weekOf } from './salon';

test('the week of one person shows their days, leafs by key and opens an appointment', async ({ page }) => {
  await open(page, { calendar: 30 });
  await page.keyboard.press('Control+2');
  await expect(page.getByTestId('week-title').locator('.long')).toHaveText('23.–29. Nov. 2026');
  await expect(page.getByTestId('week-day')).toHaveCount(7);
  await expect(page.getByTestId('week-now')).toBeVisible();
  await page.getByTestId('week-staff').selectOption({ label: 'Anna' });
  const keller = combOf(page, 'Karin Keller');
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

test('the week says what others do of an appointment meanwhile, and shows only the help of who helps', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Anna');
  await expect(combOf(page, 'Clara Vogt').locator('.meanwhile')).toHaveText(/^Lea: /);
  await weekOf(page, 'Lea');
  await expect(combOf(page, 'Clara Vogt').getByTestId('tooth')).toHaveCount(1);
  await expect(combOf(page, 'Clara Vogt').locator('.meanwhile')).toHaveCount(0);
});

test('a click on free time of the week books there: on that day, at that time, with that person', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Fabian');
  await combOf(page, 'Sabine Sommer').getByText('frei 13:05–13:50').click();
  await expect(page.getByTestId('booking-panel')).toBeVisible();
  await expect(page.getByTestId('day-title')).toContainText('Freitag, 27. November');
  await expect(page.locator('.pointed')).toContainText('13:05');
  await expect(page.locator('.pointed')).toContainText('Fabian');

  await page.getByTestId('customer-input').fill('Falk');
  await page.keyboard.press('Enter');
  await go(page, 'week');
  const saturday = await placeBelow(page.getByTestId('week-day').nth(5), '13:00');
  await page.mouse.move(saturday.x, saturday.y);
  await expect(page.getByTestId('hover-time')).toHaveText('13:00');
  await page.mouse.click(saturday.x, saturday.y);
  await expect(page.getByTestId('day-title')).toContainText('Samstag, 28. November');
  await expect(page.locator('.pointed')).toContainText('13:00');
  await expect(page.getByTestId('booking-panel'), 'what was entered is still there').toContainText(
    'Ida Falk',
  );
});

test('the scale of the week is not that of the day', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Anna');
  await page.getByTestId('week-link').focus();
  await page.keyboard.press('+');
  await go(page, 'day');
  await expect(page.getByRole('button', { name: 'Weiter weg' })).toBeDisabled();
  await page.keyboard.press('+');
  await expect(page.getByRole('button', { name: 'Weiter weg' })).toBeEnabled();
});

test('the week fills a large screen too: its hours grow with its words', async ({ page }) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  await open(page);
  await weekOf(page, 'Anna');
  const tall = async (selector: string) => (await page.locator(selector).boundingBox())?.height ?? 0;
  expect(await tall('.sheet > .body')).toBeGreaterThan((await tall('[data-scroller]')) * 0.8);
});

test('in the week too a mark says since when and why, and takes its answer along when it goes', async ({
  page,
}) => {
  await open(page);
  await weekOf(page, 'Anna');
  const note = page.getByTestId('sync-note');
  const keller = combOf(page, 'Karin Keller');
  const mark = keller.locator('[data-phase-key="D"] [data-mark]');
  await mark.hover();
  await expect(note).toContainText('braucht Sie seit 11:12');
  await page.mouse.move(5, 5);
  await expect(note).toBeHidden();
  await mark.click();
  await expect(note).toContainText('Karin Keller');
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await page.keyboard.press('Escape');
  // A mouse that rests where the mark comes back asks about it.
  await page.mouse.move(5, 5);
  await keller.focus();
  await page.keyboard.press('i');
  await expect(note).toContainText('User either already has booking');

  await page.keyboard.press('Control+ArrowRight');
  await expect(note).toBeHidden();
  await page.keyboard.press('Control+ArrowLeft');
  await expect(keller).toBeVisible();
  await expect(note).toBeHidden();

  await page.getByTestId('week-staff').selectOption({ label: 'Lea' });
  const school = page.getByTestId('blocked').filter({ hasText: 'Berufsschule' });
  await school.getByTestId('blocked-sync').click();
  await expect(note).toContainText('Berufsschule');
  await expect(note).toContainText('09:00–14:00');
  await expect(page.getByTestId('booking-panel')).toBeHidden();
  await page.keyboard.press('Control+1');
  await expect(page.getByTestId('day-title')).toBeVisible();
  await page.getByRole('button', { name: 'Nächster Tag' }).press('Enter');
  await expect(school).toBeVisible();
  await expect(note).toBeHidden();
});

test('a day on which somebody does not work is not called free', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Anna');
  await expect(page.getByTestId('week-day').first()).toContainText('arbeitet nicht');
});

test('Enter waits for what the book knows', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await keptBack(page, 'find_customers');
  await page.keyboard.type('keller');
  await page.keyboard.press('Enter');
  await answered(page, 'find_customers');
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
  await page.evaluate(() => {
    window.print = () => window.dispatchEvent(new Event('beforeprint'));
  });
  await page.getByTestId('print').click();
  await expect(sheet).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(sheet).toContainText('Freitag, 27. November 2026');
  await expect(sheet.getByRole('heading', { level: 2 })).toHaveText(['Fabian', 'Anna', 'Mehmet', 'Lea']);
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
  await expect(named(page, 'Donaudampf')).toHaveCount(1);
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

test('the week says what its signs mean, and which keys work in it', async ({ page }) => {
  await open(page);
  await weekOf(page, 'Anna');
  await page.getByTestId('legend-open').click();
  await expect(page.getByTestId('legend')).toContainText('zur Nachbarspalte');
  await expect(page.getByTestId('legend')).not.toContainText('näher heran');
});
