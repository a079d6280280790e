import { answered, expect, keptBack, open, passed, refused, test } from './salon';

test('setting up event types shows how far it is, can be stopped, and goes on', async ({ page }) => {
  await open(page, { slowSetUp: true });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('plan-types').click();
  const changes = await page.locator('[data-testid="provision-step"][data-action="create"]').count();
  await page.getByTestId('apply-types').click();
  await expect(page.getByTestId('provisioning')).toContainText(`1 von ${String(changes)} eingerichtet`);
  await page.getByTestId('stop-types').click();
  await expect(page.getByTestId('provisioning')).toBeHidden();
  await expect(page.getByTestId('types-left')).toContainText(`${String(changes - 1)} Ereignistypen`);
  await page.getByTestId('go-on-types').click();
  await expect(page.getByTestId('types-left')).toBeHidden();
  await page.getByTestId('verify-types').click();
  await expect(page.getByTestId('types-sound')).toBeVisible();
});

test('setting up event types that cannot be stopped says so, and can be told again', async ({ page }) => {
  await open(page, { slowSetUp: true });
  await page.getByTestId('settings-link').click();
  await page.getByTestId('plan-types').click();
  await page.getByTestId('apply-types').click();
  await refused(page, 'stop_event_types', 'host_unreachable', 1);
  await page.getByTestId('stop-types').click();
  await expect(page.getByTestId('toast')).toBeVisible();
  await page.getByTestId('stop-types').click();
  await expect(page.getByTestId('provisioning')).toBeHidden();
});

test('old event types are listed first, and only what nothing hangs on is deleted', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.getByTestId('old-types').click();
  await expect(page.getByTestId('old-type')).toHaveCount(2);
  await expect(page.getByTestId('old-type').last()).toContainText('Bleibt: 2 kommende Termine hängen daran.');
  await page.getByTestId('clean-types').click();
  await expect(page.getByTestId('old-type')).toHaveCount(1);
  await expect(page.getByTestId('old-type')).toContainText('Gelöscht.');
  await expect(page.getByTestId('clean-types')).toBeHidden();
});

test('what Cal.com is asked about event types says that it is asked, and how far that is', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  const asking = page.getByTestId('types-asking');

  await keptBack(page, 'plan_event_types');
  await page.getByTestId('plan-types').click();
  await expect(asking.getByRole('status')).toHaveText('Cal.com wird gefragt …');
  await expect(asking.getByRole('progressbar')).toBeHidden();
  await answered(page, 'plan_event_types');
  await expect(page.getByTestId('provision-step').first()).toBeVisible();
  await expect(asking).toBeHidden();

  await keptBack(page, 'next_event_type');
  await page.getByTestId('old-types').click();
  await expect(asking.getByRole('progressbar', { name: '1 von 2' })).toBeVisible();
  await answered(page, 'next_event_type');
  await expect(page.getByTestId('old-type')).toHaveCount(2);
  await expect(asking).toBeHidden();

  await keptBack(page, 'next_event_type');
  await page.getByTestId('clean-types').click();
  await expect(asking.getByRole('progressbar', { name: '1 von 1' })).toBeVisible();
  await answered(page, 'next_event_type');
  await expect(page.getByTestId('old-type')).toContainText('Gelöscht.');
  await expect(asking).toBeHidden();
});

test('the event map shows what is missing, and takes a number by hand', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  const missing = page.locator('[data-testid="map-cell"][data-state="missing"]').first();
  await expect(missing).toBeVisible();
  await missing.click();
  await page.getByTestId('link-id').fill('12');
  await page.getByTestId('link').click();
  await expect(page.getByTestId('pair')).toContainText('Diesen Ereignistyp gibt es nicht');
  await page.getByTestId('link-id').fill('4711');
  await page.getByTestId('link').click();
  await expect(page.getByTestId('event-type')).toContainText('Ansatzfärbung');
  await expect(page.locator('[data-testid="map-cell"][data-state="mapped"]').first()).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('an event map that cannot be read says so, and is read on request', async ({ page }) => {
  await open(page);
  await refused(page, 'event_grid', 'internal', 1);
  await page.getByTestId('settings-link').click();
  const map = page.getByTestId('event-map');
  await expect(map.getByRole('alert')).toBeVisible();
  await map.getByRole('button', { name: 'Erneut versuchen' }).click();
  await expect(map.getByTestId('map-cell').first()).toBeVisible();
  await expect(map.getByTestId('unread')).toBeHidden();
});

test('an event type that is read late is not shown under the next pair', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  const [first, second] = [0, 1].map((at) =>
    page.locator('[data-testid="map-cell"][data-state="wrong"]').nth(at),
  );
  await keptBack(page, 'event_pair');
  await first?.click();
  await passed(page, 'event_pair');
  await second?.click();
  await expect(page.getByTestId('event-type')).toBeVisible();
  const own = await page.getByTestId('event-type').innerText();
  await answered(page, 'event_pair');
  await expect(page.getByTestId('event-type')).toHaveText(own, { useInnerText: true });
});

test('what is wrong with an event type is said in the map, and a number typed for one pair does not stay for the next', async ({
  page,
}) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.locator('[data-testid="map-cell"][data-state="missing"]').first().click();
  await page.getByTestId('link-id').fill('4711');
  await page.locator('[data-testid="map-cell"][data-state="wrong"]').first().click();
  await expect(page.getByTestId('pair-flaw')).toHaveText(
    'Die Dauer in Cal.com ist eine andere als die des Arbeitsschritts.',
  );
  await expect(page.getByTestId('link-id')).toHaveValue('');
});

test('the child of a managed event type is looked for again when somebody asks', async ({ page }) => {
  await open(page);
  await page.getByTestId('settings-link').click();
  await page.locator('[data-testid="map-cell"][data-state="managed"]').first().click();
  const pair = page.getByTestId('pair');
  await expect(pair).toContainText(/90\d\d/);
  await page.getByTestId('resolve-child').click();
  await expect(pair).toContainText(/91\d\d/);
});
