/** Every screen as it opens, and what is opened on it. */
import { PLACES } from '../../src/lib/shell/screens';
import { ownersScenes } from './ownersScenes';
import { combOf, expect, fillByKeys, named, openAppointment, placeOf, weekOf } from './salon';
import { given, on, type Scene } from './scene';

export const scenes: Scene[] = [
  ...PLACES.map(({ screen }) => on(screen, `the screen ${screen}`)),
  given({ phoned: 3 }, 'calls', 'a call and what it booked', async (page) => {
    await page.getByTestId('call-row').first().click();
    await expect(page.getByTestId('call-panel')).toBeVisible();
  }),
  given({ offline: true }, 'day', 'the day, offline'),
  on('day', 'the day on which the clock is put back', async (page) => {
    await page.keyboard.press('Control+g');
    await page.keyboard.type('25.10.2026');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('day-title')).toHaveAttribute('data-date', '2026-10-25');
  }),
  given({ odd: true }, 'day', 'a day on which everything is unusual', async (page) => {
    await page.keyboard.press('Control+g');
    await page.keyboard.type('1.12.2026');
    await page.keyboard.press('Enter');
    await expect(named(page, 'Maximiliane').first()).toBeVisible();
  }),
  on('day', 'the week, with a day that is doubted for what is moved', async (page) => {
    await weekOf(page, 'Anna');
    await combOf(page, 'Clara Vogt').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'warned');
    await expect(page.getByTestId('move-card').getByTestId('warnings')).toBeVisible();
  }),
  on('day', 'a hand-over that is doubted', async (page) => {
    const panel = await openAppointment(page, 'Greta Lindner');
    await panel.getByTestId('hand-over').selectOption({ label: 'Lea' });
    await expect(panel.getByTestId('hand-over-answer')).toBeVisible();
  }),
  on('customers', 'erasing a customer', async (page) => {
    await page.getByTestId('customer-row').first().click();
    await page.getByTestId('erase').click();
  }),
  on('day', 'the legend', async (page) => {
    await page.getByTestId('legend-open').click();
    await expect(page.getByTestId('legend')).toBeVisible();
  }),
  on('day', 'why a segment is not in Cal.com, and undo', async (page) => {
    await page.locator('[data-sync="blocked"] [data-mark]').first().click();
    await expect(page.getByTestId('sync-note')).toBeVisible();
  }),
  on('day', 'an appointment stretched with keys, and a message', async (page) => {
    await combOf(page, 'Greta Lindner').focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('toast')).toBeVisible();
    await combOf(page, 'Clara Vogt').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.getByTestId('move-card')).toBeVisible();
  }),
  given(
    { mapBroken: true },
    'review',
    'the review list, several selected and bookings to link to',
    async (page) => {
      await page.locator('[data-remedy="link"]').click();
      await expect(page.getByTestId('link-choice').first()).toBeVisible();
      await page.getByTestId('select-entry').last().check();
      await expect(page.getByTestId('bulk-remedy').first()).toBeVisible();
      await page.getByTestId('select-all').click();
    },
  ),
  on('day', 'the day as it is printed', async (page) => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect(page.getByTestId('day-sheet')).toBeVisible();
  }),
  on('day', 'the month sheet', async (page) => {
    await page.keyboard.press('Control+g');
    await expect(page.getByRole('dialog')).toBeVisible();
  }),
  on('day', 'an appointment', async (page) => {
    await openAppointment(page, 'Karin Keller');
  }),
  on('day', 'moving an appointment', async (page) => {
    const panel = await openAppointment(page, 'Tom Richter');
    await panel.getByTestId('move').click();
    await panel.getByTestId('move-time').fill('16:00');
    await expect(page.getByTestId('refusal')).toBeVisible();
  }),
  on('day', 'cancelling an appointment', async (page) => {
    const panel = await openAppointment(page, 'Tom Richter');
    await panel.getByTestId('cancel').click();
  }),
  on('day', 'cancelling a visit', async (page) => {
    await fillByKeys(page, 'wagner', '440');
    await page.getByTestId('add-service').click();
    await page.keyboard.type('420');
    await page.keyboard.press('Enter');
    await page.getByTestId('confirm-booking').click();
    await page.getByTestId('appointment-panel').getByTestId('cancel').click();
    await expect(page.getByTestId('whole-visit')).toBeVisible();
  }),
  on('day', 'choosing a customer', async (page) => {
    await page.keyboard.press('n');
    await page.keyboard.type('a');
    await expect(page.getByTestId('customer-option').first()).toBeVisible();
  }),
  on('day', 'a new customer and proposals', async (page) => {
    await page.keyboard.press('n');
    await page.getByTestId('customer-input').fill('Rosa Blum');
    await page.getByTestId('customer-new').click();
    await page.locator('[data-service-number="440"]').click();
    await expect(page.getByTestId('proposal').first()).toBeVisible();
  }),
  given({ past: true }, 'day', 'a regular at a glance', async (page) => {
    await page.keyboard.press('n');
    await page.getByTestId('customer-input').fill('Probst');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('past-visit').first()).toBeVisible();
  }),
  on('day', 'two services in one visit', async (page) => {
    await page.keyboard.press('n');
    await page.getByTestId('customer-input').fill('Wagner');
    await page.keyboard.press('Enter');
    await page.locator('[data-service-number="440"]').click();
    await page.getByTestId('add-service').click();
    await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
    await expect(page.getByTestId('ghost')).toHaveCount(2);
  }),
  on('day', 'a walk-in', async (page) => {
    await page.getByTestId('walk-in').click();
    await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
    await expect(page.getByTestId('walk-in-offer').first()).toBeVisible();
  }),
  on('day', 'the tray and the waiting list', async (page) => {
    const panel = await openAppointment(page, 'Tom Richter');
    await panel.getByTestId('park').click();
    await page.getByTestId('waiting').click();
    await page.getByTestId('add-waiting').click();
    await page.getByTestId('customer-input').fill('Falk');
    await page.getByTestId('customer-option').click();
    await page.getByTestId('wait-save').click();
    await expect(page.getByTestId('place')).toBeVisible();
    await page.getByTestId('add-waiting').click();
  }),
  on('day', 'a doubtful time', async (page) => {
    const at = await placeOf(page, 'Mehmet', '10:00');
    await page.mouse.click(at.x, at.y);
    await page.getByTestId('customer-input').fill('Falk');
    await page.keyboard.press('Enter');
    await page.locator('[data-service-number="420"]').click();
    await page.getByTestId('warnings').waitFor();
    await page.getByTestId('confirm-booking').click();
  }),
  on('day', 'searching everything', async (page) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('a');
    await expect(page.locator('[data-kind="customer"]').first()).toBeVisible();
  }),
  given({ calendar: 120 }, 'appointments', 'the appointment list', async (page) => {
    await page.getByTestId('choose-all').check();
    await page.getByTestId('cancel-many').click();
  }),
  on('appointments', 'an appointment beside the list', async (page) => {
    await page.getByTestId('list-period').selectOption('range');
    await page.getByTestId('list-row').first().click();
    await expect(page.getByTestId('segment-row').first()).toBeVisible();
  }),
  on('customers', 'the customers, with a card', async (page) => {
    await page.getByTestId('customer-row').first().click();
    await expect(page.getByTestId('visit').first()).toBeVisible();
  }),
  on('customers', 'a customer being edited', async (page) => {
    await page.getByTestId('customer-row').first().click();
    await page.getByTestId('edit-customer').click();
  }),
  ...ownersScenes,
];
