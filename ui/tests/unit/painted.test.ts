import { beforeEach, expect, it, vi } from 'vitest';
import { painted } from '../../src/lib/shell/painted';

let page: EventTarget & { hidden: boolean };
let frames: (() => void)[];

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false });
  frames = [];
  vi.stubGlobal('document', page);
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
});

it('what stands now is painted when the second frame begins', async () => {
  const told = vi.fn();
  void painted().then(told);
  frames.shift()?.();
  await Promise.resolve();
  expect(told).not.toHaveBeenCalled();
  frames.shift()?.();
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
