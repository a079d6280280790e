import { describe, expect, it } from 'vitest';
import { lasting, partsOf, stepped, withLength } from '../../src/lib/booking/lengths';

const segment = (key: string, minutes: number) => ({ key, name: 'Auftragen', kind: 'staff', minutes });
const gap = (key: string, minutes: number) => ({ key, name: '', kind: 'gap', minutes });

describe('the lengths of one appointment', () => {
  it('step on the grid of five minutes, also from beside it', () => {
    expect(stepped(segment('A', 30), 1)).toBe(35);
    expect(stepped(segment('A', 33), 1)).toBe(35);
    expect(stepped(segment('A', 33), -1)).toBe(30);
  });

  it('leave some time for a segment and none for a gap', () => {
    expect(stepped(segment('A', 5), -1)).toBe(5);
    expect(stepped(gap('GAP_A', 5), -1)).toBe(0);
    expect(stepped(gap('GAP_A', 0), 1)).toBe(5);
    expect(stepped(gap('GAP_A', 720), 1)).toBe(720);
  });

  it('are said once for each part', () => {
    const twice = withLength(withLength([], 'A', 35), 'A', 40);
    expect(twice).toEqual([{ key: 'A', minutes: 40 }]);
    expect(lasting([segment('A', 30), segment('B', 20)], twice).map((part) => part.minutes)).toEqual([
      40, 20,
    ]);
  });

  it('offer a gap that was left out where it would be', () => {
    const booked = [segment('A', 30), segment('B', 20)];
    const catalogue = [segment('A', 30), gap('GAP_A', 30), segment('B', 20), segment('C', 10)];
    expect(partsOf(booked, catalogue).map((part) => [part.key, part.minutes])).toEqual([
      ['A', 30],
      ['GAP_A', 0],
      ['B', 20],
    ]);
  });
});
