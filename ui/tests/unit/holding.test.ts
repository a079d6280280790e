import { expect, it, vi } from 'vitest';
import { form } from '../../src/lib/booking/form.svelte';
import { desk } from '../../src/lib/desk/commands';
import type { HoldView } from '../../src/lib/ipc/HoldView';
import { services } from '../fake/catalogue';

vi.mock('../../src/lib/desk/commands');

const phases = { refusals: [], warnings: [], phases: [], then: [], nearest: null };

it('a time chosen twice is not refused because of our own hold', async () => {
  const time = { date: '', minute: 540, staffId: 2 };
  let answer: (hold: HoldView) => void = () => undefined;
  const asked = new Promise<HoldView>((resolve) => (answer = resolve));
  // As the program decides: what is held is free only for whoever names the hold.
  vi.mocked(desk.check).mockImplementation((request) =>
    Promise.resolve({
      ...phases,
      fits: vi.mocked(desk.hold).mock.calls.length === 0 || request.hold === 'ours',
    }),
  );
  vi.mocked(desk.hold).mockReturnValue(asked);
  vi.mocked(desk.askCalcom).mockResolvedValue([]);
  form.visit.service = services[0] ?? null;

  const first = form.when.choose(time);
  await vi.waitFor(() => expect(desk.hold).toHaveBeenCalled());
  const second = form.when.choose(time);
  answer({ token: 'ours', expires: '2026-11-27T10:00:00Z' });
  await Promise.all([first, second]);

  expect(form.verdict?.fits).toBe(true);
  expect(form.answers.kept.token).toBe('ours');
  expect(desk.releaseHold).not.toHaveBeenCalled();
});
