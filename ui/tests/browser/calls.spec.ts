import { answered, expect, go, keptBack, open, test } from './salon';

test('without a phone the screen says so, and when there will be something', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+6');
  const empty = page.getByTestId('calls-empty');
  await expect(empty).toContainText('Noch keine Anrufe.');
  await expect(empty).toContainText('sobald der Telefonassistent verbunden ist');
});

test('a call shows which segments it booked, from when to when, and leads to the appointment', async ({
  page,
}) => {
  await open(page, { phoned: 3 });
  await go(page, 'calls');
  const rows = page.getByTestId('call-row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('Unbekannte Nummer');
  const row = rows.filter({ hasText: 'Monika Beispiel' });
  await expect(row).toContainText('Gebucht: Ansatzfärbung');
  await expect(row).toContainText('A 09:25–09:55');
  await row.focus();
  await page.keyboard.press('Enter');

  const panel = page.getByTestId('call-panel');
  await expect(panel).toContainText('27.11.2026, 09:05 · 3 min · erledigt');
  await expect(panel).toContainText('am liebsten bei Fabian');
  await expect(panel.getByTestId('call-segment').first()).toContainText('09:25–09:55');
  await panel.getByTestId('call-open').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Monika Beispiel');
});

test('a call is found by who called, on whatever page it is', async ({ page }) => {
  await open(page, { phoned: 53 });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('beispiel');
  const hit = page.locator('[data-kind="call"]');
  await expect(hit).toContainText('27.11.2026, 09:05');
  await keptBack(page, 'calls');
  await hit.click();
  await expect(page.getByTestId('call-panel'), 'the page is not there yet').toContainText('Monika Beispiel');
  await answered(page, 'calls');
  await expect(page.getByTestId('call-row').filter({ hasText: 'Monika Beispiel' })).toHaveAttribute(
    'aria-current',
    'true',
  );
});

test('older calls are a page further', async ({ page }) => {
  await open(page, { phoned: 53 });
  await go(page, 'calls');
  await expect(page.getByTestId('call-row')).toHaveCount(50);
  await page.getByTestId('page-next').click();
  await expect(page.getByTestId('call-row')).toHaveCount(3);
  await expect(page.getByTestId('page-next')).toBeDisabled();
  await page.getByTestId('page-previous').click();
  await expect(page.getByTestId('call-row')).toHaveCount(50);
});
