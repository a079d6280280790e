import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { PLACES } from '../../src/lib/shell/screens';
import { begin, go, open, openAppointment, passStep, placeOf, expect, test } from './salon';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Run = (options?: { runOnly: { type: 'rule'; values: string[] } }) => Promise<AxeResults>;

/** `rules`: all that there are, unless said otherwise. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const results = await page.evaluate((values) => {
    const { axe } = window as unknown as { axe: { run: Run } };
    return values ? axe.run({ runOnly: { type: 'rule', values } }) : axe.run();
  }, rules);
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}

type Scene = { name: string; arrange: (page: Page) => Promise<void> };

/** Every screen as it opens, and what is opened on it. */
const scenes: Scene[] = [
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
  ...['language', 'salon', 'calcom', 'team', 'services'].map((step, at) => ({
    name: `the first run: ${step}`,
    arrange: async (page: Page) => {
      await begin(page);
      for (let passed = 0; passed < at; passed++) await passStep(page);
      await expect(page.getByTestId(`step-${step}`)).toBeVisible();
    },
  })),
  ...(['week', 'team'] as const).map((screen) => ({
    name: `the screen ${screen} of a new book`,
    arrange: async (page: Page) => {
      await begin(page);
      await page.getByTestId(`${screen}-link`).click();
      await expect(page.getByTestId(`${screen}-screen`)).toBeVisible();
    },
  })),
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
    name: 'the door to the settings',
    arrange: async (page) => {
      await open(page, { pin: '2718' });
      await page.getByTestId('settings-link').click();
      await page.getByTestId('pin-input').fill('1');
      await page.getByTestId('pin-enter').click();
      await expect(page.getByTestId('pin-answer')).not.toBeEmpty();
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
    name: 'a file of another program',
    arrange: async (page) => {
      await open(page, { rebuildable: true });
      await page.getByTestId('settings-link').click();
      await page.getByTestId('rebuild-look').click();
      await page.getByTestId('import-file').setInputFiles({
        name: 'kunden.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Name;Telefon\nAnna Meier;0170 1234567\nBea Berg;12\n'),
      });
      await page.getByTestId('import-rehearse').click();
      await expect(page.getByTestId('import-fault')).toBeVisible();
    },
  },
  {
    name: 'event types that were found',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('services-link').click();
      await page.getByTestId('find-services').click();
      await expect(page.getByTestId('found-service').first()).toBeVisible();
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
      await page.getByTestId('wait-customer').fill('Falk');
      await page.getByTestId('wait-known').click();
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
  {
    name: 'the setup, not connected, no keychain',
    arrange: async (page) => {
      await open(page, { connected: false, keychain: 'keychain_locked' });
      await page.getByTestId('settings-link').click();
      await page.getByTestId('calcom-key').fill('cal_x');
      await page.getByTestId('test-connection').click();
      await expect(page.getByTestId('test-result')).toBeVisible();
    },
  },
  {
    name: 'the setup, connected, with a plan',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('settings-link').click();
      await page.getByTestId('plan-types').click();
      await expect(page.getByTestId('provision-step').first()).toBeVisible();
    },
  },
  {
    name: 'a service with its appointments that differ',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('services-link').click();
      await page.getByTestId('service-row').filter({ hasText: 'Balayage' }).click();
      await page.getByTestId('part-minutes').first().fill('100');
      await page.getByTestId('save-service').click();
      await expect(page.getByTestId('differing')).toBeVisible();
    },
  },
  {
    name: 'somebody with time off',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('team-link').click();
      await page.getByTestId('staff-row').filter({ hasText: 'Fabian' }).click();
      await page.getByTestId('off-from').fill('27.11.26');
      await page.getByTestId('take-off').click();
      await expect(page.getByTestId('in-the-way')).toBeVisible();
    },
  },
  {
    name: 'the event map',
    arrange: async (page) => {
      await open(page);
      await page.getByTestId('settings-link').click();
      await page.getByTestId('map-cell').nth(1).click();
      await expect(page.getByTestId('event-type')).toBeVisible();
    },
  },
];

const looks = [
  { name: 'light', colorScheme: 'light', contrast: 'no-preference' },
  { name: 'dark', colorScheme: 'dark', contrast: 'no-preference' },
  { name: 'light, high contrast', colorScheme: 'light', contrast: 'more' },
  { name: 'dark, high contrast', colorScheme: 'dark', contrast: 'more' },
] as const;

/** A look changes colours and nothing else. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

for (const language of ['de', 'en'] as const) {
  for (const scene of scenes) {
    test(`${scene.name} (${language}) has nothing that axe objects to, in any look`, async ({ page }) => {
      await page.addInitScript((spoken) => localStorage.setItem('kamm.language', spoken), language);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await scene.arrange(page);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.evaluate(axe);
      for (const [index, { name, colorScheme, contrast }] of looks.entries()) {
        await page.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        await expect(page.locator('html')).toHaveAttribute(
          'data-contrast',
          contrast === 'more' ? 'more' : 'usual',
        );
        expect(await violations(page, index === 0 ? undefined : OF_COLOURS), name).toEqual([]);
      }
    });
  }
}

/** What a finger would miss: controls that are narrower or lower than 44 pixels. */
async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = Array.from(document.querySelectorAll('button, a[href], input, select, textarea')).filter(
      (one) => one.checkVisibility({ visibilityProperty: true }),
    );
    return shown.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      const fits = Math.round(width) >= 44 && Math.round(height) >= 44;
      return fits ? [] : [`${width.toFixed(0)} × ${height.toFixed(0)}: ${one.outerHTML.slice(0, 120)}`];
    });
  });
}

for (const scene of scenes) {
  test(`${scene.name} has nothing that a finger would miss`, async ({ page }) => {
    await scene.arrange(page);
    expect(await tooSmall(page)).toEqual([]);
  });
}
