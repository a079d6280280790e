import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { combOf, open, expect, test } from './salon';
import { scenes } from './scenes';
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
