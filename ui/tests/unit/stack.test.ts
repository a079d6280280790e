import { describe, expect, it } from 'vitest';
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import { busyOf } from '../../src/lib/timeline/comb';
import { lanesOf } from '../../src/lib/timeline/geometry';
import { stacksOf, standingOf } from '../../src/lib/timeline/stack';
import { ORDINARY_DAY } from '../../src/lib/time/wall';
import { appointment } from './views';

/** Five minutes are a third of a pixel more than six. */
const scale = { from: 480, to: 1260, pxPerMinute: 19 / 15, rem: 1, wall: ORDINARY_DAY };
const columns = new Map([
  [7, 0],
  [8, 1],
]);

function stacks(appointments: AppointmentView[], drawn = appointments) {
  const standing = standingOf(columns, () => busyOf(appointments), lanesOf(appointments), scale);
  return stacksOf(drawn.flatMap((one) => standing(one) ?? []));
}

const short = (id: number, from: number, staff = 7) =>
  appointment(id, staff, [['A', 'staff', staff, from, from + 5]]);

describe('a column', () => {
  it('has one box each for what is too low for words, by the hour', () => {
    const [first, second] = stacks([short(1, 480), short(3, 480, 8), short(4, 500), short(2, 600)]);
    expect(first?.runs.map(({ standing }) => standing.map(({ appointment: { id } }) => id))).toEqual([
      [1, 4],
      [2],
    ]);
    expect(first?.runs.every(({ low }) => low)).toBe(true);
    expect(second?.column).toBe(1);
    expect(second?.runs[0]?.end).toBe(0);
  });

  it('draws whatever has room for words, several parts or lies in a gap tooth by tooth', () => {
    const outer = appointment(1, 7, [
      ['A', 'staff', 7, 480, 485],
      ['GAP_A', 'gap', 7, 485, 500],
      ['B', 'staff', 7, 500, 505],
    ]);
    const long = appointment(3, 7, [['A', 'staff', 7, 520, 550]]);
    const [stack] = stacks([outer, short(2, 490), long]);
    expect(stack?.runs.map(({ low }) => low)).toEqual([false, false, false]);
  });

  it('holds each box at its time until the evening', () => {
    const day = Array.from({ length: 150 }, (_, index) => short(index, 480 + index * 5));
    for (const { end: above, standing } of stacks(day)[0]?.runs ?? []) {
      let end = above;
      for (const { low, comb } of standing) {
        if (!low) throw new Error('not low');
        // What WebKit keeps of it.
        end += Math.trunc((low.from - end) * 64) / 64;
        expect(Math.abs(end - (comb.span.from_minute - 480) * scale.pxPerMinute)).toBeLessThan(1 / 64);
        end += Math.trunc(low.height * 64) / 64;
      }
    }
  });

  it('keeps each box where it is when those above are not drawn', () => {
    const day = [short(1, 480), short(2, 545), short(3, 550)];
    const run = (drawn: AppointmentView[]) => stacks(day, drawn)[0]?.runs.at(-1);
    expect(run(day.slice(1))?.end).toBe(0);
    expect(run(day.slice(1))?.standing.map(({ low }) => low)).toEqual(
      run(day)?.standing.map(({ low }) => low),
    );
  });

  it('thinks about an appointment once', () => {
    const one = short(1, 480);
    const standing = standingOf(columns, () => busyOf([one]), lanesOf([one]), scale);
    expect(standing(one)).toBe(standing(one));
  });
});
