import type { Page } from '@playwright/test';
import { answered, commands, keptBack, open, openAppointment, passed, expect, test } from './salon';

const openService = async (page: Page, name: string) => {
  await page.getByTestId('service-row').filter({ hasText: name }).click();
  await expect(page.getByTestId('service-name')).toHaveValue(name);
};
const openPerson = async (page: Page, name: string) => {
  await page.getByTestId('staff-row').filter({ hasText: name }).click();
  await expect(page.getByTestId('staff-name')).toHaveValue(name);
};

test('a service with a gap is added, and drawn while it is typed', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('new-service').click();
  await page.getByTestId('service-name').fill('Glossing');
  await page.getByTestId('part-name').fill('Auftragen');
  await page.getByTestId('part-minutes').fill('20');
  await page.getByTestId('add-gap').click();
  await expect(page.getByTestId('part')).toHaveCount(3);
  await expect(page.getByTestId('comb-preview')).toHaveAccessibleName(/80 Minuten/);
  await page.getByTestId('part-minutes').nth(1).fill('25');
  await expect(page.getByTestId('comb-preview')).toHaveAccessibleName(/75 Minuten/);
  await page.getByTestId('part-name').nth(1).fill('Ausspülen');
  await page.getByTestId('service-price').fill('45');
  await page.getByTestId('save-service').click();
  await expect(page.getByTestId('service-row').filter({ hasText: 'Glossing' })).toContainText('45,00 €');
  await expect(page.getByTestId('save-service')).toBeDisabled();
});

for (const screen of ['services', 'team'] as const) {
  test(`the screen ${screen} says that it cannot be read, and is there as soon as it can`, async ({
    page,
  }) => {
    await open(page);
    await page.evaluate(() => window.salon.refusals.begin('sheets', 'store_busy'));
    await page.getByTestId(`${screen}-link`).click();
    await expect(page.getByTestId('unread')).toBeVisible();
    await page.evaluate(() => window.salon.refusals.end('sheets'));
    await page.getByTestId('unread').getByRole('button').click();
    await expect(page.getByTestId('unread')).toBeHidden();
    await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  });
}

test('parts change places by keyboard and by mouse, and the focus goes with them', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('service-row').filter({ hasText: 'Ansatzfärbung' }).click();
  const names = () =>
    page.getByTestId('part-name').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(await names()).toEqual(['Auftragen', 'Auswaschen', 'Formschnitt', 'Föhnen & Styling']);
  await page.getByTestId('part-name').nth(3).press('Alt+ArrowUp');
  expect(await names()).toEqual(['Auftragen', 'Auswaschen', 'Föhnen & Styling', 'Formschnitt']);
  await expect(page.getByTestId('part-name').nth(2)).toBeFocused();
  await page.getByRole('button', { name: 'Auswaschen nach unten' }).click();
  expect(await names()).toEqual(['Auftragen', 'Föhnen & Styling', 'Auswaschen', 'Formschnitt']);
  expect(await commands(page)).not.toContain('save_service');
});

test('a service is saved when somebody says so, by its button or by Enter, and by nothing else', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await openService(page, 'Ansatzfärbung');
  await page.getByTestId('part-remove').nth(2).click();
  await page.getByTestId('add-segment').first().click();
  await page.getByTestId('add-gap').last().click();
  await expect(page.getByTestId('part')).toHaveCount(7);
  expect(await commands(page)).not.toContain('save_service');
  await page.getByTestId('service-name').press('Enter');
  await expect(page.getByTestId('save-service')).toBeDisabled();
  const saved = (all: string[]) => all.filter((one) => one === 'save_service').length;
  expect(saved(await commands(page))).toBe(1);

  await page.getByTestId('service-name').fill('Ansatz');
  await page.getByTestId('differing-appointment').first().getByRole('button').first().click();
  await expect(page.getByTestId('appointment-panel')).toBeVisible();
  expect(saved(await commands(page))).toBe(1);
});

test('an edit says which appointments keep their shape, and adjusts them one by one', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('service-row').filter({ hasText: 'Ansatzfärbung' }).click();
  await page.getByTestId('part-minutes').first().fill('45');
  await page.getByTestId('save-service').click();
  const differing = page.getByTestId('differing-appointment');
  await expect(differing.first()).toContainText('160 → 175 min');
  const before = await differing.count();
  await differing.first().getByTestId('adjust').click();
  await expect(differing).toHaveCount(before - 1);
});

test('of several that are adjusted, the one that cannot be says why, whatever came after it', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await openService(page, 'Herrenschnitt');
  await page.getByTestId('part-minutes').first().fill('45');
  await page.getByTestId('save-service').click();
  const differing = page.getByTestId('differing-appointment');
  await expect(differing.nth(1)).toBeVisible();
  await page.evaluate(() => window.salon.refusals.begin('adjust_appointment', 'overlap', 1));
  await page.getByTestId('adjust-all').click();
  await expect(differing).toHaveCount(1);
  await expect(page.getByTestId('service-problem')).toContainText('gerade vergeben');
});

test('what was not understood in one service is nothing to the next, nor after it is read anew', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await openService(page, 'Ansatzfärbung');
  const price = page.getByTestId('service-price');
  await price.fill('viel');
  await price.blur();
  await expect(price).toHaveAttribute('aria-invalid', 'true');
  await openService(page, 'Balayage');
  await expect(price).toHaveValue('');
  await page.getByTestId('service-name').fill('Balayage lang');
  await expect(page.getByTestId('save-service')).toBeEnabled();

  await page.evaluate(() => window.salon.refusals.begin('save_service', 'changed_meanwhile', 1));
  await page.getByTestId('save-service').click();
  await expect(page.getByTestId('service-problem')).toBeVisible();
  await price.fill('viel');
  await price.blur();
  await page.getByTestId('service-problem').getByRole('button').click();
  await expect(page.getByTestId('service-name')).toHaveValue('Balayage');
  await expect(price).toHaveValue('');
  await page.getByTestId('service-name').fill('Balayage lang');
  await expect(page.getByTestId('save-service')).toBeEnabled();
});

test('an answer that comes late says nothing about the service that is open by then', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await openService(page, 'Dauerwelle');
  await keptBack(page, 'service_sheet');
  await page.getByTestId('service-row').filter({ hasText: 'Ansatzfärbung' }).click();
  await passed(page, 'service_sheet');
  await openService(page, 'Kinderschnitt');
  await answered(page, 'service_sheet');
  await expect(page.getByTestId('service-name')).toHaveValue('Kinderschnitt');

  await keptBack(page, 'save_service');
  await page.getByTestId('service-name').fill('Kinder');
  await page.getByTestId('save-service').click();
  await openService(page, 'Herrenschnitt');
  await answered(page, 'save_service');
  await expect(page.getByTestId('service-row').filter({ hasText: /Kinder(?!schnitt)/ })).toBeVisible();
  await expect(page.getByTestId('service-name')).toHaveValue('Herrenschnitt');
  await expect(page.getByTestId('save-service')).toBeDisabled();
});

test('what makes no sense is refused in a sentence and stays on the screen', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('service-row').filter({ hasText: 'Ansatzfärbung' }).click();
  for (let part = 5; part > 2; part -= 1) await page.getByTestId('part-remove').last().click();
  await page.getByTestId('save-service').click();
  await expect(page.getByTestId('service-problem')).toContainText(
    'beginnt und endet mit einem Arbeitsschritt',
  );
  await expect(page.getByTestId('part')).toHaveCount(2);
});

test('who may do a step, and how long they take, is entered with the step', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('service-row').filter({ hasText: 'Herrenschnitt' }).click();
  const lea = page.locator('[data-testid="performer"][data-staff-id="4"]');
  await lea.check();
  await page.getByLabel('Eigene Dauer von Lea in Minuten').fill('40');
  await page.getByLabel('Eigene Dauer von Lea in Minuten').blur();
  await page.getByTestId('save-service').click();
  await expect(page.getByTestId('save-service')).toBeDisabled();
  await page.getByTestId('service-row').filter({ hasText: 'Kinderschnitt' }).click();
  await page.getByTestId('service-row').filter({ hasText: 'Herrenschnitt' }).click();
  await expect(page.getByLabel('Eigene Dauer von Lea in Minuten')).toHaveValue('40');
});

test('a service offered no more leaves the list and can come back', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  const row = page.getByTestId('service-row').filter({ hasText: 'Dauerwelle' });
  await row.click();
  await page.getByTestId('archive-service').click();
  await expect(row).toHaveCount(0);
  await page.getByTestId('archive-service').click();
  await expect(row).toHaveCount(1);
});

test('hours are typed as one says them; what is not understood is not saved', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Anna' }).click();
  const monday = page.locator('[data-testid="weekday"][data-weekday="1"]');
  await monday.fill('9-');
  await monday.blur();
  await expect(monday).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('save-staff')).toBeDisabled();
  await monday.fill('9-13, 14:30-18');
  await monday.blur();
  await expect(monday).toHaveValue('09:00–13:00, 14:30–18:00');
  await page.getByTestId('save-staff').click();
  await expect(page.getByTestId('staff-row').filter({ hasText: 'Anna' })).toContainText('Mo');
});

test('hours that were not understood are gone with the week that they were typed into', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await openPerson(page, 'Anna');
  const monday = page.locator('[data-testid="weekday"][data-weekday="1"]');
  await monday.fill('9-');
  await monday.blur();
  await expect(page.getByTestId('save-staff')).toBeDisabled();
  await page.getByTestId('take-week').click();
  await expect(page.locator('[data-weekday="3"]')).toHaveValue('10:00–16:00');
  await expect(monday).toHaveValue('');
  await expect(monday).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByTestId('save-staff')).toBeEnabled();
});

test('an answer that comes late says nothing about the person who is open by then', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  const wednesday = page.locator('[data-weekday="3"]');

  await openPerson(page, 'Anna');
  await keptBack(page, 'calcom_week');
  await page.getByTestId('take-week').click();
  await openPerson(page, 'Fabian');
  await answered(page, 'calcom_week');
  await expect(wednesday).toHaveValue('09:00–18:30');
  await expect(page.getByTestId('save-staff')).toBeDisabled();

  await openPerson(page, 'Anna');
  await keptBack(page, 'take_time_off');
  await page.getByTestId('off-from').fill('21.12.');
  await page.getByTestId('take-off').click();
  await openPerson(page, 'Fabian');
  await answered(page, 'take_time_off');
  await expect(page.getByTestId('time-off-entry')).toHaveCount(0);
  await openPerson(page, 'Anna');
  await expect(page.getByTestId('time-off-entry')).toHaveCount(1);

  await keptBack(page, 'save_staff');
  await page.getByTestId('staff-name').fill('Anja');
  await page.getByTestId('save-staff').click();
  await openPerson(page, 'Fabian');
  await answered(page, 'save_staff');
  await expect(page.getByTestId('staff-row').filter({ hasText: 'Anja' })).toBeVisible();
  await expect(page.getByTestId('staff-name')).toHaveValue('Fabian');
});

test('Enter beside time off enters the time off; a day that does not exist is said', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await openPerson(page, 'Anna');
  await page.getByTestId('staff-name').fill('Anja');
  await page.getByTestId('off-from').fill('31.2.');
  await page.getByTestId('off-from').press('Enter');
  await expect(page.getByTestId('days-unclear')).toContainText('nichts eingetragen');
  await expect(page.getByTestId('off-from')).toHaveAttribute('aria-invalid', 'true');
  await page.getByTestId('off-from').fill('21.12.');
  await expect(page.getByTestId('days-unclear')).toBeHidden();
  await page.getByTestId('off-from').press('Enter');
  await expect(page.getByTestId('time-off-entry')).toHaveCount(1);

  await page.getByTestId('exception-hours').fill('9-');
  await page.getByTestId('exception-hours').press('Enter');
  await expect(page.getByTestId('date-unclear')).toContainText('Diesen Tag gibt es nicht');
  await page.getByTestId('exception-date').fill('24.12.');
  await expect(page.getByTestId('date-unclear')).toContainText('Diese Zeiten');
  await page.getByTestId('exception-hours').fill('9-12');
  await page.getByTestId('exception-hours').press('Enter');
  await expect(page.getByTestId('exception')).toHaveCount(1);
  await expect(page.getByTestId('staff-name')).toHaveValue('Anja');
  expect(await commands(page)).not.toContain('save_staff');
});

test('time off says what is booked in it, and is sold again with one click', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  await page.getByTestId('off-from').fill('27.11.26');
  await page.getByTestId('take-off').click();
  await expect(page.getByTestId('time-off-entry')).toHaveText(/Abwesend\s+27\.11\.2026\s*$/);
  await expect(page.getByTestId('in-the-way')).toContainText('noch');
  await page.getByRole('button', { name: 'Wieder verkaufen' }).click();
  await expect(page.getByTestId('time-off-entry')).toHaveCount(0);
});

test('a visit to the doctor takes some hours of a day, and a break has both its times', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  const entry = page.getByTestId('time-off-entry');
  const enter = page.getByTestId('take-off');
  await page.getByTestId('off-from').fill('27.11.26');
  await page.getByTestId('off-from-time').fill('25');
  await expect(page.getByTestId('off-from-time')).toHaveAttribute('aria-invalid', 'true');
  await enter.click();
  await expect(page.getByTestId('days-unclear')).toContainText('Uhrzeiten');
  await page.getByTestId('off-from-time').fill('14.30');
  await page.getByTestId('off-to-time').fill('16');
  await page.getByLabel('Notiz').fill('Arzt');
  await enter.click();
  await expect(entry).toHaveText(/Abwesend\s+27\.11\.2026, 14:30–16:00\s+Arzt/);
  await expect(page.getByTestId('off-from-time')).toHaveValue('');

  await page.getByTestId('off-kind-break').check({ force: true });
  await expect(page.getByTestId('off-to')).toBeHidden();
  await page.getByTestId('off-from').fill('28.11.26');
  await page.getByTestId('off-from-time').fill('12');
  await enter.click();
  await expect(entry).toHaveCount(1);
  await page.getByTestId('off-to-time').fill('12:30');
  await enter.click();
  await expect(entry.last()).toHaveText(/Pause\s+28\.11\.2026, 12:00–12:30/);
});

test('an example of a date is written as in the language of the window', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('kamm.language', 'en'));
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  await expect(page.getByTestId('off-from')).toHaveAttribute('placeholder', '21/12');
});

test('who is still booked cannot leave, and is told why', async ({ page }) => {
  await open(page);
  await openAppointment(page, 'Tom Richter');
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
  await page.getByTestId('archive-staff').click();
  await expect(page.getByTestId('staff-problem')).toContainText('noch Termine gebucht');
});

test('the event map shows what is missing, and takes a number by hand', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  const missing = page.locator('[data-testid="map-cell"][data-state="missing"]').first();
  await expect(missing).toBeVisible();
  await missing.click();
  await page.getByTestId('link-id').fill('12');
  await page.getByTestId('link').click();
  await expect(page.getByTestId('pair')).toContainText('Diesen Ereignistyp gibt es nicht');
  await page.getByTestId('link-id').fill('4711');
  await page.getByTestId('link').click();
  await expect(page.getByTestId('event-type')).toContainText('Ansatzfärbung');
  await expect(page.locator('[data-testid="map-cell"][data-state="mapped"]').first()).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('an event type that is read late is not shown under the next pair', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  const [first, second] = [0, 1].map((at) =>
    page.locator('[data-testid="map-cell"][data-state="wrong"]').nth(at),
  );
  await keptBack(page, 'event_pair');
  await first?.click();
  await passed(page, 'event_pair');
  await second?.click();
  await expect(page.getByTestId('event-type')).toBeVisible();
  const own = await page.getByTestId('event-type').innerText();
  await answered(page, 'event_pair');
  await expect(page.getByTestId('event-type')).toHaveText(own, { useInnerText: true });
});

test('what is wrong with an event type is said in the map, and a number typed for one pair does not stay for the next', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.locator('[data-testid="map-cell"][data-state="missing"]').first().click();
  await page.getByTestId('link-id').fill('4711');
  await page.locator('[data-testid="map-cell"][data-state="wrong"]').first().click();
  await expect(page.getByTestId('pair-flaw')).toHaveText(
    'Die Dauer in Cal.com ist eine andere als die des Arbeitsschritts.',
  );
  await expect(page.getByTestId('link-id')).toHaveValue('');
});

test('the child of a managed event type is looked for again when somebody asks', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.locator('[data-testid="map-cell"][data-state="managed"]').first().click();
  const pair = page.getByTestId('pair');
  await expect(pair).toContainText(/90\d\d/);
  await page.getByTestId('resolve-child').click();
  await expect(pair).toContainText(/91\d\d/);
});

test('a service is carried over to Cal.com, and what stands there already is shown before it is taken over', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('service-row').filter({ hasText: 'Ansatzfärbung' }).click();
  const online = page.getByTestId('service-online');
  await expect(online).toHaveText('Online: noch auf keinem Ereignistyp');
  await page.getByTestId('publish-service').click();
  await expect(online).toHaveText(/^Online: Ereignistyp 9\d\d · zuletzt übertragen 27\.11\.2026, 09:12$/);
  await expect(page.getByTestId('toast')).toContainText('Erstellt: ansatzfärbung, 160 min');
  await page.getByTestId('service-row').filter({ hasText: 'Balayage' }).click();
  await page.getByTestId('publish-service').click();
  await expect(page.getByTestId('service-problem')).toContainText('Strähnen alt · 90 min');
  await expect(online).toContainText(
    'letzter Versuch 27.11.2026, 09:12 (Aufrufe seit dem letzten Erfolg: 1): An der Adresse',
  );
  await page.getByTestId('adopt-event-type').click();
  await expect(page.getByTestId('toast').last()).toContainText('Übernommen');
  await expect(online).not.toContainText('letzter Versuch');
  await expect(page.getByTestId('service-problem')).toBeHidden();
});

test('what is no longer offered can still be taken off the page on which customers book it', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('service-row').filter({ hasText: 'Ansatzfärbung' }).click();
  await page.getByTestId('publish-service').click();
  await expect(page.getByTestId('service-online')).toContainText('Ereignistyp');
  await expect(page.getByTestId('still-online')).toBeHidden();
  await page.getByTestId('archive-service').click();
  await expect(page.getByTestId('still-online')).toContainText('Bis dahin ist es online buchbar.');
  await page.getByTestId('publish-service').click();
  await expect(page.getByTestId('toast').last()).toContainText('Aktualisiert');
});
