import type { Page } from '@playwright/test';
import type { Scene } from '../fake/scene';
import { combOf, open, expect, test } from './salon';
import { goByKeys, pressOn, tabTo, walk } from './walk';

type Opened = {
  what: string;
  scene?: Scene;
  /** To what opens it, from the day. */
  path?: (page: Page) => Promise<void>;
  opener: (page: Page) => ReturnType<Page['getByTestId']>;
  key?: string;
  opens: string;
  /** More that can be opened in it. */
  fill?: (page: Page) => Promise<void>;
  modal?: true;
  /** It is part of the screen, which Escape does not close. */
  stays?: true;
  /** It goes when the focus goes on. */
  passing?: true;
  /** There is nothing in it but to be read. */
  read?: true;
  /** What it is there for. */
  deed: (page: Page) => Promise<void>;
};

const opened: Opened[] = [
  {
    what: 'the booking panel',
    opener: (page) => page.getByTestId('new-appointment'),
    opens: 'booking-panel',
    fill: async (page) => {
      await page.keyboard.type('wagner');
      await expect(page.getByTestId('customer-option')).toHaveCount(1);
      await page.keyboard.press('Enter');
      await page.keyboard.type('440');
      await page.keyboard.press('Enter');
      await pressOn(page, page.getByTestId('add-service'));
      await page.keyboard.type('420');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('ghost')).toHaveCount(2);
    },
    deed: async (page) => {
      await page.keyboard.type('Rosa Blum');
      await expect(page.getByTestId('customer-new')).toBeVisible();
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByRole('combobox', { name: 'Leistung' }));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('ghost').first()).toBeVisible();
      await pressOn(page, page.getByTestId('proposal').nth(1));
      await pressOn(page, page.getByTestId('confirm-booking'));
      await expect(page.getByTestId('appointment-panel')).toContainText('Rosa Blum');
    },
  },
  {
    what: 'an appointment',
    opener: (page) => combOf(page, 'Karin Keller'),
    opens: 'appointment-panel',
    fill: (page) => expect(page.getByTestId('segment-row').first()).toBeVisible(),
    deed: async (page) => {
      await pressOn(page, page.getByTestId('open-customer'));
      await expect(page.getByTestId('customer-panel')).toContainText('Karin Keller');
    },
  },
  {
    what: 'cancelling an appointment',
    opener: (page) => combOf(page, 'Tom Richter'),
    opens: 'appointment-panel',
    fill: (page) => pressOn(page, page.getByTestId('cancel')),
    deed: async (page) => {
      await pressOn(page, page.getByTestId('cancel'));
      await page.keyboard.type('krank');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('appointment-panel')).toContainText('Storniert: krank');
    },
  },
  {
    what: 'moving an appointment',
    path: (page) => pressOn(page, combOf(page, 'Tom Richter')),
    opener: (page) => page.getByTestId('move'),
    opens: 'move-form',
    fill: (page) => expect(page.getByTestId('proposal').first()).toBeVisible(),
    deed: async (page) => {
      await tabTo(page, page.getByTestId('move-time'));
      await page.keyboard.type('17:30');
      await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
      await pressOn(page, page.getByTestId('confirm-move'));
      await expect(page.getByTestId('appointment-panel')).toContainText('17:30–18:00');
    },
  },
  {
    what: 'a walk-in',
    opener: (page) => page.getByTestId('walk-in'),
    opens: 'walk-in-panel',
    fill: async (page) => {
      await pressOn(page, page.locator('[data-testid="walk-in-service"][data-service-number="420"]'));
      await expect(page.getByTestId('walk-in-offer').first()).toBeVisible();
    },
    deed: async (page) => {
      await pressOn(page, page.locator('[data-testid="walk-in-service"][data-service-number="420"]'));
      await pressOn(page, page.getByTestId('walk-in-offer').first());
      await expect(page.getByTestId('appointment-panel')).toContainText('Laufkundschaft');
    },
  },
  {
    what: 'the tray and the waiting list',
    path: async (page) => {
      await pressOn(page, combOf(page, 'Tom Richter'));
      await pressOn(page, page.getByTestId('park'));
      await expect(page.getByTestId('toast')).toBeVisible();
    },
    opener: (page) => page.getByTestId('waiting'),
    opens: 'waiting-panel',
    fill: async (page) => {
      await pressOn(page, page.getByTestId('add-waiting'));
      await page.keyboard.type('Falk');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('wait-service')).toBeFocused();
      await page.keyboard.type('Herren');
      await pressOn(page, page.getByTestId('wait-save'));
      await expect(page.getByTestId('place')).toBeVisible();
      await pressOn(page, page.getByTestId('add-waiting'));
      await expect(page.getByTestId('parked')).toBeVisible();
    },
    deed: async (page) => {
      await pressOn(page, page.getByTestId('book-waiting'));
      await expect(page.getByTestId('appointment-panel')).toContainText('Falk');
    },
  },
  {
    what: 'a customer',
    path: (page) => goByKeys(page, 'customers'),
    opener: (page) =>
      page.getByTestId('customer-row').filter({ hasText: 'Karin Keller' }).getByRole('button'),
    opens: 'customer-panel',
    fill: async (page) => {
      await expect(page.getByTestId('visit').first()).toBeVisible();
      await pressOn(page, page.getByTestId('erase'));
      await expect(page.getByTestId('erase-form')).toBeVisible();
    },
    deed: async (page) => {
      await pressOn(page, page.getByTestId('edit-customer'));
      await tabTo(page, page.getByTestId('edit-note'));
      await page.keyboard.type('nur mit Handtuch');
      await walk(page);
      await pressOn(page, page.getByTestId('save-customer'));
      await expect(page.getByTestId('customer-panel')).toContainText('nur mit Handtuch');
    },
  },
  {
    what: 'a call',
    scene: { phoned: 3 },
    path: (page) => goByKeys(page, 'calls'),
    opener: (page) => page.getByTestId('call-row').filter({ hasText: 'Monika Beispiel' }),
    opens: 'call-panel',
    deed: async (page) => {
      await pressOn(page, page.getByTestId('call-open'));
      await expect(page.getByTestId('appointment-panel')).toContainText('Monika Beispiel');
    },
  },
  {
    what: 'many appointments at once',
    scene: { calendar: 20 },
    path: (page) => goByKeys(page, 'appointments'),
    opener: (page) => page.getByTestId('choose-all'),
    key: 'Space',
    opens: 'chosen-bar',
    stays: true,
    deed: async (page) => {
      await pressOn(page, page.getByTestId('cancel-many'));
      await pressOn(page, page.getByTestId('confirm-many'));
      await expect(page.getByTestId('toast').first()).toBeVisible();
    },
  },
  {
    what: 'bookings that a segment can be linked to',
    path: (page) => goByKeys(page, 'review'),
    opener: (page) => page.locator('[data-remedy="link"]'),
    opens: 'link-choices',
    stays: true,
    fill: async (page) => {
      await pressOn(page, page.getByTestId('select-entry').last(), 'Space');
      await expect(page.getByTestId('bulk-remedy').first()).toBeVisible();
    },
    deed: async (page) => {
      await pressOn(page, page.getByTestId('link-choice').first());
      await expect(page.getByTestId('review-entry')).toHaveCount(1);
    },
  },
  {
    what: 'a service',
    path: (page) => goByKeys(page, 'services'),
    opener: (page) => page.getByTestId('service-row').filter({ hasText: 'Balayage' }),
    opens: 'service-editor',
    stays: true,
    fill: (page) => pressOn(page, page.getByTestId('find-services')),
    deed: async (page) => {
      await tabTo(page, page.getByTestId('part-minutes').first());
      await page.keyboard.press('Control+a');
      await page.keyboard.type('100');
      await pressOn(page, page.getByTestId('save-service'));
      await expect(page.getByTestId('differing')).toBeVisible();
    },
  },
  {
    what: 'somebody of the team',
    path: (page) => goByKeys(page, 'team'),
    opener: (page) => page.getByTestId('staff-row').filter({ hasText: 'Fabian' }),
    opens: 'staff-editor',
    stays: true,
    deed: async (page) => {
      await tabTo(page, page.getByTestId('off-from'));
      await page.keyboard.type('27.11.26');
      await pressOn(page, page.getByTestId('take-off'));
      await expect(page.getByTestId('time-off-entry')).toHaveCount(1);
      await walk(page);
    },
  },
  {
    what: 'a pair of the event map, with plan and findings',
    path: (page) => goByKeys(page, 'settings'),
    opener: (page) => page.locator('[data-testid="map-cell"][data-state="missing"]').first(),
    opens: 'pair',
    stays: true,
    fill: async (page) => {
      for (const [opener, shown] of [
        ['plan-types', 'provision-step'],
        ['old-types', 'old-type'],
      ] as const) {
        await pressOn(page, page.getByTestId(opener));
        await expect(page.getByTestId(shown).first()).toBeVisible();
      }
    },
    deed: async (page) => {
      await tabTo(page, page.getByTestId('link-id'));
      await page.keyboard.type('4711');
      await pressOn(page, page.getByTestId('link'));
      await expect(page.getByTestId('event-type')).toContainText('Ansatzfärbung');
    },
  },
  {
    what: 'searching everything',
    opener: (page) => combOf(page, 'Tom Richter'),
    key: 'Control+k',
    opens: 'find-box',
    modal: true,
    fill: async (page) => {
      await page.keyboard.type('a');
      await expect(page.locator('[data-kind="customer"]').first()).toBeVisible();
    },
    deed: async (page) => {
      await page.keyboard.type('einricht');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('settings-screen')).toBeVisible();
    },
  },
  {
    what: 'the question for the PIN',
    scene: { pin: '2718' },
    path: async (page) => {
      await goByKeys(page, 'team');
      await pressOn(page, page.getByTestId('new-staff'));
      await tabTo(page, page.getByTestId('staff-name'));
      await page.keyboard.type('Rosa Blum');
    },
    opener: (page) => page.getByTestId('save-staff'),
    opens: 'pin-dialog',
    modal: true,
    deed: async (page) => {
      await page.keyboard.type('2718');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('pin-dialog')).toBeHidden();
      await expect(page.getByTestId('staff-row').filter({ hasText: 'Rosa Blum' })).toBeVisible();
    },
  },
  {
    what: 'the month sheet',
    opener: (page) => page.getByRole('button', { name: /Anderes Datum wählen/ }),
    opens: 'date-picker',
    passing: true,
    deed: async (page) => {
      await pressOn(page, page.getByRole('dialog').locator('[tabindex="0"]'), 'ArrowRight');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('day-title')).toHaveAttribute('data-date', '2026-12-05');
    },
  },
  {
    what: 'what the drawing means',
    opener: (page) => page.getByTestId('legend-open'),
    opens: 'legend',
    read: true,
    deed: (page) => expect(page.getByTestId('legend')).toContainText('frei'),
  },
  {
    what: 'why a segment is not in Cal.com',
    opener: (page) => combOf(page, 'Karin Keller'),
    key: 'i',
    opens: 'sync-note',
    read: true,
    deed: (page) => expect(page.getByTestId('sync-note')).toContainText('nicht mehr frei'),
  },
];

for (const {
  what,
  scene,
  path,
  opener,
  key = 'Enter',
  opens,
  fill,
  modal,
  stays,
  passing,
  read,
  deed,
} of opened) {
  test(`${what}: opened, walked, closed and used with the keyboard alone`, async ({ page }) => {
    await open(page, scene);
    await path?.(page);
    const shown = page.getByTestId(opens);
    await pressOn(page, opener(page), key);
    await expect(shown).toBeVisible();
    await fill?.(page);
    if (!read) await walk(page, modal && opens);
    if (passing) {
      await expect(shown).toBeHidden();
      await pressOn(page, opener(page), key);
    } else if (!read && !modal) await tabTo(page, shown.locator('button:enabled, input:enabled').first());
    if (!stays) {
      await page.keyboard.press('Escape');
      await expect(shown).toBeHidden();
      await expect(opener(page)).toBeFocused();
      await page.keyboard.press(key);
      await expect(shown).toBeVisible();
    }
    await deed(page);
  });
}
