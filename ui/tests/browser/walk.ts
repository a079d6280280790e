/** Somebody without a mouse: Tab from control to control, and what that has to show. */
import { expect, type Locator, type Page } from '@playwright/test';
import { digitOf, type Screen } from '../../src/lib/shell/screens';

const CONTROLS =
  'button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, summary, [role="button"], [tabindex="0"]';

/** Half of the way to a control, in Tabs; negative: with Shift. */
function halfWay(goal: Element, controls: string): number {
  const here = document.activeElement ?? document.body;
  if (here === goal) return 0;
  const back = (here.compareDocumentPosition(goal) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  const [first, last] = back ? [goal, here] : [here, goal];
  const between = Array.from(document.querySelectorAll<HTMLElement>(controls)).filter(
    (one) =>
      one.tabIndex >= 0 &&
      one.checkVisibility({ visibilityProperty: true }) &&
      one.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_PRECEDING &&
      one.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return Math.ceil((between.length + 1) / 2) * (back ? -1 : 1);
}

/** With Tab to this control, the shorter way, as somebody goes who sees it. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible();
  for (let tries = 0; tries < 40; tries++) {
    const steps = await goal.evaluate(halfWay, CONTROLS);
    if (steps === 0) break;
    for (let step = 0; step < Math.abs(steps); step++)
      await page.keyboard.press(steps < 0 ? 'Shift+Tab' : 'Tab');
  }
  await expect(goal).toBeFocused();
}

/** With Tab to this control, and a key on it. */
export async function pressOn(page: Page, goal: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, goal);
  await page.keyboard.press(key);
}

/** To a screen, by its key, or by its link if it has none. */
export async function goByKeys(page: Page, screen: Screen): Promise<void> {
  const digit = digitOf(screen);
  if (digit !== null) await page.keyboard.press(`Control+${String(digit)}`);
  else await pressOn(page, page.getByTestId(`${screen}-link`));
  await expect(page.getByTestId(`${screen}-link`)).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('main')).not.toBeEmpty();
}

type Walking = {
  walking: {
    /** What Tab has to reach. */
    controls: Element[];
    /** What it has reached, and how the focus showed there. */
    reached: Map<Element, 'seen' | 'without an outline' | 'under something'>;
  };
};

/** Finds everything within that does something, and notes from now on, at each key, where the focus is. */
async function setOut(page: Page, within: string): Promise<number> {
  return page.evaluate(
    ({ within, controls }) => {
      const all = Array.from(document.querySelectorAll<HTMLElement>(controls)).filter(
        (one) =>
          one.checkVisibility({ visibilityProperty: true }) &&
          one.closest(within) !== null &&
          one.closest('[inert]') === null,
      );
      // In a group Tab reaches the one that is on; arrows do the rest.
      const wanted = all.filter((one) => {
        if (one instanceof HTMLInputElement && one.type === 'radio') return one.checked;
        return one.tabIndex >= 0 || !one.parentElement?.querySelector(':scope > [tabindex="0"]');
      });
      const reached: Walking['walking']['reached'] = new Map();
      const begun = 'walking' in window;
      Object.assign(window, { walking: { controls: wanted, reached } });
      if (begun) return wanted.length;

      const isOutlined = (one: Element | null) =>
        one !== null &&
        [null, '::after'].some((part) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(one, part);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
        });
      /** Of a field under its words, they have the outline; of an appointment, its teeth. */
      const outlined = (one: Element) =>
        [one, one.nextElementSibling, ...one.querySelectorAll('[data-testid="tooth"]')].find(isOutlined);
      const isOnTop = (one: Element) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return [0.5, 0.1, 0.9].some((across) =>
          [0.5, 0.1, 0.9].some((down) => {
            const hit = document.elementFromPoint(left + width * across, top + height * down);
            return hit !== null && (one.contains(hit) || one.parentElement === hit.closest('label'));
          }),
        );
      };
      window.addEventListener(
        'keydown',
        () => {
          const one = document.activeElement;
          if (!(one instanceof HTMLElement) || one.tabIndex < 0) return;
          const drawn = outlined(one);
          const how = !drawn ? 'without an outline' : isOnTop(drawn) ? 'seen' : 'under something';
          (window as unknown as Walking).walking.reached.set(one, how);
        },
        { capture: true },
      );
      return wanted.length;
    },
    { within, controls: CONTROLS },
  );
}

/**
 * Tab reaches everything that can be operated, each shows that it has the focus, and nothing keeps the focus but a dialog that
 * has to be answered: `modal` names that.
 */
export async function walk(page: Page, modal?: string): Promise<void> {
  const within = modal ? `[data-testid="${modal}"]` : 'body';
  const controls = await setOut(page, within);
  expect(controls).toBeGreaterThan(0);
  for (let step = 0; step < controls + 5; step++) await page.keyboard.press('Tab');
  const faults = await page.evaluate((within) => {
    const { controls, reached } = (window as unknown as Walking).walking;
    const outside = [...reached.keys()].filter((one) => one.isConnected && !one.closest(within));
    return [
      ...controls.filter((one) => !reached.has(one)).map((one) => ['not reached', one] as const),
      ...[...reached].filter(([, how]) => how !== 'seen').map(([one, how]) => [how, one] as const),
      ...outside.map((one) => ['outside of what has to be answered', one] as const),
    ].map(([what, one]) => `${what}: ${one.outerHTML.slice(0, 140)}`);
  }, within);
  expect(faults).toEqual([]);
}
