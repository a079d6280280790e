import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desk } from '../../src/lib/desk/commands';
import type { DayView } from '../../src/lib/ipc/DayView';
import { Day } from '../../src/lib/timeline/day.svelte';
import { appointment } from './views';

const MONDAY = '2026-11-30';
const TUESDAY = '2026-12-01';

const page = (date: string, revision: number): DayView => ({
  date,
  revision,
  zone: 'Europe/Berlin',
  from_minute: 540,
  to_minute: 1080,
  staff: [],
  appointments: [],
});

/** Answers in the order of the questions, each given when the test says so. */
let answers: ((view: DayView) => void)[];
let day: Day;

async function answer(question: number, view: DayView): Promise<void> {
  answers[question]?.(view);
  await Promise.resolve();
}

beforeEach(() => {
  answers = [];
  day = new Day();
  vi.spyOn(desk, 'day').mockImplementation(
    () => new Promise<DayView>((resolve) => answers.push((view) => resolve(view))),
  );
});

describe('the day on the timeline', () => {
  it('shows what is newer as soon as it comes, whatever was asked for after it', async () => {
    day.open(page(MONDAY, 1));
    day.heard(2);
    day.heard(3);
    await answer(0, page(MONDAY, 2));
    expect(day.view?.revision).toBe(2);
    await answer(1, page(MONDAY, 3));
    expect(day.view?.revision).toBe(3);
  });

  it('does not go back to what is older, and draws nothing twice', async () => {
    day.open(page(MONDAY, 1));
    day.heard(2);
    day.heard(3);
    const newest = page(MONDAY, 3);
    await answer(1, newest);
    await answer(0, page(MONDAY, 2));
    expect(day.view).toBe(newest);
    void day.load();
    await answer(2, page(MONDAY, 3));
    expect(day.view).toBe(newest);
  });

  it('drops the answer about a day that nobody wants any more', async () => {
    day.open(page(MONDAY, 1));
    void day.show(TUESDAY);
    void day.show(MONDAY);
    await answer(0, page(TUESDAY, 5));
    expect(day.view?.date).toBe(MONDAY);
  });

  it('asks again for a first day that is older than what was heard before it came', () => {
    day.heard(9);
    day.open(page(TUESDAY, 8));
    expect(answers).toHaveLength(1);
  });

  const at = (id: number, from: number) => appointment(id, 7, [['A', 'staff', 7, from, from + 30]]);
  const ids = () => day.view?.appointments.map(({ id }) => id);

  it('is made whole after the first picture, and what that showed stays as it is', async () => {
    const rest = vi.spyOn(desk, 'restOfFirstDay').mockResolvedValue([at(2, 600), at(4, 720)]);
    const [first, third] = [at(1, 600), at(3, 660)];
    day.open({ ...page(MONDAY, 1), appointments: [first, third] });
    await day.complete();
    expect(ids()).toEqual([1, 2, 3, 4]);
    expect(day.view?.appointments[0]).toBe(first);

    const whole = day.view;
    rest.mockResolvedValue([]);
    await day.complete();
    expect(day.view).toBe(whole);
  });

  it('drops the rest of a first day once something newer is shown', async () => {
    vi.spyOn(desk, 'restOfFirstDay').mockResolvedValue([at(2, 600)]);
    day.open({ ...page(MONDAY, 1), appointments: [at(1, 600)] });
    const completed = day.complete();
    day.put(MONDAY, at(3, 660));
    await completed;
    expect(ids()).toEqual([1, 3]);
  });

  it('is read anew where its rest does not come', async () => {
    vi.spyOn(desk, 'restOfFirstDay').mockRejectedValue(new Error('gone'));
    day.open({ ...page(MONDAY, 1), appointments: [at(1, 600)] });
    const completed = day.complete();
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    await answer(0, { ...page(MONDAY, 1), appointments: [at(1, 600), at(2, 600)] });
    await completed;
    expect(ids()).toEqual([1, 2]);
  });

  it('shows at once what the program has answered, in its place, until it is read', async () => {
    day.open({ ...page(MONDAY, 1), appointments: [at(1, 600), at(2, 660)] });
    const shown = () => day.view?.appointments.map(({ id, from_minute }) => [id, from_minute]);
    day.put(MONDAY, at(3, 630));
    expect(shown()).toEqual([
      [1, 600],
      [3, 630],
      [2, 660],
    ]);
    day.put(MONDAY, at(1, 700));
    expect(shown()?.at(-1)).toEqual([1, 700]);
    day.put(TUESDAY, at(4, 600));
    expect(shown()).toHaveLength(3);
    day.heard(2);
    await answer(0, page(MONDAY, 2));
    expect(shown()).toEqual([]);
  });
});
