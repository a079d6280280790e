import type { Page } from '@playwright/test';
import { digitOf, PLACES } from '../../src/lib/shell/screens';
import { combOf, commands, fillByKeys, open, expect, test } from './salon';

/** Numbers everything on the screen that does something, and remembers what of it has had the focus. */
async function numberControls(page: Page): Promise<number> {
  return page.evaluate(() => {
    const shown = (one: Element) =>
      one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert]');
    const controls = Array.from(
      document.querySelectorAll<HTMLElement>(
        'button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, summary, [role="button"], [tabindex="0"]',
      ),
    ).filter(shown);
    // Of radio buttons that belong together Tab reaches the one that is on; arrows do the rest.
    const reached = controls.filter(
      (one) => !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked),
    );
    reached.forEach((one, index) => (one.dataset['walk'] = String(index)));
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) target.dataset['walked'] = '';
    });
    return reached.length;
  });
}

async function notReached(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('[data-walk]:not([data-walked])')).map((one) =>
      one.outerHTML.slice(0, 140),
    ),
  );
}

for (const { screen } of PLACES) {
  test(`the screen ${screen} is opened and walked with the keyboard alone, and nothing is left out`, async ({
    page,
  }) => {
    await open(page);
    const digit = digitOf(screen);
    if (digit !== null) await page.keyboard.press(`Control+${String(digit)}`);
    else {
      const link = page.getByTestId(`${screen}-link`);
      while (!(await link.evaluate((node) => node === document.activeElement)))
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    }
    await expect(page.getByTestId(`${screen}-link`)).toHaveAttribute('aria-current', 'page');
    await expect(page.locator('main')).not.toBeEmpty();
    const controls = await numberControls(page);
    expect(controls).toBeGreaterThan(8);
    for (let step = 0; step < controls + 20; step++) await page.keyboard.press('Tab');
    expect(await notReached(page)).toEqual([]);
  });
}

/** What hands have done since: clicks, and keys that are pressed apart from `typed`. */
async function count(page: Page): Promise<() => Promise<{ clicks: number; keys: number }>> {
  await page.evaluate(() => {
    const done = { clicks: 0, keys: 0 };
    window.addEventListener('pointerdown', () => done.clicks++, { capture: true });
    window.addEventListener('keydown', () => done.keys++, { capture: true });
    Object.assign(window, { done });
  });
  return () => page.evaluate(() => (window as unknown as { done: { clicks: number; keys: number } }).done);
}

test('a known customer has the next free time with the name and eight keys at most', async ({ page }) => {
  await open(page);
  const name = 'wagner';
  const done = await count(page);
  await page.keyboard.press('n');
  await page.keyboard.type(name);
  await expect(page.getByTestId('customer-option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(2);
  const { clicks, keys } = await done();
  expect(clicks).toBe(0);
  expect(keys - name.length).toBeLessThanOrEqual(8);
});

test('a known customer has the next free time with three clicks and no key beside the name', async ({
  page,
}) => {
  await open(page);
  const name = 'probst';
  const done = await count(page);
  await page.getByTestId('new-appointment').click();
  await page.keyboard.type(name);
  await expect(page.getByTestId('only-customer')).toContainText('Heinz Probst');
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Heinz Probst');
  expect(await done()).toEqual({ clicks: 3, keys: name.length });
  expect(await commands(page)).toContain('book');
});

test('what a known customer usually has is three clicks away too', async ({ page }) => {
  await open(page, { past: true });
  const name = 'probst';
  const done = await count(page);
  await page.getByTestId('new-appointment').click();
  await page.keyboard.type(name);
  await page.getByTestId('as-usual').click();
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Heinz Probst');
  expect(await done()).toEqual({ clicks: 3, keys: name.length });
});

test('where several customers fit, a service chooses none of them', async ({ page }) => {
  await open(page);
  await page.getByTestId('new-appointment').click();
  await page.keyboard.type('a');
  await expect(page.getByTestId('customer-option').nth(1)).toBeVisible();
  await expect(page.getByTestId('only-customer')).toBeHidden();
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await expect(page.getByTestId('customer-input')).toHaveValue('a');
  await expect(page.getByTestId('confirm-booking')).toHaveAttribute('aria-disabled', 'true');
});

test('who points at somebody new is not given the one who is known', async ({ page }) => {
  await open(page);
  await page.getByTestId('new-appointment').click();
  await page.keyboard.type('probst');
  await expect(page.getByTestId('only-customer')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('only-customer')).toBeHidden();
  await page.locator('[data-testid="service-option"][data-service-number="440"]').click();
  await expect(page.getByTestId('customer-input')).toHaveValue('probst');
});

test('the focus goes back to what opened the dates, and from a booked appointment to what opened the booking', async ({
  page,
}) => {
  await open(page);
  const pick = page.getByRole('button', { name: /Anderes Datum wählen/ });
  await pick.click();
  await page.keyboard.press('Escape');
  await expect(pick).toBeFocused();
  await pick.click();
  await page.keyboard.type('3.12.');
  await page.keyboard.press('Enter');
  await expect(pick).toBeFocused();

  await page.getByTestId('new-appointment').click();
  await page.keyboard.type('wagner');
  await expect(page.getByTestId('customer-option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.type('420');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await expect(page.getByTestId('new-appointment')).toBeFocused();
});

test('keys work in the search wherever somebody has clicked in its box', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.getByTestId('find-box').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('hit').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('wagner');
  await expect(page.getByTestId('find-input')).toHaveValue('wagner');
  await page.getByTestId('find-box').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('find-box')).toBeHidden();
});

test('a booking is taken back with Ctrl+Z', async ({ page }) => {
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast')).toContainText('Eingetragen: Klaus Wagner');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('toast')).toContainText('Klaus Wagner ist wieder ausgetragen');
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(1);
});
