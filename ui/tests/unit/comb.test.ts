import { describe, expect, it } from 'vitest';
import { busyOf, combOf, gapMeant, shifted, stretched } from '../../src/lib/timeline/comb';
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
  const comb = combOf(balayage.phases, 8, columns, () => busyOf([balayage]));

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

  it('shows a hand-over to somebody who has no column, and in the column of who helps only the help', () => {
    const [own, helped] = [8, 9].map((staff) =>
      combOf(balayage.phases, 8, new Map([[staff, 0]]), () => busyOf([balayage])),
    );
    expect(own?.handOvers.map((over) => [over.phase.key, over.shift])).toEqual([['B', null]]);
    expect(own?.teeth.map((tooth) => tooth.phase.key)).toEqual(['A', 'C']);
    expect(helped?.handOvers).toEqual([]);
    expect(helped?.teeth.map((tooth) => [tooth.phase.key, tooth.shift])).toEqual([['B', 0]]);
    expect(helped?.span).toEqual({ from_minute: 730, to_minute: 750 });
  });

  it('offers a bookable gap and keeps a blocked one', () => {
    expect(comb?.gaps.map((gap) => gap.free)).toEqual([[{ from_minute: 690, to_minute: 730 }], []]);
  });

  it('offers all that others have left of a gap', () => {
    const freeWith = (from: number, to: number) =>
      combOf(balayage.phases, 8, columns, () =>
        busyOf([balayage, appointment(2, 8, [['A', 'staff', 8, from, to]])]),
      )?.gaps[0]?.free;
    expect(freeWith(690, 705)).toEqual([{ from_minute: 705, to_minute: 730 }]);
    expect(freeWith(700, 715)).toEqual([
      { from_minute: 690, to_minute: 700 },
      { from_minute: 715, to_minute: 730 },
    ]);
    expect(freeWith(690, 725)).toEqual([]);
  });

  it('makes room for a longer part: what comes after it begins later', () => {
    const longer = stretched(balayage.phases, [{ key: 'GAP_A', minutes: 60 }]);
    expect(longer.map((phase) => [phase.key, phase.from_minute, phase.to_minute])).toEqual([
      ['A', 600, 690],
      ['GAP_A', 690, 750],
      ['B', 750, 770],
      ['GAP_B', 770, 785],
      ['C', 785, 820],
    ]);
  });

  it('is pulled at the gap that ends where it is held', () => {
    const meant = (held: string) => gapMeant(balayage.phases, held)?.key;
    expect(['A', 'GAP_A', 'B', 'GAP_B', 'C'].map(meant)).toEqual([
      'GAP_A',
      'GAP_A',
      'GAP_A',
      'GAP_B',
      'GAP_B',
    ]);
    expect(gapMeant(appointment(4, 8, [['A', 'staff', 8, 600, 630]]).phases, 'A')).toBeUndefined();
  });

  it('is not drawn if nobody in it has a column', () => {
    expect(combOf(balayage.phases, 8, new Map([[7, 0]]), () => new Map())).toBeNull();
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
