import type { Page } from '@playwright/test';
import { expect, open, test } from './salon';

test('a key is tested, a team chosen, staff matched, event types planned and set up', async ({ page }) => {
  await open(page, { connected: false });
  await expect(page.getByTestId('connection')).toHaveText('Cal.com nicht verbunden');
  await page.getByTestId('settings-link').click();
  const key = page.getByTestId('calcom-key');
  await expect(key).toHaveAttribute('type', 'password');
  await key.fill('wrong');
  await page.getByTestId('test-connection').click();
  await expect(page.getByTestId('settings-problem')).toContainText(
    'Cal.com nimmt diesen Schlüssel nicht an.',
  );
  await key.fill('cal_live_test');
  await page.getByTestId('test-connection').click();
  await expect(page.getByTestId('test-result')).toContainText('Olivia Inhaber');
  await page.getByTestId('connect').click();
  await expect(page.getByTestId('connected')).toContainText('Friseur 1');
  await expect(page.getByTestId('key-last-use')).toHaveText(
    /^Schlüssel zuletzt verwendet am 27\.11\.2026,? 11:19$/,
  );
  expect(await page.content()).not.toContain('cal_live_test');

  const lea = page.locator('[data-testid="staff-match"][data-staff-id="4"]');
  await expect(lea).toHaveValue('');
  await lea.selectOption('14');
  await expect(lea).toHaveValue('14');

  await page.getByTestId('verify-types').click();
  const finding = page.getByTestId('map-finding').first();
  await expect(finding).toContainText('Der Ereignistyp ist noch nicht angelegt.');
  await expect(finding).toContainText('Den Plan ausführen.');

  await page.getByTestId('plan-types').click();
  await expect(finding).toBeHidden();
  await expect(page.locator('[data-testid="provision-step"][data-action="create"]').first()).toBeVisible();
  await page.getByTestId('apply-types').click();
  await expect(page.getByTestId('apply-types')).toBeHidden();
  await expect(page.getByTestId('event-types')).toContainText('Ergebnis');
  await page.getByTestId('verify-types').click();
  await expect(page.getByTestId('types-sound')).toHaveText('Geprüft: Alles stimmt.');
});

test('the connection test says what the key may not do, and that a server has no teams', async ({ page }) => {
  await open(page, { connected: false });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('calcom-key').fill('cal_live_test');
  await page.getByTestId('test-connection').click();
  await expect(page.getByTestId('shape')).toContainText('Eigenes Team');
  await page.getByTestId('team').selectOption('6');
  await expect(page.getByTestId('lacking')).toContainText('die Termine der anderen sehen');
  await expect(page.getByTestId('connect')).toBeDisabled();

  await page.getByTestId('host-own').check({ force: true });
  await page.getByTestId('own-address').fill('https://community.example/v2');
  await page.getByTestId('test-connection').click();
  await expect(page.getByTestId('shape')).toContainText('kennt keine Teams');
  await expect(page.getByTestId('connect')).toBeEnabled();
});

/** A server of the salon's own, which has no teams, is asked with the owner's key. */
async function askOwnServer(page: Page): Promise<void> {
  await open(page, { connected: false });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('host-own').check({ force: true });
  await page.getByTestId('own-address').fill('https://community.example/v2');
  await page.getByTestId('calcom-key').fill('cal_live_first');
  await page.getByTestId('test-connection').click();
}

test('on a server without teams each stylist is connected with a key of their own', async ({ page }) => {
  await askOwnServer(page);
  await page.getByTestId('connect').click();
  await expect(page.getByTestId('connected')).toContainText('eigenen Konto für jede Person');
  await expect(page.getByTestId('staff-matching')).toBeHidden();
  const rows = page.getByTestId('staff-keys').getByTestId('staff-line');
  const [first, second] = [rows.nth(0), rows.nth(1)];
  await expect(first).toContainText('Noch kein Schlüssel');

  await first.getByRole('textbox').fill('cal_live_1234');
  await first.getByRole('button', { name: 'Verbinden' }).click();
  await expect(first).toContainText('Schlüssel …1234');
  await expect(first.getByRole('textbox')).toBeHidden();
  await second.getByRole('textbox').fill('cal_live_1234');
  await second.getByRole('button', { name: 'Verbinden' }).click();
  await expect(page.getByTestId('settings-problem')).toContainText('Jede Person braucht ihren eigenen');
  await expect(second.getByRole('textbox')).toHaveValue('cal_live_1234');

  await first.getByRole('button', { name: 'Entfernen' }).click();
  await expect(first).toContainText('Ihre Buchungen bleiben in Cal.com.');
  await first.getByRole('button', { name: 'Wirklich entfernen' }).click();
  await expect(first).toContainText('Noch kein Schlüssel');
});

test('a stylist whose key is refused is named wherever one is, in English too', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('kamm.language', 'en'));
  await askOwnServer(page);
  await expect(page.getByTestId('shape')).toContainText('This server has no teams');
  await page.getByTestId('connect').click();
  const row = page.getByTestId('staff-keys').getByTestId('staff-line').first();
  const name = await row.locator('b').innerText();
  await row.getByRole('textbox').fill('cal_live_1234');
  await row.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByTestId('keys-bar')).toBeHidden();
  const id = Number(await row.getAttribute('data-staff-id'));
  await page.evaluate((staffId) => window.salon.account.refuseKey(staffId), id);
  await expect(page.getByTestId('keys-bar')).toContainText(name);
  await page.getByTestId('day-link').click();
  await page.getByTestId('keys-bar').getByRole('button').click();
  await expect(row.getByTestId('key-refused')).toBeVisible();
  await row.getByRole('textbox').fill('cal_live_5678');
  await row.getByRole('button', { name: 'Connect' }).click();
  await expect(row).toContainText('key …5678');
  await expect(page.getByTestId('keys-bar')).toBeHidden();
  const another = page.getByTestId('staff-key-new');
  await another.getByRole('textbox').fill('cal_live_9999');
  await another.getByRole('button', { name: 'Take on' }).click();
  await expect(page.getByTestId('staff-keys').getByTestId('staff-line').last()).toContainText('Nora Neu');
  await expect(another.getByRole('textbox')).toHaveValue('');
});

test('an own address is asked for only when it is chosen', async ({ page }) => {
  await open(page, { connected: false });
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('own-address')).toBeHidden();
  await page.getByTestId('host-own').check({ force: true });
  await page.getByTestId('own-address').fill('https://nowhere.example/v2');
  await page.getByTestId('calcom-key').fill('cal_x');
  await page.getByTestId('test-connection').click();
  await expect(page.getByTestId('settings-problem')).toContainText('Der Server ist nicht erreichbar.');
});

test('a missing keychain is said plainly', async ({ page }) => {
  await open(page, { connected: false, keychain: 'keychain_no_service' });
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('keychain-problem')).toContainText('läuft kein Schlüsselbund');
});

test('where the key is kept is said once, and truly', async ({ page }) => {
  await open(page, { keyFromOutside: true });
  await page.getByTestId('settings-link').click();
  const connected = page.getByTestId('connected');
  await expect(connected).toContainText('kommt aus der Umgebung und wird nicht gespeichert');
  await expect(connected).toContainText('Schlüssel …9f2c');
  await expect(page.getByTestId('settings-screen')).not.toContainText('Schlüsselbund');
});
