import { answered, combOf, commands, expect, keptBack, open, openAppointment, test } from './salon';

test('the panel lists every segment with state, booking and error', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Karin Keller');
  await expect(panel.getByTestId('compound-badge')).toHaveText('Compound (4 Segmente)');
  await expect(panel.getByTestId('segment-row')).toHaveCount(6);
  const blocked = panel.locator('[data-phase-key="D"]');
  await expect(blocked).toHaveAttribute('data-sync', 'blocked');
  await expect(blocked).toContainText('Cal.com hat diese Zeit nicht mehr frei.');
  await expect(panel.locator('[data-phase-key="A"]').getByTestId('booking-id')).toContainText(/\d{8}/);
  await expect(panel.locator('[data-phase-key="GAP_A"]')).toContainText('Einwirkzeit');
});

test('each segment says since when it stands as it does, with the date unless it is today’s', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => {
    const keller = window.salon.book.entries.find(({ view }) => view.customer.name === 'Karin Keller');
    const first = keller?.view.phases[0]?.sync;
    if (first) first.since = '2026-11-06T10:12:00+01:00';
    window.salon.changed(['appointments']);
  });
  const panel = await openAppointment(page, 'Karin Keller');
  await expect(panel.locator('[data-phase-key="A"]')).toContainText('übertragen seit 06.11., 10:12');
  await expect(panel.locator('[data-phase-key="B"]')).toContainText('übertragen seit 09:05');
  await combOf(page, 'Karin Keller').locator('[data-phase-key="A"] [data-mark]').click();
  await expect(page.getByTestId('sync-note')).toContainText('übertragen seit 06.11., 10:12');
});

test('a booking id is copied with one click', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  const panel = await openAppointment(page, 'Karin Keller');
  const button = panel.locator('[data-phase-key="A"]').getByRole('button', { name: /Buchungsnummer/ });
  const shown = await button.innerText();
  await button.click();
  await expect(page.getByTestId('toast')).toHaveText(/Kopiert/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown.trim());
});

test('moving by a typed time checks before it writes', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('move').click();
  await panel.getByTestId('move-time').fill('16:00');
  await expect(page.getByTestId('refusal')).toContainText('Anna bedient bis');
  await panel.getByTestId('move-time').fill('17:30');
  await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
  await page.getByTestId('confirm-move').click();
  await expect(panel).toContainText('17:30–18:00');
  await expect(panel).toContainText('verschoben');
});

test('times proposed for a move are those of its stylist, its own time included', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Nächster Tag' }).click();
  const panel = await openAppointment(page, 'Ida Falk');
  await panel.getByTestId('move').click();
  const proposals = panel.getByTestId('proposal');
  await expect(proposals).toHaveText(Array(5).fill(/Anna/));
  await expect(proposals.first()).toContainText('09:05');

  await panel.getByTestId('move-form').getByRole('combobox').selectOption('Fabian');
  await expect(proposals).toHaveText(Array(5).fill(/Fabian/));
  await proposals.first().click();
  await page.getByTestId('confirm-move').click();
  await expect(combOf(page, 'Ida Falk')).toHaveAccessibleName(/bei Fabian/);
});

test('cancelling asks for a reason, and undo brings the same appointment back', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('cancel-reason').fill('Kundin hat angerufen');
  await panel.getByTestId('confirm-cancel').click();
  await expect(panel).toContainText('Storniert: Kundin hat angerufen');
  await expect(combOf(page, 'Tom Richter')).toHaveCount(0);
  const number = (await panel.innerText()).match(/#\d+/)?.[0] ?? 'no number';
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast')).toContainText('Termin von Tom Richter ist wieder eingetragen');
  await expect(combOf(page, 'Tom Richter')).toHaveAccessibleName(/17:00 bis 17:30 bei Anna/);
  await expect(panel).toContainText('Stornierung zurückgenommen');
  await expect(panel).toContainText(number);
  await expect(panel.getByTestId('cancel')).toBeVisible();
  expect(await commands(page)).not.toContain('book');
});

test('what is answered when somebody has gone on to another appointment is not shown in its place', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('cancel').click();
  await keptBack(page, 'cancel_appointment');
  await panel.getByTestId('confirm-cancel').click();
  await openAppointment(page, 'Greta Lindner');
  await answered(page, 'cancel_appointment');
  await expect(page.getByTestId('toast')).toContainText('Tom Richter');
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Greta Lindner');
  await expect(panel.getByTestId('segment-row').first()).toBeVisible();
});

test('why something was not done stays there while the book goes on', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await page.evaluate(() => {
    window.salon.diary.cancel = () => {
      throw new Error('the disk is full');
    };
  });
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('confirm-cancel').click();
  await expect(panel.getByRole('alert')).toBeVisible();
  await page.evaluate(() => window.salon.syncNow());
  await expect(panel.getByTestId('segment-row').first()).toHaveAttribute('data-sync', 'synced');
  await expect(panel.getByRole('alert')).toBeVisible();
  await openAppointment(page, 'Greta Lindner');
  await expect(panel.getByRole('alert')).toBeHidden();
});

test('what is copied, or goes wrong, leaves what was done last to be undone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('confirm-cancel').click();
  await expect(page.getByTestId('undo')).toBeVisible();
  await openAppointment(page, 'Karin Keller');
  const number = panel.locator('[data-phase-key="A"]').getByRole('button', { name: /Buchungsnummer/ });
  for (let time = 0; time < 3; time++) await number.click();
  await expect(page.getByTestId('toast').last()).toContainText('Kopiert');
  await page.keyboard.press('Control+z');
  await expect(combOf(page, 'Tom Richter')).toHaveCount(1);
});

test('the focus goes back to what opened a question, or to the panel where that is gone', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('cancel').click();
  await expect(panel.getByTestId('cancel-reason')).toBeFocused();
  await panel.getByRole('button', { name: 'Termin behalten' }).click();
  await expect(panel.getByTestId('cancel')).toBeFocused();
  await panel.getByTestId('cancel').click();
  await page.keyboard.press('Enter');
  await expect(panel.getByTestId('status')).toBeVisible();
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
});

test('undoing a cancellation says who has taken the time meanwhile', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('confirm-cancel').click();
  await expect(combOf(page, 'Tom Richter')).toHaveCount(0);
  await page.evaluate(() =>
    window.salon.diary.book_({
      customer: { kind: 'new', name: 'Rosa Blum', phone: null, email: null },
      service_id: 7,
      staff_id: 2,
      start: '2026-11-27T17:15',
      note: '',
      lengths: [],
      then: [],
      hold: null,
      despite_warnings: false,
      idempotency_key: null,
    }),
  );
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast')).toContainText('Anna bedient bis 17:45 Rosa Blum (Herrenschnitt).');
  await expect(panel.getByTestId('status')).toHaveText('storniert');
});

test('a cancellation is taken back from the appointment itself, long after its message is gone', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('cancel').click();
  await panel.getByTestId('confirm-cancel').click();
  await expect(combOf(page, 'Tom Richter')).toHaveCount(0);
  await panel.getByTestId('take-back').click();
  await expect(combOf(page, 'Tom Richter')).toHaveAccessibleName(/17:00 bis 17:30 bei Anna/);
  await expect(panel.getByTestId('take-back')).toHaveCount(0);
});

test('who did not come is marked after a question, and came after all with one click', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Emre Yildiz');
  const miss = async () => {
    await panel.getByTestId('no-show').click();
    await panel.getByRole('button', { name: 'Nicht erschienen' }).last().click();
    await expect(panel.getByTestId('status')).toHaveText('nicht erschienen');
  };
  await miss();
  await panel.getByTestId('take-back').click();
  await expect(panel).toContainText('Doch erschienen');
  await expect(panel.getByTestId('status')).toHaveCount(0);
  await miss();
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast').last()).toContainText('Emre Yildiz ist doch erschienen');
  await expect(panel.getByTestId('status')).toHaveCount(0);
});

test('what is called off is said as it is: one step, or all of them', async ({ page }) => {
  await open(page);
  const cut = await openAppointment(page, 'Tom Richter');
  await cut.getByTestId('cancel').click();
  await expect(cut.getByTestId('confirm-cancel')).toHaveText('Termin stornieren');
  await page.keyboard.press('Escape');
  const colour = await openAppointment(page, 'Sabine Sommer');
  await colour.getByTestId('cancel').click();
  await expect(colour.getByTestId('confirm-cancel')).toHaveText('Alle 4 Arbeitsschritte stornieren');
});

test('on a low screen what cancelling and a no-show ask comes into view with its answer', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  const panel = await openAppointment(page, 'Karin Keller');
  for (const [opener, answer] of [
    ['cancel', 'confirm-cancel'],
    ['no-show', 'no-show-yes'],
  ] as const) {
    await panel.getByTestId(opener).click();
    await expect(panel.getByTestId(answer)).toBeInViewport({ ratio: 1 });
  }
});

test('on a low screen the times proposed for a move come into view below its answer', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  for (const name of ['Karin Keller', 'Tom Richter']) {
    const panel = await openAppointment(page, name);
    await panel.getByTestId('move').click();
    await expect(panel.getByTestId('proposal').first()).toBeInViewport({ ratio: 1 });
    await expect(panel.getByTestId('confirm-move')).toBeInViewport({ ratio: 1 });
  }
});

test('times proposed anew for a move leave its form where a hand has scrolled it', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  const panel = await openAppointment(page, 'Karin Keller');
  await panel.getByTestId('move').click();
  const proposals = panel.getByTestId('proposal');
  await expect(proposals.first()).toBeInViewport({ ratio: 1 });
  const content = panel.getByRole('group', { name: 'Karin Keller' });
  const scrolled = () => content.evaluate((node) => node.scrollTop);
  await content.evaluate((node) => (node.scrollTop = 0));
  await expect(proposals.first()).toContainText('Anna');
  await panel.getByTestId('move-staff').evaluate((staff: HTMLSelectElement) => {
    staff.value = '1';
    staff.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(proposals.first()).toContainText('Fabian');
  expect(await scrolled()).toBe(0);
});
