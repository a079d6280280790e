import { expect, open, openAppointment, test } from './salon';

test('a segment is handed over to a colleague', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Sabine Sommer');
  await panel.locator('[data-phase-key="B"]').getByTestId('hand-over').selectOption({ label: 'Lea' });
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Lea');
  await expect(panel).toContainText('Übergeben – B: Lea');
});

test('a hand-over is taken back with one click', async ({ page }) => {
  await open(page);
  const panel = await openAppointment(page, 'Sabine Sommer');
  const who = panel.locator('[data-phase-key="B"]').getByTestId('hand-over');
  const before = await who.locator('option:checked').innerText();
  await who.selectOption({ label: 'Lea' });
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Lea');
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('toast')).toContainText(`Übergeben an ${before}`);
  await expect(who.locator('option:checked')).toHaveText(before);
  await expect(page.getByTestId('undo')).toHaveCount(0);
});

test('a hand-over that is doubted is decided with one more click, one that does not go says why', async ({
  page,
}) => {
  await open(page);
  const panel = await openAppointment(page, 'Greta Lindner');
  const who = panel.getByTestId('hand-over');
  const answer = panel.getByTestId('hand-over-answer');
  await who.selectOption({ label: 'Lea' });
  await expect(answer).toContainText('Lea arbeitet an diesem Tag von 09:00 bis 15:30.');
  await answer.getByRole('button', { name: 'Abbrechen' }).click();
  await expect(answer).toBeHidden();
  await expect(who.locator('option:checked')).toHaveText('Mehmet');

  await who.selectOption({ label: 'Lea' });
  await expect(panel.getByTestId('hand-over-anyway')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast')).toContainText('Übergeben an Lea');
  await expect(answer).toBeHidden();

  const clara = await openAppointment(page, 'Clara Vogt');
  await clara.locator('[data-phase-key="C"]').getByTestId('hand-over').selectOption({ label: 'Mehmet' });
  await expect(clara.getByTestId('hand-over-answer')).toContainText('Mehmet bedient bis');
  await expect(clara.getByTestId('hand-over-anyway')).toHaveCount(0);
});
