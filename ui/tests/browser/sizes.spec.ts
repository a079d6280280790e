import type { Locator, Page } from '@playwright/test';
import { combOf, fillByKeys, open, openAppointment, expect, test, weekOf } from './salon';
import { scenes } from './scenes';

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

/** How far a field reaches into the margin of the panel it is in. */
function reachesOut(field: Element): number {
  const panel = field.closest('.content, .form');
  const right =
    (panel?.getBoundingClientRect().right ?? 0) - parseFloat(getComputedStyle(panel ?? field).paddingRight);
  return Math.max(0, Math.round(field.getBoundingClientRect().right - right));
}

test('on the largest screen, on which words are largest, fields stay within their panel', async ({
  page,
}) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  await open(page);
  await fillByKeys(page, 'wagner', '420');
  expect(await page.getByTestId('wish-time').evaluate(reachesOut)).toBe(0);
  await page.keyboard.press('Escape');
  const panel = await openAppointment(page, 'Tom Richter');
  await panel.getByTestId('move').click();
  expect(await panel.getByTestId('move-time').evaluate(reachesOut)).toBe(0);
});

test('on the largest screen the week is drawn as large as the day, and its words have room', async ({
  page,
}) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  await open(page);
  const boxOf = (what: Locator) => what.boundingBox();
  const tooth = combOf(page, 'Heinz Probst').getByTestId('tooth').first();
  const onTheDay = await boxOf(tooth);
  await weekOf(page, 'Fabian');
  await expect(page.getByTestId('week-screen')).toBeVisible();
  await expect.poll(async () => (await boxOf(tooth))?.height).toBe(onTheDay?.height);
  const [box, name] = await Promise.all([boxOf(tooth), boxOf(tooth.locator('b').first())]);
  expect(name?.y).toBeGreaterThanOrEqual(box?.y ?? Infinity);
});

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
