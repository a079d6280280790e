import { commands, expect, open, refused, test } from './salon';

const PIN = '2718';

test('the settings wait for the PIN, and go on where they were with it', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.keyboard.press('Control+0');
  const door = page.getByTestId('owner-door');
  await expect(page.getByTestId('pin-input')).toBeFocused();
  await page.keyboard.type('0000');
  await page.keyboard.press('Enter');
  await expect(door.getByRole('status')).toContainText('Das ist nicht die PIN');
  expect(await commands(page)).not.toContain('account');

  await expect(page.getByTestId('pin-input')).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(door).toBeHidden();
  await expect(page.getByTestId('connected')).toBeVisible();
});

test('fingers on a screen are enough', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('services-link').click();
  for (const digit of `${PIN}0`) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Letzte Ziffer löschen' }).click();
  await page.getByTestId('pin-enter').click();
  await expect(page.getByTestId('new-service')).toBeVisible();
});

test('five wrong ones have to wait', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('settings-link').click();
  for (let time = 0; time < 5; time++) {
    await page.getByTestId('pin-input').fill('0000');
    await page.getByTestId('pin-enter').click();
    await expect(page.getByTestId('pin-input')).toHaveValue('');
  }
  await expect(page.getByTestId('pin-answer')).toContainText(/Wieder möglich in 0:(30|2\d)/);
  await page.getByTestId('pin-input').fill(PIN);
  await expect(page.getByTestId('pin-enter')).toBeDisabled();
});

test('without a PIN nothing is asked; with one that is set here, the next screen asks', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  const settings = page.getByTestId('pin-settings');
  await settings.getByTestId('pin-new').fill(PIN);
  await settings.getByTestId('pin-again').fill('2719');
  await expect(settings.getByTestId('pin-save')).toBeDisabled();
  await settings.getByTestId('pin-again').fill(PIN);
  await settings.getByTestId('pin-save').click();
  await expect(page.getByTestId('toast')).toContainText('Die PIN ist gesetzt');
  await settings.getByTestId('pin-leave').click();
  await expect(page.getByTestId('owner-door').getByRole('heading')).toBeInViewport();
});

test('where the door cannot be shut, it says so and stays as it was', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('settings-link').click();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await refused(page, 'leave_owner', 'store_busy', 1);
  await page.getByTestId('pin-leave').click();
  await expect(page.getByTestId('toast')).toBeVisible();
  await page.getByTestId('pin-leave').click();
  await expect(page.getByTestId('owner-door')).toBeVisible();
});

test('what only the owner may do asks for the PIN where one is, and is done then', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('team-link').click();
  await page.getByTestId('new-staff').click();
  await page.getByTestId('staff-name').fill('Rosa Blum');
  await page.getByTestId('save-staff').click();
  const dialog = page.getByTestId('pin-dialog');
  await expect(dialog.getByTestId('pin-input')).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /Rosa Blum/ }).first()).toBeVisible();
});

test('whoever does not know the PIN may change their mind', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('team-link').click();
  await page.getByTestId('new-staff').click();
  await page.getByTestId('staff-name').fill('Rosa Blum');
  await page.getByTestId('save-staff').click();
  await expect(page.getByTestId('pin-input')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('pin-dialog')).toBeHidden();
  await expect(page.getByTestId('staff-name')).toHaveValue('Rosa Blum');
});

test('a kiosk needs a PIN and shows the way out', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('settings-link').click();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  const machine = page.getByTestId('machine-settings');
  await machine.getByTestId('kiosk-on').check();
  await refused(page, 'quit', 'internal', 1);
  await machine.getByTestId('quit').click();
  await expect(page.getByTestId('toast'), 'it cannot be left').toBeVisible();
  await machine.getByTestId('autostart-on').check();
  await expect(machine.getByTestId('autostart-on')).toBeChecked();

  const pin = page.getByTestId('pin-settings');
  await pin.getByTestId('pin-current').fill(PIN);
  await pin.getByTestId('pin-remove').click();
  await expect(pin.getByTestId('pin-needed')).toContainText('Schalten Sie ihn zuerst aus.');
  await expect(pin).toContainText('mit einer PIN geschützt');
  await machine.getByTestId('kiosk-off').check();
  await pin.getByTestId('pin-remove').click();
  await expect(pin).toContainText('Ohne PIN kann jeder');
  await expect(pin.getByTestId('pin-needed')).toHaveCount(0);
});

test('a person is erased by nobody but the owner', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('customers-link').click();
  await page.getByTestId('customer-row').filter({ hasText: 'Heinz Probst' }).click();
  await page.getByTestId('erase').click();
  await page.getByTestId('confirm-erase').click();
  const pin = page.getByTestId('pin-dialog').getByTestId('pin-input');
  await expect(pin).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('customer-panel').getByRole('alert')).toContainText(
    'Dafür braucht es die PIN',
  );
  await page.getByTestId('customers-search').fill('Probst');
  await expect(page.getByTestId('customer-row')).toHaveText(/Heinz Probst/);

  await page.getByTestId('confirm-erase').click();
  await expect(pin).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('customer-panel')).toBeHidden();
  await expect(page.getByTestId('customer-row')).toHaveCount(0);
});

test('behind the question for the PIN no key means anything', async ({ page }) => {
  await open(page, { pin: PIN });
  await page.getByTestId('customers-link').click();
  await page.getByTestId('customer-row').filter({ hasText: 'Heinz Probst' }).click();
  await page.getByTestId('erase').click();
  await page.getByTestId('confirm-erase').click();
  await expect(page.getByTestId('pin-input')).toBeFocused();
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('find-box')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('pin-dialog')).toBeHidden();
  await expect(page.getByTestId('customer-panel')).toContainText('Heinz Probst');
});

test('no key, menu or dropped file of the browser leads out of the window; printing is the day’s', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => {
    const seen: string[] = [];
    let printed = 0;
    window.print = () => printed++;
    for (const type of ['keydown', 'contextmenu', 'dragover', 'drop'])
      window.addEventListener(type, (event) => {
        const name = event instanceof KeyboardEvent ? event.key : type;
        if (!event.defaultPrevented && name !== 'Control' && name !== 'Shift' && name !== 'Alt')
          seen.push(name);
      });
    Object.assign(window, { left: () => seen, printed: () => printed });
  });
  const press = (key: string, more: { ctrlKey?: boolean; shiftKey?: boolean; altKey?: boolean }) =>
    page.evaluate(
      ({ key, more }) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
        ),
      { key, more },
    );
  for (const key of 'psorunwtfjhld') await press(key, { ctrlKey: true });
  await press('P', { ctrlKey: true, shiftKey: true });
  for (const key of ['F1', 'F3', 'F5', 'F6', 'F7', 'F11', 'BrowserBack']) await press(key, {});
  for (const key of ['ArrowLeft', 'ArrowRight', 'Home']) await press(key, { altKey: true });
  await page.evaluate(() => {
    for (const type of ['contextmenu', 'dragover', 'drop'])
      document.body.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  });
  const seen = () => page.evaluate(() => (window as unknown as { left: () => string[] }).left());
  const printed = () => page.evaluate(() => (window as unknown as { printed: () => number }).printed());
  expect(await seen()).toEqual([]);
  await expect.poll(printed).toBe(1);
  await page.keyboard.press('Control+k');
  await press('p', { ctrlKey: true });
  expect(await seen()).toEqual([]);
  expect(await printed()).toBe(1);
});
