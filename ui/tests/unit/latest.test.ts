import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desk } from '../../src/lib/desk/commands';
import { Latest } from '../../src/lib/desk/latest';
import type { CatalogueSheets } from '../../src/lib/ipc/CatalogueSheets';
import type { EventGrid } from '../../src/lib/ipc/EventGrid';
import type { GridCell } from '../../src/lib/ipc/GridCell';
import { eventMap } from '../../src/lib/owner/map.svelte';
import { sheets } from '../../src/lib/owner/sheets.svelte';
import { route } from '../../src/lib/shell/route.svelte';
import { week } from '../../src/lib/week/week.svelte';

// There is no page that somebody could have the focus on.
vi.mock('../../src/lib/shell/focus', () => ({ keepFocus: () => () => Promise.resolve() }));

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

describe('the event map', () => {
  const cell = (event_type_id: number | null): GridCell => ({
    service_id: 1,
    segment_key: 'A',
    staff_id: 1,
    minutes: 30,
    state: event_type_id === null ? 'missing' : 'mapped',
    event_type_id,
    child_event_type_id: null,
    mapped_minutes: null,
    slug: null,
    flaws: [],
  });

  it('keeps a link that was made while it was being read', async () => {
    let read!: (grid: EventGrid) => void;
    vi.spyOn(desk, 'eventGrid').mockReturnValueOnce(new Promise((resolve) => (read = resolve)));
    vi.spyOn(desk, 'sheets').mockResolvedValue({ services: [], staff: [], palette: [] });
    vi.spyOn(desk, 'eventPair').mockResolvedValue({ event_type: null, gone: false, flaws: [], history: [] });
    vi.spyOn(desk, 'linkEventType').mockResolvedValue({ cells: [cell(77)] });

    const reading = eventMap.load();
    await eventMap.choose(cell(null));
    await eventMap.link(77);
    read({ cells: [cell(null)] });
    await reading;
    expect(eventMap.cells).toEqual([cell(77)]);
  });
});

describe('the week of somebody', () => {
  it('is shown until that of somebody else is there, and is not shown again when it comes late', async () => {
    const asked = new Map<number, () => void>();
    vi.spyOn(desk, 'week').mockImplementation(
      (staffId) => new Promise((resolve) => asked.set(staffId, () => resolve([]))),
    );
    route.go('week');
    const turnTo = (staffId: number) => week.turnToStaff(staffId);
    const [first, answer] = [turnTo(1), (staffId: number) => asked.get(staffId)?.()];
    answer(1);
    await first;
    const [second, third] = [turnTo(2), turnTo(3)];
    expect(week.view.staffId).toBe(1);
    answer(3);
    await third;
    expect(week.view.staffId).toBe(3);
    answer(2);
    await second;
    expect(week.view.staffId).toBe(3);
  });
});
