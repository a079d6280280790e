/** Every screen as it opens, and what is opened on it. */
import type { Page } from '@playwright/test';
import { PLACES } from '../../src/lib/shell/screens';
import { ownersScenes } from './ownersScenes';
import { combOf, go, open, openAppointment, placeOf, expect, weekOf } from './salon';

export type Scene = { name: string; arrange: (page: Page) => Promise<void> };

export const scenes: Scene[] = [
  ...PLACES.map(({ screen }) => ({
    name: `the screen ${screen}`,
    arrange: async (page: Page) => {
      await open(page);
      await go(page, screen);
    },
  })),
  {
    name: 'a call and what it booked',
    arrange: async (page) => {
      await open(page, { phoned: 3 });
      await go(page, 'calls');
      await page.getByTestId('call-row').first().click();
      await expect(page.getByTestId('call-panel')).toBeVisible();
    },
  },
  { name: 'the day, offline', arrange: (page) => open(page, { offline: true }) },
  {
    name: 'the day on which the clock is put back',
    arrange: async (page) => {
      await open(page);
      await page.keyboard.press('Control+g');
      await page.keyboard.type('25.10.2026');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('day-title')).toHaveAttribute('data-date', '2026-10-25');
    },
  },
  {
    name: 'a day on which everything is unusual',
    arrange: async (page) => {
      await open(page, { odd: true });
      await page.keyboard.press('Control+g');
      await page.keyboard.type('1.12.2026');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('appointment').filter({ hasText: 'Maximiliane' }).first()).toBeVisible();
    },
  },
  {
    name: 'the week, with a day that is doubted for what is moved',
    arrange: async (page) => {
      await open(page);
      await weekOf(page, 'Anna');
      await combOf(page, 'Clara Vogt').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'warned');
      await expect(page.getByTestId('move-card').getByTestId('warnings')).toBeVisible();
    },
  },
  {
    name: 'a hand-over that is doubted',
    arrange: async (page) => {
      await open(page);
      const panel = await openAppointment(page, 'Greta Lindner');
      await panel.getByTestId('hand-over').selectOption({ label: 'Lea' });
      await expect(panel.getByTestId('hand-over-answer')).toBeVisible();
    },
  },
  {
    name: 'erasing a customer',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('customers-link').click();
      await page.getByTestId('customer-row').first().click();
      await page.getByTestId('erase').click();
    },
  },
  {
    name: 'the legend',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('legend-open').click();
      await expect(page.getByTestId('legend')).toBeVisible();
    },
  },
  {
    name: 'why a segment is not in Cal.com, and undo',
    arrange: async (page) => {
      await open(page);
      await page.locator('[data-sync="blocked"] [data-mark]').first().click();
      await expect(page.getByTestId('sync-note')).toBeVisible();
    },
  },
  {
    name: 'an appointment stretched with keys, and a message',
    arrange: async (page) => {
      await open(page);
      await page
        .getByTestId('appointment')
        .filter({ hasText: /^\s*Greta Lindner,/ })
        .focus();
      await page.keyboard.press('ArrowDown');
      await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('toast')).toBeVisible();
      await page
        .getByTestId('appointment')
        .filter({ hasText: /^\s*Clara Vogt,/ })
        .focus();
      await page.keyboard.press('Alt+ArrowDown');
      await expect(page.getByTestId('move-card')).toBeVisible();
    },
  },
  {
    name: 'the review list, several selected and bookings to link to',
    arrange: async (page) => {
      await open(page, { mapBroken: true });
      await go(page, 'review');
      await page.locator('[data-remedy="link"]').click();
      await expect(page.getByTestId('link-choice').first()).toBeVisible();
      await page.getByTestId('select-entry').last().check();
      await expect(page.getByTestId('bulk-remedy').first()).toBeVisible();
      await page.getByTestId('select-all').click();
    },
  },
  {
    name: 'the day as it is printed',
    arrange: async (page) => {
      await open(page);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await expect(page.getByTestId('day-sheet')).toBeVisible();
    },
  },
  {
    name: 'the month sheet',
    arrange: async (page) => {
      await open(page);
      await page.keyboard.press('Control+g');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'an appointment',
    arrange: async (page) => {
      await open(page);
      await openAppointment(page, 'Karin Keller');
    },
  },
  {
    name: 'moving an appointment',
    arrange: async (page) => {
      await open(page);
      const panel = await openAppointment(page, 'Tom Richter');
      await panel.getByTestId('move').click();
      await panel.getByTestId('move-time').fill('16:00');
      await expect(page.getByTestId('refusal')).toBeVisible();
    },
  },
  {
    name: 'cancelling an appointment',
    arrange: async (page) => {
      await open(page);
      const panel = await openAppointment(page, 'Tom Richter');
      await panel.getByTestId('cancel').click();
    },
  },
  {
    name: 'choosing a customer',
    arrange: async (page) => {
      await open(page);
      await page.keyboard.press('n');
      await page.keyboard.type('a');
      await expect(page.getByTestId('customer-option').first()).toBeVisible();
    },
  },
  {
    name: 'a new customer and proposals',
    arrange: async (page) => {
      await open(page);
      await page.keyboard.press('n');
      await page.getByTestId('customer-input').fill('Rosa Blum');
      await page.getByTestId('customer-new').click();
      await page.locator('[data-service-number="440"]').click();
      await expect(page.getByTestId('proposal').first()).toBeVisible();
    },
  },
  {
    name: 'a regular at a glance',
    arrange: async (page) => {
      await open(page, { past: true });
      await page.keyboard.press('n');
      await page.getByTestId('customer-input').fill('Probst');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('past-visit').first()).toBeVisible();
    },
  },
  {
    name: 'two services in one visit',
    arrange: async (page) => {
      await open(page);
      await page.keyboard.press('n');
      await page.getByTestId('customer-input').fill('Wagner');
      await page.keyboard.press('Enter');
      await page.locator('[data-service-number="440"]').click();
      await page.getByTestId('add-service').click();
      await page.locator('[data-testid="service-option"][data-service-number="420"]').click();
      await expect(page.getByTestId('ghost')).toHaveCount(2);
    },
  },
  {
    name: 'a walk-in',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('walk-in').click();
      await page.locator('[data-testid="walk-in-service"][data-service-number="420"]').click();
      await expect(page.getByTestId('walk-in-offer').first()).toBeVisible();
    },
  },
  {
    name: 'the tray and the waiting list',
    arrange: async (page) => {
      await open(page);
      const panel = await openAppointment(page, 'Tom Richter');
      await panel.getByTestId('park').click();
      await page.getByTestId('waiting').click();
      await page.getByTestId('add-waiting').click();
      await page.getByTestId('customer-input').fill('Falk');
      await page.getByTestId('customer-option').click();
      await page.getByTestId('wait-save').click();
      await expect(page.getByTestId('place')).toBeVisible();
      await page.getByTestId('add-waiting').click();
    },
  },
  {
    name: 'a doubtful time',
    arrange: async (page) => {
      await open(page);
      const at = await placeOf(page, 'Mehmet', '10:00');
      await page.mouse.click(at.x, at.y);
      await page.getByTestId('customer-input').fill('Falk');
      await page.keyboard.press('Enter');
      await page.locator('[data-service-number="420"]').click();
      await page.getByTestId('warnings').waitFor();
      await page.getByTestId('confirm-booking').click();
    },
  },
  {
    name: 'searching everything',
    arrange: async (page) => {
      await open(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('a');
      await expect(page.locator('[data-kind="customer"]').first()).toBeVisible();
    },
  },
  {
    name: 'the appointment list',
    arrange: async (page) => {
      await open(page, { calendar: 120 });
      await page.getByTestId('appointments-link').click();
      await page.getByTestId('choose-all').check();
      await page.getByTestId('cancel-many').click();
    },
  },
  {
    name: 'an appointment beside the list',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('appointments-link').click();
      await page.getByTestId('list-period').selectOption('range');
      await page.getByTestId('list-row').first().click();
      await expect(page.getByTestId('segment-row').first()).toBeVisible();
    },
  },
  {
    name: 'the customers, with a card',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('customers-link').click();
      await page.getByTestId('customer-row').first().click();
      await expect(page.getByTestId('visit').first()).toBeVisible();
    },
  },
  {
    name: 'a customer being edited',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('customers-link').click();
      await page.getByTestId('customer-row').first().click();
      await page.getByTestId('edit-customer').click();
    },
  },
  ...ownersScenes,
];
