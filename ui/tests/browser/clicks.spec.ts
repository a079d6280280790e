import type { Page } from '@playwright/test';
import { combOf, commands, open, expect, test } from './salon';

type Done = { clicks: number; keys: number; unreal: number };

/** What hands have done since: clicks and keys, each that of the name included; `unreal`: what no hand has done. */
async function count(page: Page): Promise<() => Promise<Done>> {
  await page.evaluate(() => {
    const done = { clicks: 0, keys: 0, unreal: 0 };
    const heard = (event: Event, what: 'clicks' | 'keys') => done[event.isTrusted ? what : 'unreal']++;
    window.addEventListener('pointerdown', (event) => heard(event, 'clicks'), { capture: true });
    window.addEventListener('keydown', (event) => heard(event, 'keys'), { capture: true });
    for (const type of ['click', 'input', 'change'])
      window.addEventListener(type, ({ isTrusted }) => (done.unreal += isTrusted ? 0 : 1), { capture: true });
    Object.assign(window, { done });
  });
  return () => page.evaluate(() => (window as unknown as { done: Done }).done);
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
  const best = page.getByTestId('proposal').first();
  await expect(best).toHaveAttribute('aria-pressed', 'true');
  const time = await best.locator('.when b').innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('appointment-panel')).toContainText('Klaus Wagner');
  await expect(page.getByTestId('appointment-panel')).toContainText(`${time}–`);
  await expect(combOf(page, 'Klaus Wagner')).toHaveCount(2);
  const { clicks, keys, unreal } = await done();
  expect({ clicks, unreal }).toEqual({ clicks: 0, unreal: 0 });
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
  const time = await page.getByTestId('proposal').first().locator('.when b').innerText();
  await page.getByTestId('confirm-booking').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Heinz Probst');
  await expect(page.getByTestId('appointment-panel')).toContainText(`${time}–`);
  expect(await done()).toEqual({ clicks: 3, keys: name.length, unreal: 0 });
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
  expect(await done()).toEqual({ clicks: 3, keys: name.length, unreal: 0 });
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
