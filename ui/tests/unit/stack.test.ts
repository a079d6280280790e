import { describe, expect, it } from 'vitest';
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import { busyOf, combOf } from '../../src/lib/timeline/comb';
import { lanesOf } from '../../src/lib/timeline/geometry';
import { drawnOf, stacksOf } from '../../src/lib/timeline/stack';
import { ORDINARY_DAY } from '../../src/lib/time/wall';
import { appointment } from './views';

/** Five minutes are a third of a pixel more than six. */
const scale = { from: 480, to: 1260, pxPerMinute: 19 / 15, rem: 1, wall: ORDINARY_DAY };
const columns = new Map([
  [7, 0],
  [8, 1],
]);

function stacks(appointments: AppointmentView[]) {
  const combs = appointments.flatMap((one) => {
    const comb = combOf(one.phases, one.staff_id, columns, busyOf(appointments));
    return comb ? [{ appointment: one, comb }] : [];
  });
  return stacksOf(combs, lanesOf(appointments), scale);
}

const short = (id: number, from: number, staff = 7) =>
  appointment(id, staff, [['A', 'staff', staff, from, from + 5]]);

describe('a column', () => {
  it('has one box each for what is too low for words', () => {
    const [first, second] = stacks([short(1, 480), short(2, 600), short(3, 480, 8)]);
    expect(first?.standing.map(({ low }) => low !== null)).toEqual([true, true]);
    expect(second?.column).toBe(1);
    expect(second?.standing[0]?.low?.below).toBe(0);
  });

  it('draws whatever has room for words, several parts or lies in a gap tooth by tooth', () => {
    const outer = appointment(1, 7, [
      ['A', 'staff', 7, 480, 485],
      ['GAP_A', 'gap', 7, 485, 500],
      ['B', 'staff', 7, 500, 505],
    ]);
    const long = appointment(3, 7, [['A', 'staff', 7, 520, 550]]);
    const [stack] = stacks([outer, short(2, 490), long]);
    expect(stack?.standing.map(({ low }) => low)).toEqual([null, null, null]);
  });

  it('holds each box at its time until the evening', () => {
    const day = Array.from({ length: 150 }, (_, index) => short(index, 480 + index * 5));
    let end = 0;
    for (const { low, comb } of stacks(day)[0]?.standing ?? []) {
      if (!low) throw new Error('not low');
      // What WebKit keeps of it.
      end += Math.trunc(low.below * 64) / 64;
      expect(Math.abs(end - (comb.span.from_minute - 480) * scale.pxPerMinute)).toBeLessThan(1 / 64);
      end += Math.trunc(low.height * 64) / 64;
    }
  });

  it('keeps each box where it is when those above are not drawn, and leaves the others as they were', () => {
    const [stack] = stacks([short(1, 480), short(2, 485), short(3, 490)]);
    if (!stack) throw new Error('no stack');
    const { standing } = drawnOf(stack, ({ appointment: { id } }) => id > 1);
    expect(standing[0]?.low?.below).toBe(standing[0]?.low?.from);
    expect(standing[1]).toBe(stack.standing[2]);
  });
});
