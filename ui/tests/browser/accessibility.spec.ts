import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { PLACES } from '../../src/lib/shell/screens';
import { begin, combOf, go, open, openAppointment, passStep, placeOf, expect, test, weekOf } from './salon';
import { tabTo } from './walk';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
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
  ...['language', 'salon', 'calcom', 'team', 'services', 'types'].map((step, at) => ({
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
    name: 'the question for the PIN, over a screen',
    arrange: async (page) => {
      await open(page, { pin: '2718' });
      await go(page, 'team');
      await page.getByTestId('new-staff').click();
      await page.getByTestId('staff-name').fill('Rosa Blum');
      await page.getByTestId('save-staff').click();
      await page.getByTestId('pin-input').fill('1');
      await page.getByTestId('pin-enter').click();
      await expect(page.getByTestId('pin-answer')).not.toBeEmpty();
    },
  },
  {
    name: 'everything that a bar can say',
    arrange: async (page) => {
      await open(page, { unwell: true, clockOff: -95, refused: true });
      for (const bar of ['credentials-bar', 'alert-bar', 'notice-bar'])
        await expect(page.getByTestId(bar), bar).toBeVisible();
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
    name: 'a book that cannot be opened',
    arrange: async (page) => {
      await page.goto(`/tests/browser/desk.html?scene=${encodeURIComponent('{"broken":true}')}`);
      await expect(page.getByRole('alert')).toBeVisible();
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

for (const language of ['de', 'en'] as const) {
  for (const scene of scenes) {
    test(`${scene.name} (${language}) has nothing that axe objects to, in any look`, async ({ page }) => {
      await page.addInitScript((spoken) => localStorage.setItem('kamm.language', spoken), language);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await scene.arrange(page);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.evaluate(axe);
      for (const { name, colorScheme, contrast } of looks) {
        await page.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        await expect(page.locator('html')).toHaveAttribute(
          'data-contrast',
          contrast === 'more' ? 'more' : 'usual',
        );
        expect(await violations(page), name).toEqual([]);
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

type Mark = { what: string; width: number; height: number; room: { width: number; height: number } };

/** How much of a mark a finger hits, and how much is seen of what bears it: a tooth, or time off. */
async function marks(page: Page): Promise<Mark[]> {
  return page.evaluate(() => {
    const start = document.querySelector('.heads')?.getBoundingClientRect().bottom ?? 0;
    const end = document.querySelector('.scroller')?.getBoundingClientRect().bottom ?? 0;
    return Array.from(document.querySelectorAll('[data-mark], [data-testid="blocked-sync"]')).flatMap(
      (mark) => {
        const bearer = mark.closest('[data-testid="tooth"], [data-testid="blocked"]');
        const sign = mark.querySelector('svg')?.getBoundingClientRect();
        if (!bearer || !sign) return [];
        const hits = (x: number, y: number) => mark.contains(document.elementFromPoint(x, y));
        const [x, y] = [sign.left + sign.width / 2, sign.top + sign.height / 2];
        // What is scrolled out of sight, in whole or in part, is nobody's to hit.
        const { top, bottom, width, height } = bearer.getBoundingClientRect();
        if (top < start || bottom > end || !hits(x, y)) return [];
        const reach = (right: number, down: number) => {
          let far = 0;
          while (hits(x + right * (far + 1), y + down * (far + 1))) far++;
          return far;
        };
        return [
          {
            what: bearer.outerHTML.slice(0, 160),
            width: reach(-1, 0) + reach(1, 0) + 1,
            height: reach(0, -1) + reach(0, 1) + 1,
            room: { width, height },
          },
        ];
      },
    );
  });
}

/** Teeth that are seen, with how long they take. */
async function teeth(page: Page): Promise<{ minutes: number; width: number; height: number }[]> {
  return page.evaluate(() => {
    const { appointments } = window.salon.day('2026-11-27');
    return Array.from(document.querySelectorAll<HTMLElement>('[data-testid="tooth"]')).map((tooth) => {
      const id = tooth.closest<HTMLElement>('[data-appointment-id]')?.dataset['appointmentId'];
      const phase = appointments
        .find((one) => String(one.id) === id)
        ?.phases.find((one) => one.key === tooth.dataset['phaseKey']);
      const { width, height } = tooth.getBoundingClientRect();
      return { minutes: phase ? phase.to_minute - phase.from_minute : 0, width, height };
    });
  });
}

/**
 * The sheet is a picture of time, which WCAG 2.5.8 lets be as small as it has to: what takes ten minutes is ten minutes high, or
 * it would lie over what comes after it. What makes up for that is held here: teeth are as wide as their column lets them, come
 * closer until the lowest is enough for a finger, and a mark takes all that its tooth has to give, up to 44 pixels.
 */
test('teeth are as high as they take long, come close enough for a finger, and their marks are as large as they allow', async ({
  page,
}) => {
  await open(page);
  for (const zoom of [0, 1, 2]) {
    const seen = await teeth(page);
    const pace = Math.max(...seen.map(({ minutes, height }) => height / minutes));
    for (const { minutes, width, height } of seen) {
      expect(width).toBeGreaterThanOrEqual(44);
      expect(Math.abs(height - minutes * pace)).toBeLessThanOrEqual(2);
      if (zoom === 2) expect(height).toBeGreaterThanOrEqual(24);
    }
    const found = await marks(page);
    expect(found.length).toBeGreaterThan(8);
    for (const { what, width, height, room } of found) {
      // A border of one pixel on each side is the tooth's own.
      expect(width, what).toBeGreaterThanOrEqual(Math.min(44, room.width / 2) - 2);
      expect(height, what).toBeGreaterThanOrEqual(Math.min(44, room.height) - 2);
    }
    await page.keyboard.press('+');
    if (zoom < 2) await expect.poll(async () => (await teeth(page))[0]?.height).not.toBe(seen[0]?.height);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in the system’s own colours, ${colorScheme}, marks, hatches and the focus are still told apart`, async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' });
    await open(page);
    await page.evaluate(axe);
    expect(await violations(page)).toEqual([]);

    const looks = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      const systems = (name: string) => {
        probe.style.color = name;
        return getComputedStyle(probe).color;
      };
      const canvas = systems('Canvas');
      const styles = (selector: string) =>
        Array.from(document.querySelectorAll(selector)).map((one) => getComputedStyle(one));
      const images = (selector: string) => [
        ...new Set(styles(selector).map(({ backgroundImage }) => backgroundImage)),
      ];
      const told = {
        canvas,
        marks: [...new Set(styles('[data-mark] svg').map(({ stroke }) => stroke))],
        closed: images('.closed:not(.gap)'),
        off: images('[data-testid="blocked"]'),
        open: images('[data-testid="gap"]'),
        // Nobody's gap is shut on this day; the legend draws one.
        shut: images('.shut'),
      };
      probe.remove();
      return told;
    });
    expect(looks.marks.length).toBeGreaterThan(0);
    expect(looks.marks).not.toContain(looks.canvas);
    const hatches = [looks.closed, looks.off, looks.open, looks.shut];
    for (const hatch of hatches) {
      expect(hatch).toHaveLength(1);
      expect(hatch[0]).toContain('gradient');
    }
    expect(new Set(hatches.flat()).size).toBe(hatches.length);

    const comb = combOf(page, 'Tom Richter');
    await tabTo(page, comb);
    const tooth = comb.getByTestId('tooth').first();
    await expect(tooth).toHaveCSS('outline-style', 'solid');
    await expect(tooth).toHaveCSS('outline-width', '3px');
    await expect(tooth).not.toHaveCSS('outline-color', looks.canvas);
  });
}
