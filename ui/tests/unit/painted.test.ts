import { beforeEach, expect, it, vi } from 'vitest';
import { onScreen, painted } from '../../src/lib/shell/painted';

let page: EventTarget & { hidden: boolean };
let frames: (() => void)[];

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false });
  frames = [];
  vi.stubGlobal('document', page);
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
});

async function begin(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) frames.shift()?.();
  await Promise.resolve();
}

it.each([
  ['is painted', painted, 2],
  ['is on the screen', onScreen, 6],
] as const)('what stands now %s when so many frames have begun', async (_, stands, count) => {
  const told = vi.fn();
  void stands().then(told);
  await begin(count - 1);
  expect(told).not.toHaveBeenCalled();
  await begin(1);
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
});

it('a hidden window gets no frame, and nothing waits for one', async () => {
  page.hidden = true;
  await painted();
});

it('a window that is hidden before its frame comes is waited for no longer', async () => {
  const told = painted();
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  await told;
});
