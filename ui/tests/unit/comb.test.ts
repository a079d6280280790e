import { describe, expect, it } from 'vitest';
import { busyOf, combOf, shifted } from '../../src/lib/timeline/comb';
import { appointment } from './views';

const columns = new Map([
  [7, 0],
  [8, 1],
  [9, 2],
]);

const balayage = appointment(1, 8, [
  ['A', 'staff', 8, 600, 690],
  ['GAP_A', 'gap', 8, 690, 730],
  ['B', 'staff', 9, 730, 750],
  ['GAP_B', 'gap', 8, 750, 765, false],
  ['C', 'staff', 8, 765, 800],
]);

describe('a comb', () => {
  const comb = combOf(balayage.phases, 8, columns, busyOf([balayage]));

  it('stands in its stylist’s column, from the first tooth to the last', () => {
    expect(comb).toMatchObject({ home: 1, span: { from_minute: 600, to_minute: 800 } });
  });

  it('has a tooth per segment, drawn where it is done', () => {
    expect(comb?.teeth.map((tooth) => [tooth.phase.key, tooth.shift, tooth.first])).toEqual([
      ['A', 0, true],
      ['B', 1, false],
      ['C', 0, false],
    ]);
  });

  it('shows a hand-over for what somebody else does', () => {
    expect(comb?.handOvers.map((over) => [over.phase.key, over.shift])).toEqual([['B', 1]]);
  });

  it('offers a bookable gap and keeps a blocked one', () => {
    expect(comb?.gaps.map((gap) => gap.free && [gap.free.from_minute, gap.free.to_minute])).toEqual([
      [690, 730],
      null,
    ]);
  });

  it('offers only what others have left of a gap', () => {
    const inside = appointment(2, 8, [['A', 'staff', 8, 690, 705]]);
    const full = appointment(3, 8, [['A', 'staff', 8, 690, 725]]);
    const freeWith = (other: typeof inside) =>
      combOf(balayage.phases, 8, columns, busyOf([balayage, other]))?.gaps[0]?.free;
    expect(freeWith(inside)).toEqual({ from_minute: 705, to_minute: 730 });
    expect(freeWith(full)).toBeNull();
  });

  it('is not drawn if nobody in it has a column', () => {
    expect(combOf(balayage.phases, 8, new Map([[7, 0]]), new Map())).toBeNull();
  });

  it('moves as one: every phase by the same minutes, the lead’s to the new stylist', () => {
    const moved = shifted(balayage.phases, -15, 8, 7);
    expect(moved.map((phase) => [phase.key, phase.from_minute, phase.staff_id])).toEqual([
      ['A', 585, 7],
      ['GAP_A', 675, 7],
      ['B', 715, 9],
      ['GAP_B', 735, 7],
      ['C', 750, 7],
    ]);
  });
});
