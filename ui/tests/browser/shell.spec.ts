import type { Page } from '@playwright/test';
import { PLACES } from '../../src/lib/shell/screens';
import {
  accepted,
  answered,
  combOf,
  commands,
  expect,
  go,
  keptBack,
  open,
  openAppointment,
  refused,
  test,
} from './salon';

test('every screen is a key away, says where one is, and begins at its title', async ({ page }) => {
  await open(page);
  for (const [index, { screen }] of PLACES.entries()) {
    await page.keyboard.press(`Control+${String((index + 1) % 10)}`);
    await expect(page.getByTestId(`${screen}-link`)).toHaveAttribute('aria-current', 'page');
    await expect(page.locator('nav [aria-current="page"]')).toHaveCount(1);
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveCount(1);
    // Day and week are sheets under the top bar, which names them.
    if (screen !== 'day' && screen !== 'week') await expect(page.locator('main :focus')).toHaveCount(1);
  }
});

test('the arrows walk along the rail and come round', async ({ page }) => {
  await open(page);
  const first = page.getByTestId(`${PLACES[0]?.screen ?? ''}-link`);
  await first.focus();
  for (const { screen } of PLACES) {
    await expect(page.getByTestId(`${screen}-link`)).toBeFocused();
    await page.keyboard.press('ArrowDown');
  }
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId(`${PLACES.at(-1)?.screen ?? ''}-screen`)).toBeVisible();
});

test('a screen is found again as it was left', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+ArrowRight');
  await expect(page.getByTestId('day-title')).toContainText('28. November');
  await page.keyboard.press('Control+ArrowLeft');
  await expect(combOf(page, 'Tom Richter')).toBeVisible();
  await openAppointment(page, 'Tom Richter');

  await page.getByTestId('settings-link').click();
  await expect(page.getByTestId('appointment-panel')).toBeHidden();
  await page.getByTestId('plan-types').click();
  await expect(page.getByTestId('provision-step').first()).toBeVisible();
  const sheet = page.getByTestId('settings-screen').getByRole('group', { name: 'Einrichtung', exact: true });
  await sheet.evaluate((node) => (node.scrollTop = 200));

  await page.getByTestId('day-link').click();
  await expect(page.getByTestId('appointment-panel')).toContainText('Tom Richter');
  await page.getByTestId('settings-link').click();
  await expect.poll(() => sheet.evaluate((node) => node.scrollTop)).toBe(200);
});

test('a screen is found again as it was left, also if what stands on it comes a moment later', async ({
  page,
}) => {
  await open(page);
  await go(page, 'settings');
  const sheet = page.getByTestId('settings-screen').getByRole('group', { name: 'Einrichtung', exact: true });
  const place = () => sheet.evaluate((node) => node.scrollTop);
  await expect(page.getByTestId('machine-settings')).toBeVisible();
  const end = await sheet.evaluate((node) => (node.scrollTop = node.scrollHeight - node.clientHeight));

  await go(page, 'day');
  for (const command of ['machine', 'preferences']) await keptBack(page, command);
  await go(page, 'settings');
  await expect.poll(place).toBeLessThan(end);
  for (const command of ['machine', 'preferences']) await answered(page, command);
  await expect.poll(place).toBe(end);
});

test('what was cancelled while the window came up does not stay on the sheet', async ({ page }) => {
  await open(page, { cancelledUnheard: 'Tom Richter' });
  await expect(combOf(page, 'Tom Richter')).toHaveCount(0);
});

const asked = async (page: Page, command: string) =>
  (await commands(page)).filter((one) => one === command).length;

test('what takes time to make ready is asked for once, when somebody uses the window', async ({ page }) => {
  await open(page);
  // What is asked behind the first picture has been asked by then.
  await expect.poll(() => asked(page, 'health')).toBe(1);
  expect(await asked(page, 'prepare')).toBe(0);
  await page.mouse.move(300, 300);
  await expect.poll(() => asked(page, 'prepare')).toBe(1);
  await page.mouse.move(400, 300);
  await openAppointment(page, 'Tom Richter');
  expect(await asked(page, 'prepare')).toBe(1);
});

test('the desk works without what could not be made ready', async ({ page }) => {
  await open(page, { failing: ['prepare'] });
  await openAppointment(page, 'Tom Richter');
  expect(await asked(page, 'prepare')).toBe(1);
  await expect(page.getByTestId('toast')).toHaveCount(0);
});

test('no screen makes the window itself scroll, however long it is', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page);
  for (const { screen } of PLACES) {
    await go(page, screen);
    await expect(page.getByTestId(`${screen}-link`)).toHaveAttribute('aria-current', 'page');
    const higher = () =>
      page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
    await expect.poll(higher, screen).toBe(0);
  }
});

test('all screens fit into the rail of the smallest window', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page);
  for (const { screen } of PLACES) {
    await expect(page.getByTestId(`${screen}-link`)).toBeInViewport({ ratio: 1 });
  }
});

for (const language of ['de', 'en'] as const) {
  test(`the bar at the top has room for all of it at any width (${language})`, async ({ page }) => {
    await page.addInitScript((spoken) => localStorage.setItem('kamm.language', spoken), language);
    for (const offline of [false, true]) {
      for (const screen of ['day', 'week', 'customers'] as const) {
        await open(page, { demo: true, offline });
        await go(page, screen);
        for (const width of [1024, 1180, 1280, 1366, 1440, 1600, 1920]) {
          await page.setViewportSize({ width, height: 800 });
          const end = await page
            .getByTestId('new-appointment')
            .evaluate((button) => button.getBoundingClientRect().right);
          expect(end, `${screen}, ${String(width)} wide`).toBeLessThanOrEqual(width);
        }
      }
    }
  });
}

test('the bar at the top says its words where no date takes their room', async ({ page }) => {
  await open(page, { demo: true });
  const walkIn = page.getByTestId('walk-in').getByText('Laufkundschaft');
  const line = page.getByTestId('demo-line').getByText('Demo: Leitung trennen');
  await expect(walkIn).toBeHidden();
  await go(page, 'customers');
  await expect(walkIn).toBeVisible();
  await expect(line).toBeVisible();
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(walkIn).toBeHidden();
  await expect(page.getByTestId('demo-line')).toHaveAccessibleName('Demo: Leitung trennen');
});

test('what needs a person is not calm, and leads to where it is decided', async ({ page }) => {
  await open(page);
  const pill = page.getByTestId('connection');
  const colour = () => pill.evaluate((one) => getComputedStyle(one).backgroundColor);
  await expect(pill).toHaveText(/offen$/);
  const calm = await colour();
  await pill.click();
  await expect(pill).toHaveText('Cal.com: 2 zu prüfen');
  await expect(pill).toHaveAttribute('title', /^Zur Prüfliste/);
  expect(await colour()).not.toBe(calm);
  await pill.click();
  await expect(page.getByTestId('review-screen')).toBeVisible();
});

test('the title of a screen stands where that of the one before stood', async ({ page }) => {
  await open(page);
  const places = new Set<number>();
  for (const { screen } of PLACES) {
    if (screen === 'day' || screen === 'week') continue;
    await go(page, screen);
    const title = page.getByTestId(`${screen}-screen`).getByRole('heading', { level: 1 });
    places.add(await title.evaluate((one) => one.getBoundingClientRect().left));
  }
  expect([...places]).toHaveLength(1);
});

for (const language of ['de', 'en'] as const) {
  test(`every name on the rail has room, also the longest (${language})`, async ({ page }) => {
    await page.addInitScript((spoken) => localStorage.setItem('kamm.language', spoken), language);
    await open(page);
    for (const width of [1024, 1440, 2560, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      for (const { screen } of PLACES) {
        await go(page, screen);
        const link = page.getByTestId(`${screen}-link`);
        const room = await link.evaluate((button) => button.clientWidth);
        const name = await link.locator('> span').evaluate((span) => span.getBoundingClientRect().width);
        // Its ground shows on both sides.
        expect(name, `${screen}, ${String(width)} wide`).toBeLessThanOrEqual(room - 8);
      }
    }
  });
}

test('a day or a week that cannot be refreshed stays, and says so; another one is not taken for it', async ({
  page,
}) => {
  await open(page);
  const unread = page.getByTestId('unread');
  for (const screen of ['day', 'week'] as const) {
    await go(page, screen);
    await refused(page, screen);
    await page.evaluate(() => window.salon.changed(['appointments']));
    await expect(unread).toContainText('was zuletzt gelesen wurde');
    await expect(page.getByTestId('appointment').first()).toBeVisible();
    await page.keyboard.press('Control+ArrowRight');
    await expect(unread).toContainText('lässt sich nicht laden');
    await expect(page.getByTestId('appointment')).toHaveCount(0);
    await page.keyboard.press('Control+ArrowLeft');
    await accepted(page, screen);
    await unread.getByRole('button').click();
    await expect(unread).toBeHidden();
    await expect(page.getByTestId('appointment').first()).toBeVisible();
  }
});

test('a message lies over no button of the screen', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  await go(page, 'services');
  await page.getByTestId('service-row').filter({ hasText: 'Balayage' }).click();
  await page.getByTestId('service-name').fill('Balayage lang');
  await page.getByTestId('save-service').click();
  const toast = page.getByTestId('toast');
  await expect(toast).toBeVisible();
  const under = await toast.evaluate((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    // What would be seen without it.
    one.style.visibility = 'hidden';
    const shown = Array.from(document.querySelectorAll('button, a[href], input, select, textarea'));
    return shown
      .filter((other) => !one.contains(other))
      .filter((other) => {
        const box = other.getBoundingClientRect();
        const [from, to] = [Math.max(left, box.left), Math.min(right, box.right)];
        const [above, below] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
        const seen = document.elementFromPoint((from + to) / 2, (above + below) / 2);
        return from < to && above < below && other.contains(seen);
      })
      .map((other) => other.outerHTML.slice(0, 100));
  });
  expect(under).toEqual([]);
});

/** Where each of them lies, one of a kind. */
async function edgesOf(page: Page, ...names: string[]): Promise<{ top: number; bottom: number }[]> {
  return Promise.all(
    names.map(async (name) => {
      const box = await page.locator(name).first().boundingBox();
      if (!box) throw new Error(`no ${name}`);
      return { top: box.y, bottom: box.y + box.height };
    }),
  );
}

for (const [width, height] of [
  [1024, 768],
  [1440, 900],
  [1920, 1080],
] as const) {
  test(`a message, the question about a move, what is moved and the names lie apart (${String(width)} wide)`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page, { offline: true });
    await combOf(page, 'Greta Lindner').focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('ghost')).toHaveAttribute('data-tone', 'fits');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('toast')).toBeVisible();
    for (const name of ['Jonas Winter', 'Paul Neumann', 'Ebru Arslan', 'Tom Richter']) {
      await combOf(page, name).focus();
      await page.keyboard.press('ArrowDown');
      await expect(page.getByTestId('move-card')).toContainText(name);
      await expect(async () => {
        const [message, card, heads, ghost] = await edgesOf(
          page,
          ...['[data-testid="toast"]', '[data-testid="move-card"]', '.heads', '[data-testid="ghost"]'],
        );
        if (!message || !card || !heads || !ghost) throw new Error('not on the screen');
        expect(message.top >= card.bottom || message.bottom <= card.top, `${name}: the question`).toBe(true);
        expect(message.top, `${name}: the names`).toBeGreaterThanOrEqual(heads.bottom);
        const begins = ghost.top + 10;
        expect(begins < message.top || begins > message.bottom, `${name}: what is moved`).toBe(true);
      }).toPass();
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('move-card')).toBeHidden();
    }
  });
}

test('in the demo the line can be cut and mended', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, { demo: true });
  await page.getByTestId('demo-line').click();
  await expect(page.getByTestId('offline-bar')).toBeVisible();
  await page.getByTestId('demo-line').click();
  await expect(page.getByTestId('offline-bar')).toBeHidden();
});

test('nothing is cut off at the smallest size', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, { demo: true, offline: true });
  await expect(page.getByTestId('new-appointment')).toBeInViewport({ ratio: 1 });
  for (const { screen } of PLACES) {
    await page.getByTestId(`${screen}-link`).click();
    await expect(page.getByTestId('new-appointment')).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
  }
});

for (const screen of ['services', 'team'] as const) {
  test(`the screen ${screen} says that it cannot be read, and is there as soon as it can`, async ({
    page,
  }) => {
    await open(page);
    await refused(page, 'sheets', 'store_busy');
    await page.getByTestId(`${screen}-link`).click();
    await expect(page.getByTestId('unread')).toBeVisible();
    await accepted(page, 'sheets');
    await page.getByTestId('unread').getByRole('button').click();
    await expect(page.getByTestId('unread')).toBeHidden();
    await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  });
}
