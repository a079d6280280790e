import type { Page } from '@playwright/test';
import { answered, commands, expect, keptBack, open, passed, refused, test } from './salon';

const openService = async (page: Page, name: string) => {
  await page.getByTestId('service-row').filter({ hasText: name }).click();
  await expect(page.getByTestId('service-name')).toHaveValue(name);
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
  await refused(page, 'adjust_appointment', 'overlap', 1);
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

  await refused(page, 'save_service', 'changed_meanwhile', 1);
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
