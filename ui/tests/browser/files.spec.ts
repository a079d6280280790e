import type { Page } from '@playwright/test';
import { answered, commands, expect, keptBack, open, passed, refused, test } from './salon';

const CUSTOMERS = 'Name;Telefon;Spitzname\nAnna Meier;0170 1234567;Anni\nBea Berg;12;\n';
const APPOINTMENTS = 'Kunde;Was;Datum;Uhrzeit\nAnna Meier;440;27.11.2026;09:30\n';

async function settings(page: Page): Promise<void> {
  await open(page);
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('import-card')).toBeVisible();
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page
    .getByTestId('import-file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

test('a file is looked at, rehearsed and only then read in', async ({ page }) => {
  await settings(page);
  await choose(page, 'kunden.csv', CUSTOMERS);
  await expect(page.getByTestId('import-seen')).toContainText('2 Zeilen, getrennt durch Strichpunkt');
  await expect(page.getByTestId('import-column')).toHaveCount(3);
  await expect(page.getByTestId('import-sample').first()).toContainText('0170 1234567');
  await expect(page.getByTestId('import-sample').nth(1)).toContainText('„12“ ist keine Telefonnummer.');
  await expect(page.getByTestId('import-go')).toBeDisabled();

  await page.getByTestId('import-rehearse').click();
  await expect(page.getByTestId('import-report')).toContainText('Es wurde nichts geschrieben');
  await expect(page.getByTestId('import-fault')).toHaveText(/Zeile 3.*„12“ ist keine Telefonnummer/);
  await page.getByTestId('import-go').click();
  await expect(page.getByTestId('import-report')).toContainText('Übernommen:');
  await expect(page.getByTestId('import-report')).toContainText('neue Kundinnen und Kunden: 1');

  await page.getByTestId('import-left').click();
  await expect(page.getByTestId('import-left-path')).toContainText('kamm-uebrig.csv');
  const left = await page.evaluate(() => window.salon.files.left);
  expect(left).toEqual([{ line: 3, reason: '„12“ ist keine Telefonnummer.' }]);
});

test('a file that is being read in can be stopped, and goes on where it was', async ({ page }) => {
  await open(page, { slowImport: true });
  await page.getByTestId('settings-link').click();
  await choose(page, 'kunden.csv', CUSTOMERS);
  await page.getByTestId('import-rehearse').click();
  await page.getByTestId('import-go').click();
  await expect(page.getByTestId('import-card')).toContainText('1 von 2');
  await page.getByTestId('import-stop').click();
  await expect(page.getByTestId('import-stopped')).toContainText('nichts kommt doppelt');
  await expect(page.getByTestId('import-go')).toHaveText('Weiter übernehmen');
  await page.getByTestId('import-go').click();
  await expect(page.getByTestId('import-report')).toContainText('schon im Buch: 1');
  await expect(page.getByTestId('import-stopped')).toBeHidden();
});

test('a column that nobody knows is said by hand, and the lines are understood at once', async ({ page }) => {
  await settings(page);
  await page.getByTestId('import-what-appointments').check();
  await choose(page, 'termine.csv', APPOINTMENTS);
  await expect(page.getByTestId('import-missing')).toContainText('Leistung');
  await expect(page.getByTestId('import-rehearse')).toBeDisabled();
  await page.getByLabel('Bedeutung von „Was“').selectOption({ label: 'Leistung' });
  await expect(page.getByTestId('import-missing')).toBeHidden();
  await expect(page.getByTestId('import-sample').first()).toContainText('440');
  await expect(page.getByTestId('import-sample').first()).toContainText('27.11.2026, 09:30');
  await expect(page.getByTestId('import-rehearse')).toBeEnabled();
});

test('what was changed after a rehearsal is rehearsed again', async ({ page }) => {
  await settings(page);
  await choose(page, 'kunden.csv', CUSTOMERS);
  await page.getByTestId('import-rehearse').click();
  await expect(page.getByTestId('import-go')).toBeEnabled();
  await page.getByLabel('Bedeutung von „Spitzname“').selectOption({ label: 'Notiz' });
  await expect(page.getByTestId('import-go')).toBeDisabled();
  await expect(page.getByTestId('import-report')).toBeHidden();
});

test('what was rehearsed of one file is nothing to another that was chosen meanwhile', async ({ page }) => {
  await settings(page);
  await choose(page, 'kunden.csv', CUSTOMERS);
  await keptBack(page, 'import_file');
  await page.getByTestId('import-rehearse').click();
  await choose(page, 'andere.csv', 'Name;Telefon\nCara Cole;0170 7654321\n');
  await expect(page.getByTestId('import-sample')).toHaveText(/Cara Cole/);
  expect(await commands(page)).toContain('stop_import');
  await answered(page, 'import_file');
  await expect(page.getByTestId('import-rehearse')).toBeEnabled();
  await expect(page.getByTestId('import-go')).toBeDisabled();
  await expect(page.getByTestId('import-report')).toBeHidden();
});

test('of two files that are looked at, the one that was chosen last is shown', async ({ page }) => {
  await settings(page);
  await keptBack(page, 'import_look');
  await choose(page, 'kunden.csv', CUSTOMERS);
  await expect.poll(() => commands(page)).toContain('import_look');
  await passed(page, 'import_look');
  await choose(page, 'andere.csv', 'Name;Telefon\nCara Cole;0170 7654321\n');
  await expect(page.getByTestId('import-sample')).toHaveText(/Cara Cole/);
  await answered(page, 'import_look');
  await expect(page.getByTestId('import-sample')).toHaveText(/Cara Cole/);
  await expect(page.getByTestId('import-column')).toHaveCount(2);
});

test('what is being read in stays what it is until that has ended', async ({ page }) => {
  await open(page, { slowImport: true });
  await page.getByTestId('settings-link').click();
  await choose(page, 'kunden.csv', CUSTOMERS);
  await page.getByTestId('import-rehearse').click();
  await page.getByTestId('import-go').click();
  await expect(page.getByTestId('import-stop')).toBeVisible();
  await expect(page.getByTestId('import-file')).toBeDisabled();
  await expect(page.getByTestId('import-what-calendar')).toBeDisabled();
  await expect(page.getByLabel('Bedeutung von „Spitzname“')).toBeDisabled();
  await page.getByTestId('import-stop').click();
  await expect(page.getByTestId('import-file')).toBeEnabled();
});

test('what cannot be stopped says so, and can be tried again', async ({ page }) => {
  await open(page, { slowImport: true });
  await page.getByTestId('settings-link').click();
  await choose(page, 'kunden.csv', CUSTOMERS);
  await page.getByTestId('import-rehearse').click();
  await page.getByTestId('import-go').click();
  await refused(page, 'stop_import', 'store_busy', 1);
  await page.getByTestId('import-stop').click();
  await expect(page.getByTestId('toast')).toBeVisible();
  await page.getByTestId('import-stop').click();
  await expect(page.getByTestId('import-file')).toBeEnabled();
});

test('a calendar needs somebody whose it is', async ({ page }) => {
  await settings(page);
  await page.getByTestId('import-what-calendar').check();
  await choose(page, 'anna.ics', 'BEGIN:VCALENDAR\nEND:VCALENDAR\n');
  await expect(page.getByTestId('import-rehearse')).toBeDisabled();
  await page.getByTestId('import-staff').selectOption({ index: 1 });
  await page.getByTestId('import-rehearse').click();
  await expect(page.getByTestId('import-report')).toContainText('freigehaltene Zeiten: 2');
});

test('a file without a table says so', async ({ page }) => {
  await settings(page);
  await choose(page, 'leer.csv', 'Name;Telefon\n');
  await expect(page.getByTestId('import-problem')).toContainText('keine Tabelle mit Überschriften');
});

test('an empty book is made anew from Cal.com after it was said what comes back and what does not', async ({
  page,
}) => {
  await open(page, { rebuildable: true });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('rebuild-look').click();
  await expect(page.getByTestId('rebuild-told')).toContainText('Termine: 140');
  await expect(page.getByTestId('rebuild-card')).toContainText('Preise, Gruppen, Farben');
  expect(await commands(page)).not.toContain('rebuild');
  await page.getByTestId('rebuild-go').click();
  await expect(page.getByTestId('rebuild-told')).toContainText('Wiederhergestellt:');
});

test('a book with something in it is not offered to be made anew', async ({ page }) => {
  await settings(page);
  await expect(page.getByTestId('rebuild-card')).toBeHidden();
});

test('steps in Cal.com become one service that is looked at before it is taken', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('find-services').click();
  const composite = page.locator('[data-testid="found-service"][data-composite="true"]');
  await expect(composite).toContainText('hier niemandem: Paula Neu');
  await composite.getByTestId('take-found').click();
  await expect(page.getByTestId('service-name')).toHaveValue('Strähnen');
  await expect(page.getByTestId('service-name')).toBeInViewport();
  await expect(page.getByTestId('comb-preview')).toBeVisible();
  expect(await commands(page)).not.toContain('save_service');
  await page.getByTestId('save-service').click();
  await expect(composite).toContainText('verknüpft');
});

test('what has a service of its name already is linked to it', async ({ page }) => {
  await open(page);
  await page.getByTestId('services-link').click();
  await page.getByTestId('find-services').click();
  const simple = page.locator('[data-testid="found-service"][data-composite="false"]');
  await simple.getByTestId('link-found').click();
  await expect(simple).toContainText('verknüpft');
  expect(await commands(page)).not.toContain('save_service');
});

test('hours by another clock are not taken; the salon takes their zone, and what is booked has to be meant', async ({
  page,
}) => {
  await open(page, { zone: 'UTC' });
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').first().click();
  await page.getByTestId('take-week').click();
  await expect(page.getByTestId('staff-problem')).toContainText('anderen Zeitzone');
  const notice = page.getByTestId('other-zones');
  await expect(notice).toContainText('Europe/Berlin');
  await expect(notice).toContainText('UTC');
  await notice.getByTestId('take-zone').click();
  await expect(page.getByTestId('zones-problem')).toContainText('anderen Uhrzeit');
  await notice.getByTestId('take-zone').click();
  await expect(notice).toBeHidden();
  await expect(page.getByTestId('staff-problem')).toBeHidden();
  await expect(page.locator('[data-weekday="3"]')).toHaveValue('10:00–16:00');
});

test('hours in Cal.com are offered and hold only once they are saved', async ({ page }) => {
  await open(page);
  await page.getByTestId('team-link').click();
  await page.getByTestId('staff-row').first().click();
  await page.getByTestId('take-week').click();
  await expect(page.locator('[data-weekday="3"]')).toHaveValue('10:00–16:00');
  await expect(page.locator('[data-weekday="4"]')).toHaveValue('');
  expect(await commands(page)).not.toContain('save_staff');
  await page.getByTestId('save-staff').click();
  await expect(page.getByTestId('save-staff')).toBeDisabled();
  expect(await commands(page)).toContain('save_staff');
});
