import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desk } from '../../src/lib/desk/commands';
import { Latest } from '../../src/lib/desk/latest';
import type { CatalogueSheets } from '../../src/lib/ipc/CatalogueSheets';
import { sheets } from '../../src/lib/owner/sheets.svelte';

describe('the latest of some questions', () => {
  it('is the one that was begun last', () => {
    const latest = new Latest();
    const isFirst = latest.begin();
    expect(isFirst()).toBe(true);
    const isSecond = latest.begin();
    expect([isFirst(), isSecond()]).toEqual([false, true]);
  });

  it('is none of them once they are forgotten', () => {
    const latest = new Latest();
    const isFirst = latest.begin();
    latest.forget();
    expect(isFirst()).toBe(false);
    expect(latest.begin()()).toBe(true);
  });
});

describe('what the owner set up', () => {
  /** Answers in the order of the questions, each given when the test says so. */
  let asked: { give: (palette: string[]) => void; fail: () => void }[];

  beforeEach(() => {
    asked = [];
    vi.spyOn(desk, 'sheets').mockImplementation(
      () =>
        new Promise<CatalogueSheets>((resolve, reject) =>
          asked.push({
            give: (palette) => resolve({ services: [], staff: [], palette }),
            fail: () => reject(new Error('unread')),
          }),
        ),
    );
  });

  it('is what was read last, in whatever order the answers come', async () => {
    const reading = Promise.all([sheets.load(), sheets.load(), sheets.load()]);
    asked[2]?.give(['after']);
    asked[0]?.give(['before']);
    asked[1]?.fail();
    await reading;
    expect([sheets.all.palette, sheets.problem]).toEqual([['after'], null]);
  });
});
