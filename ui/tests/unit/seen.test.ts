import { describe, expect, it } from 'vitest';
import { pull } from '../../src/lib/timeline/edges';
import { isSeen, seenOf } from '../../src/lib/timeline/seen';
import { ORDINARY_DAY } from '../../src/lib/time/wall';
import { appointment } from './views';

const scale = { from: 480, to: 1200, pxPerMinute: 2, rem: 1, wall: ORDINARY_DAY };
const WIDTH = 100;

describe('what is seen of a sheet', () => {
  const columns = new Map(Array.from({ length: 30 }, (_, index) => [index, index]));
  const drawn = (staffId: number, from: number, helper = staffId) => {
    const one = appointment(1, staffId, [
      ['A', 'staff', staffId, from, from + 30],
      ['B', 'staff', helper, from + 30, from + 40],
    ]);
    return isSeen(one, columns, seen);
  };
  const seen = seenOf({ left: 1000, top: 480, width: 500, height: 240 }, scale, WIDTH);

  it('reaches an hour and two columns past the screen', () => {
    expect(seen).toEqual({ from_minute: 660, to_minute: 900, firstColumn: 8, lastColumn: 18 });
  });

  it('stays the same while the sheet moves a little', () => {
    expect(seenOf({ left: 1050, top: 500, width: 500, height: 240 }, scale, WIDTH)).toEqual({
      ...seen,
      to_minute: 960,
    });
    expect(seenOf({ left: 1010, top: 480, width: 480, height: 240 }, scale, WIDTH)).toEqual(seen);
  });

  it('holds every comb of which anything is on it', () => {
    expect(drawn(12, 720)).toBe(true);
    expect(drawn(12, 400)).toBe(false);
    expect(drawn(12, 960)).toBe(false);
    expect(drawn(25, 720)).toBe(false);
    expect(drawn(25, 720, 12)).toBe(true);
    expect(drawn(2, 720, 20)).toBe(true);
    expect(drawn(40, 720)).toBe(false);
  });
});

describe('the edge of the sheet', () => {
  it('pulls the faster the nearer, and not in the middle', () => {
    expect(pull(300, 100, 700)).toBe(0);
    expect(pull(690, 100, 700)).toBeGreaterThan(pull(660, 100, 700));
    expect(pull(660, 100, 700)).toBeGreaterThan(0);
    expect(pull(110, 100, 700)).toBeLessThan(0);
    expect(pull(900, 100, 700)).toBe(pull(700, 100, 700));
  });
});
