import { describe, expect, it } from 'vitest';
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import {
  clockAt,
  closedSpans,
  columnAt,
  height,
  hourMarks,
  laneOf,
  lanesOf,
  minuteAt,
  nearestMinute,
  lineMinutes,
  onSheet,
  scaleFor,
  top,
  without,
  type Zoom,
} from '../../src/lib/timeline/geometry';
import { ORDINARY_DAY, wallDay } from '../../src/lib/time/wall';
import { appointment, type Part } from './views';

const wall = ORDINARY_DAY;
const scale = { from: 540, to: 1110, pxPerMinute: 2, rem: 1, wall };

const fitted = (from_minute: number, to_minute: number, zoom: Zoom, viewport: number, rem = 1) =>
  scaleFor(wall, { from_minute, to_minute }, zoom, viewport, rem);

describe('scale', () => {
  it('shows the whole day when that is legible', () => {
    const whole = fitted(540, 1110, 0, 855);
    expect(top(whole, 1110)).toBeLessThanOrEqual(855);
    expect(top(whole, 1110)).toBeGreaterThan(855 - 4 * 10);
  });

  it('has whole pixels from line to line, at any size', () => {
    for (const zoom of [0, 1, 2] as const)
      for (const rem of [1, 1.25, 1.5, 2])
        for (let viewport = 300; viewport < 1600; viewport += 37) {
          const { pxPerMinute } = fitted(540, 1110, zoom, viewport, rem);
          const line = pxPerMinute * lineMinutes(pxPerMinute);
          expect(line).toBeCloseTo(Math.round(line));
          expect(pxPerMinute).toBeGreaterThanOrEqual(1.25 * rem);
        }
  });

  it('never shrinks a ten-minute tooth below what can be read, nor blows a short day up', () => {
    expect(fitted(480, 1200, 0, 300).pxPerMinute).toBeCloseTo(19 / 15);
    expect(fitted(600, 660, 0, 900).pxPerMinute).toBe(2.6);
  });

  it('gives larger words more room', () => {
    expect(fitted(480, 1200, 0, 300, 1.5).pxPerMinute).toBeCloseTo(29 / 15);
  });

  it('comes closer with each step', () => {
    const [far, mid, near] = ([0, 1, 2] as const).map((zoom) => fitted(540, 1110, zoom, 855).pxPerMinute);
    expect(mid).toBeGreaterThan(far ?? Infinity);
    expect(near).toBeGreaterThan(mid ?? Infinity);
  });

  it('begins on a full hour and ends on a half one', () => {
    expect(fitted(555, 1085, 0, 800)).toMatchObject({ from: 540, to: 1110 });
  });

  it('draws a line for every full hour on the sheet', () => {
    expect(hourMarks({ ...scale, from: 570, to: 720 })).toEqual([600, 660]);
  });

  it('has a line for each hour of the days on which clocks change', () => {
    const hours = (date: string, to: number) => {
      const whole = { ...scale, from: 0, to, wall: wallDay(date, 'Europe/Berlin') };
      return hourMarks(whole).map((minute) => clockAt(whole, minute));
    };
    expect(hours('2027-10-31', 1500).slice(1, 5)).toEqual(['01:00', '02:00 A', '02:00 B', '03:00']);
    expect(hours('2027-10-31', 1500)).toHaveLength(25);
    expect(hours('2027-03-28', 1380).slice(1, 3)).toEqual(['01:00', '03:00']);
    expect(hours('2027-03-28', 1380)).toHaveLength(23);
  });
});

describe('pointing', () => {
  it('finds the grid line at or above the pointer', () => {
    expect(minuteAt(scale, top(scale, 605))).toBe(605);
    expect(minuteAt(scale, top(scale, 605) + 9)).toBe(605);
    expect(minuteAt(scale, top(scale, 605) - 1)).toBe(600);
  });

  it('stays on the sheet', () => {
    expect(minuteAt(scale, -50)).toBe(540);
    expect(minuteAt(scale, 99_999)).toBe(1105);
  });

  it('drags to the nearest grid line', () => {
    expect(nearestMinute(scale, top(scale, 605) + 4)).toBe(605);
    expect(nearestMinute(scale, top(scale, 605) + 6)).toBe(610);
  });

  it('finds the column and keeps to the outer ones', () => {
    expect([-5, 0, 99, 100, 399, 400].map((x) => columnAt(x, 400, 4))).toEqual([0, 0, 0, 1, 3, 3]);
  });
});

describe('spans', () => {
  const span = (from_minute: number, to_minute: number) => ({ from_minute, to_minute });

  it('leave what is not taken, in order, even if the taken overlap each other', () => {
    expect(without(span(600, 700), [span(650, 660), span(590, 610), span(655, 670)])).toEqual([
      span(610, 650),
      span(670, 700),
    ]);
  });

  it('leave nothing of what is taken whole', () => {
    expect(without(span(600, 630), [span(600, 630)])).toEqual([]);
  });

  it('touch without overlapping', () => {
    expect(without(span(600, 630), [span(570, 600), span(630, 660)])).toEqual([span(600, 630)]);
  });

  it('are closed before, between and after the hours', () => {
    const staff = {
      id: 1,
      name: '',
      role: 'stylist',
      hours: [span(600, 720), span(780, 1000)],
      blocked: [],
      load_percent: 0,
    };
    expect(closedSpans(staff, scale)).toEqual([span(540, 600), span(720, 780), span(1000, 1110)]);
    expect(closedSpans({ ...staff, hours: [] }, scale)).toEqual([span(540, 1110)]);
    expect(height(scale, span(600, 630))).toBe(60);
  });

  it('end where the sheet ends, so that what is written on them can be read', () => {
    const off = { ...span(0, 1440), reason: 'time_off' };
    expect(onSheet([off, span(500, 540), span(600, 630)], scale)).toEqual([
      { ...span(540, 1110), reason: 'time_off' },
      span(600, 630),
    ]);
  });
});

describe('lanes', () => {
  const colour = appointment(1, 7, [
    ['A', 'staff', 7, 540, 570],
    ['GAP_A', 'gap', 7, 570, 600],
    ['B', 'staff', 7, 600, 660],
  ]);

  it('let what sits in a gap step in', () => {
    const inside = appointment(2, 7, [['A', 'staff', 7, 575, 590]]);
    const lanes = lanesOf([inside, colour]);
    expect(laneOf(lanes, 1, 7)).toBe(0);
    expect(laneOf(lanes, 2, 7)).toBe(1);
  });

  it('return to the edge as soon as it is free', () => {
    const next = appointment(2, 7, [['A', 'staff', 7, 660, 690]]);
    expect(laneOf(lanesOf([colour, next]), 2, 7)).toBe(0);
  });

  it('count each column by itself', () => {
    const elsewhere = appointment(2, 8, [['A', 'staff', 8, 550, 580]]);
    expect(laneOf(lanesOf([colour, elsewhere]), 2, 8)).toBe(0);
  });

  it('place three that lie into each other side by side', () => {
    const second = appointment(2, 7, [
      ['A', 'staff', 7, 570, 580],
      ['GAP_A', 'gap', 7, 580, 660],
      ['B', 'staff', 7, 660, 670],
    ]);
    const third = appointment(3, 7, [['A', 'staff', 7, 582, 595]]);
    const lanes = lanesOf([third, second, colour]);
    expect([1, 2, 3].map((id) => laneOf(lanes, id, 7))).toEqual([0, 1, 2]);
  });

  it('are those that a plain count gives, on any day', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const day = anyDay(seed);
      expect(Object.fromEntries(lanesOf(day)), `day ${String(seed)}`).toEqual(plainLanes(day));
    }
  });
});

/** The same day for the same seed (mulberry32). `below(n)`: from 0 to n, without n. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let one = Math.imul(state ^ (state >>> 15), 1 | state);
    one = (one + Math.imul(one ^ (one >>> 7), 61 | one)) ^ one;
    return Math.floor((((one ^ (one >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * Quiet days and crowded ones, in the order of their beginnings or in none. Parts are handed over to other columns, in which their
 * order is then another; many begin at the same minute.
 */
function anyDay(seed: number): AppointmentView[] {
  const below = dice(seed);
  const columns = 1 + below(5);
  const crowded = below(3) * 40;
  const handedOver = below(3);
  const ends = Array.from({ length: columns }, () => 480);
  const day = Array.from({ length: 1 + below(14) }, (_, id) => {
    const own = below(columns);
    // On a quiet day after what was there before, so that there are columns that nobody shares.
    let minute = below(100) < crowded ? 480 + 5 * below(20) : (ends[own] ?? 0) + 5 * below(2);
    const parts = Array.from({ length: 1 + below(5) }, (_, index): Part => {
      const staff = below(4) < handedOver ? below(columns) : own;
      const from = minute;
      minute += 5 * (1 + below(6));
      ends[staff] = Math.max(ends[staff] ?? 0, minute);
      return [`${String(index)}`, index % 2 === 0 ? 'staff' : 'gap', staff, from, minute];
    });
    return appointment(id + 1, own, parts);
  });
  return below(2) === 0 ? day : day.sort((a, b) => a.from_minute - b.from_minute);
}

/** Whoever begins later in a column stands in the first lane that nobody stands in who has not ended. */
function plainLanes(day: AppointmentView[]): Record<string, number> {
  type Stretch = { key: string; staff: number; from: number; to: number; lane: number };
  const stretches = day.flatMap(({ id, phases }) =>
    [...new Set(phases.map(({ staff_id }) => staff_id))].map((staff): Stretch => {
      const theirs = phases.filter(({ staff_id }) => staff_id === staff);
      const from = Math.min(...theirs.map(({ from_minute }) => from_minute));
      const to = Math.max(...theirs.map(({ to_minute }) => to_minute));
      return { key: `${String(id)}:${String(staff)}`, staff, from, to, lane: 0 };
    }),
  );
  stretches.sort((a, b) => a.from - b.from || b.to - a.to);
  for (const [index, one] of stretches.entries()) {
    const beside = stretches.slice(0, index).filter(({ staff, to }) => staff === one.staff && to > one.from);
    while (beside.some(({ lane }) => lane === one.lane)) one.lane++;
  }
  return Object.fromEntries(stretches.flatMap(({ key, lane }) => (lane > 0 ? [[key, lane]] : [])));
}
