import { expect, it } from 'vitest';
import { barsOf, type Column, HEIGHT, peaksOf, topOf } from '../../src/lib/health/chart';

const column = (value: number, bad = 0, peak: number | null = null): Column => ({
  ...{ label: '', cells: [], value, bad, peak },
});

it('the scale ends at a round number that nothing rises above', () => {
  const cases: [number[], number][] = [
    [[], 1],
    [[0, 0], 1],
    [[1], 1],
    [[3, 2], 5],
    [[11], 20],
    [[0.34], 0.5],
    [[99, 100], 100],
    [[101], 200],
  ];
  for (const [values, top] of cases) expect(topOf(values.map((value) => column(value)))).toBeCloseTo(top);
  expect(topOf([column(1, 0, 7)])).toBe(10);
});

it('bad and good stand on each other, and one failure of a thousand is still seen', () => {
  const [good, bad] = barsOf([column(1000, 1)], 1000);
  expect(good?.y).toBe(0);
  expect((good?.height ?? 0) + (bad?.height ?? 0)).toBe(HEIGHT);
  expect(bad?.height).toBeGreaterThan(1);
  expect(bad?.bad).toBe(true);
  expect(barsOf([column(0)], 1)).toEqual([]);
});

it('a mark lies at the longest', () => {
  expect(peaksOf([column(1, 0, null), column(1, 0, 5)], 10)).toEqual([{ x: 11, y: HEIGHT / 2 }]);
});
