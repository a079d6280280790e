import { PLACES } from '../../src/lib/shell/screens';
import { answered, commands, keptBack, open, expect, test } from './salon';

test('the review list says what is wrong and settles it with one click', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(2);
  const taken = page.locator('[data-testid="review-entry"][data-code="slot_taken"]');
  await expect(taken).toContainText('Cal.com hat diese Zeit nicht mehr frei.');
  await expect(taken).toContainText(
    'Anna Albrecht ist von 11:40 bis 12:10 mit einem Termin aus Cal.com belegt.',
  );
  await taken.locator('[data-remedy="keep_local"]').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
});

test('what Cal.com says in its own words is shown to whoever asks for it', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  const said = page.getByTestId('server-said');
  await expect(said).toBeHidden();
  await page.getByText('Was Cal.com dazu meldet').click();
  await expect(said).toHaveText('User either already has booking at this time or is not available');
});

test('an entry shows its appointment', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.getByRole('button', { name: 'Termin ansehen' }).click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');
});

test('what lies in the event types is put right there before it is tried again', async ({ page }) => {
  await open(page, { typeGone: true });
  await page.getByTestId('review-link').click();
  const gone = page.locator('[data-testid="review-entry"][data-code="event_type_gone"]');
  await expect(gone.locator('.row > button').first()).toHaveText('Ereignistypen prüfen');
  await expect(gone.locator('.primary')).toHaveCount(1);
  await expect(gone.locator('[data-remedy="retry"]')).toBeVisible();
  await gone.getByTestId('open-map').click();
  await expect(page.getByTestId('event-types')).toBeVisible();
});

test('“another time” opens the appointment ready to be moved', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.locator('[data-remedy="other_time"]').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Karin Keller');
  await expect(page.getByTestId('move-form')).toBeVisible();
  await expect(page.getByTestId('proposal').first()).toBeVisible();
});

test('“somebody else” opens the appointment at the same time with another stylist', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.locator('[data-remedy="other_staff"]').click();
  await expect(page.getByTestId('move-form')).toBeVisible();
  await expect(page.getByTestId('ghost').first()).toBeVisible();
});

test('a segment is linked to a booking that is in Cal.com already', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await page.locator('[data-remedy="link"]').click();
  await page.getByTestId('link-choice').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
});

test('several entries are settled with one decision that helps all of them', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  await expect(page.getByTestId('bulk')).toBeHidden();
  await page.getByTestId('select-entry').last().check();
  await expect(page.getByTestId('bulk-remedy')).toHaveText(['Erledigt']);
  await page.getByTestId('select-all').click();
  await expect(page.getByTestId('bulk')).toContainText('2 ausgewählt');
  await expect(page.getByTestId('bulk-remedy')).toHaveCount(0);
  await page.getByTestId('select-entry').last().uncheck();
  await page.locator('[data-testid="bulk-remedy"][data-remedy="keep_local"]').click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
  await expect(page.getByTestId('bulk')).toBeHidden();
});

test('cancelling everything from the review list takes a second click', async ({ page }) => {
  await open(page);
  await page.getByTestId('review-link').click();
  const button = page.locator('[data-remedy="cancel_all"]');
  await button.click();
  await expect(button).toHaveText('Wirklich stornieren');
  await expect(page.getByTestId('review-entry')).toHaveCount(2);
  expect(await commands(page)).not.toContain('resolve_review');
  await button.click();
  await expect(page.getByTestId('review-entry')).toHaveCount(1);
});

test('the second click cancels only what the first one asked about', async ({ page }) => {
  await open(page, { takenTwice: true });
  await page.getByTestId('review-link').click();
  const entries = page.locator('[data-testid="review-entry"][data-code="slot_taken"]');
  const button = page.locator('[data-testid="bulk-remedy"][data-remedy="cancel_all"]');
  await entries.first().getByTestId('select-entry').check();
  await button.click();
  await expect(button).toHaveText('Wirklich stornieren');
  await entries.last().getByTestId('select-entry').check();
  await expect(button).toHaveText('Ganzen Termin stornieren');
  await button.click();
  await expect(entries).toHaveCount(2);
  await button.click();
  await expect(entries).toHaveCount(0);
});

test('a review list that could not be read says so, and is shown as soon as it can be', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.salon.refusals.begin('review'));
  await page.getByTestId('review-link').click();
  await expect(page.getByTestId('unread')).toContainText('was zuletzt gelesen wurde');
  await expect(page.getByTestId('review-entry')).toHaveCount(2);
  await page.evaluate(() => {
    window.salon.refusals.end('review');
    window.salon.changed(['review']);
  });
  await expect(page.getByTestId('unread')).toBeHidden();
});

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

test('setting up event types shows how far it is, can be stopped, and goes on', async ({ page }) => {
  await open(page, { slowSetUp: true });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('plan-types').click();
  const changes = await page.locator('[data-testid="provision-step"][data-action="create"]').count();
  await page.getByTestId('apply-types').click();
  await expect(page.getByTestId('provisioning')).toContainText(`1 von ${String(changes)} eingerichtet`);
  await page.getByTestId('stop-types').click();
  await expect(page.getByTestId('provisioning')).toBeHidden();
  await expect(page.getByTestId('types-left')).toContainText(`${String(changes - 1)} Ereignistypen`);
  await page.getByTestId('go-on-types').click();
  await expect(page.getByTestId('types-left')).toBeHidden();
  await page.getByTestId('verify-types').click();
  await expect(page.getByTestId('types-sound')).toBeVisible();
});

test('setting up event types that cannot be stopped says so, and can be told again', async ({ page }) => {
  await open(page, { slowSetUp: true });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('plan-types').click();
  await page.getByTestId('apply-types').click();
  await page.evaluate(() => window.salon.refusals.begin('stop_event_types', 'host_unreachable', 1));
  await page.getByTestId('stop-types').click();
  await expect(page.getByTestId('toast')).toBeVisible();
  await page.getByTestId('stop-types').click();
  await expect(page.getByTestId('provisioning')).toBeHidden();
});

test('old event types are listed first, and only what nothing hangs on is deleted', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.getByTestId('old-types').click();
  await expect(page.getByTestId('old-type')).toHaveCount(2);
  await expect(page.getByTestId('old-type').last()).toContainText('Bleibt: 2 kommende Termine hängen daran.');
  await page.getByTestId('clean-types').click();
  await expect(page.getByTestId('old-type')).toHaveCount(1);
  await expect(page.getByTestId('old-type')).toContainText('Gelöscht.');
  await expect(page.getByTestId('clean-types')).toBeHidden();
});

test('what Cal.com is asked about event types says that it is asked, and how far that is', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  const asking = page.getByTestId('types-asking');

  await keptBack(page, 'plan_event_types');
  await page.getByTestId('plan-types').click();
  await expect(asking.getByRole('status')).toHaveText('Cal.com wird gefragt …');
  await expect(asking.getByRole('progressbar')).toBeHidden();
  await answered(page, 'plan_event_types');
  await expect(page.getByTestId('provision-step').first()).toBeVisible();
  await expect(asking).toBeHidden();

  await keptBack(page, 'next_event_type');
  await page.getByTestId('old-types').click();
  await expect(asking.getByRole('progressbar', { name: '1 von 2' })).toBeVisible();
  await answered(page, 'next_event_type');
  await expect(page.getByTestId('old-type')).toHaveCount(2);
  await expect(asking).toBeHidden();

  await keptBack(page, 'next_event_type');
  await page.getByTestId('clean-types').click();
  await expect(asking.getByRole('progressbar', { name: '1 von 1' })).toBeVisible();
  await answered(page, 'next_event_type');
  await expect(page.getByTestId('old-type')).toContainText('Gelöscht.');
  await expect(asking).toBeHidden();
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

test('on a server without teams each stylist is connected with a key of their own', async ({ page }) => {
  await open(page, { connected: false });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('host-own').check({ force: true });
  await page.getByTestId('own-address').fill('https://community.example/v2');
  await page.getByTestId('calcom-key').fill('cal_live_first');
  await page.getByTestId('test-connection').click();
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
  await open(page, { connected: false });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('host-own').check({ force: true });
  await page.getByTestId('own-address').fill('https://community.example/v2');
  await page.getByTestId('calcom-key').fill('cal_live_first');
  await page.getByTestId('test-connection').click();
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

test('the owner says where customers come to', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.getByTestId('salon-address').fill('Hauptstr. 1, 10115 Berlin');
  await page.getByTestId('salon-address').blur();
  await page.getByTestId('day-link').click();
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('salon-address')).toHaveValue('Hauptstr. 1, 10115 Berlin');
});

test('the owner decides which bookings write to the customer', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('customer-mails-first')).toBeChecked();
  await page.getByTestId('customer-mails-none').check({ force: true });
  await page.getByTestId('day-link').click();
  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('customer-mails-none')).toBeChecked();
});

test('what is refused in the settings is not shown as chosen', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.evaluate(() => {
    window.salon.refusals.begin('set_machine', 'no_autostart');
    window.salon.refusals.begin('match_staff');
  });
  const machine = page.getByTestId('machine-settings');
  await machine.getByTestId('autostart-on').click();
  await expect(page.getByTestId('toast')).toContainText('nicht von selbst starten');
  await expect(machine.getByTestId('autostart-off')).toBeChecked();

  const lea = page.locator('[data-testid="staff-match"][data-staff-id="4"]');
  await lea.selectOption('14');
  await expect(page.getByTestId('settings-problem')).toBeVisible();
  await expect(lea).toHaveValue('');
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

test('language and colours change at once and stay', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.getByTestId('language-en').check({ force: true });
  await page.getByTestId('theme-dark').check({ force: true });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Setup');
  await page.reload();
  await expect(page.getByTestId('day-title')).toHaveText(/Friday,? 27 November 2026/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('in the demo the line can be cut and mended', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, { demo: true });
  await page.getByTestId('demo-line').click();
  await expect(page.getByTestId('offline-bar')).toBeVisible();
  await page.getByTestId('demo-line').click();
  await expect(page.getByTestId('offline-bar')).toBeHidden();
});

test('where the key is kept is said once, and truly', async ({ page }) => {
  await open(page, { keyFromOutside: true });
  await page.getByTestId('settings-link').click();
  const connected = page.getByTestId('connected');
  await expect(connected).toContainText('kommt aus der Umgebung und wird nicht gespeichert');
  await expect(connected).toContainText('Schlüssel …9f2c');
  await expect(page.getByTestId('settings-screen')).not.toContainText('Schlüsselbund');
});

test('nothing is cut off at the smallest size', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, { demo: true, offline: true });
  await expect(page.getByTestId('new-appointment')).toBeInViewport({ ratio: 1 });
  for (const { screen } of PLACES) {
    await page.getByTestId(`${screen}-link`).click();
    await expect(page.getByTestId('new-appointment')).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
  }
});

test('what broke in the event map leads to where it is put right', async ({ page }) => {
  await open(page, { mapBroken: true });
  await page.getByTestId('review-link').click();
  await page.getByTestId('open-map').click();
  await expect(page.getByTestId('event-map')).toBeVisible();
});
