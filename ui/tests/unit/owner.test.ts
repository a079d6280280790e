import { describe, expect, it } from 'vitest';
import {
  mayTakeGap,
  moved,
  newService,
  phasesOf,
  toggled,
  withGap,
  without,
  withOwnMinutes,
  withSegment,
  type Segment,
} from '../../src/lib/owner/comb';
import {
  absenceOf,
  absenceText,
  centsOf,
  hoursText,
  numberOf,
  priceText,
  stretchesOf,
} from '../../src/lib/owner/typed';
import { withDay } from '../../src/lib/owner/week';
import type { PartSheet } from '../../src/lib/ipc/PartSheet';

const tooth = (name: string, staff: number[] = [1], hand_over = false): Segment => ({
  kind: 'segment',
  key: name,
  name,
  minutes: 30,
  hand_over,
  performers: staff.map((staff_id) => ({ staff_id, minutes: null })),
});
const gap: PartSheet = { kind: 'gap', minutes: 20, bookable: true };
const shape = (parts: readonly PartSheet[]) =>
  parts.map((part) => (part.kind === 'gap' ? '~' : (part.key ?? '+'))).join('');

describe('a comb that is edited', () => {
  it('never ends with processing time that was just added', () => {
    expect(shape(withGap([tooth('A')], 0))).toBe('A~+');
    expect(shape(withGap([tooth('A'), tooth('B')], 0))).toBe('A~B');
  });

  it('takes no processing time behind processing time', () => {
    const parts = [tooth('A'), gap, tooth('B')];
    expect([0, 1, 2].map((index) => mayTakeGap(parts, index))).toEqual([false, false, true]);
  });

  it('gives a new step to whoever does the one before, in the usual length', () => {
    const before = withOwnMinutes(tooth('A', [1, 2]), 2, 45);
    const added = withSegment([before, gap], 1).at(2);
    expect(added).toMatchObject({ key: null, performers: [{ staff_id: 1 }, { staff_id: 2, minutes: null }] });
  });

  it('moves and loses parts without touching the others, and never beyond its ends', () => {
    const parts = [tooth('A'), gap, tooth('B')];
    expect(shape(moved(parts, 2, 0))).toBe('BA~');
    expect(shape(moved(parts, 0, -1))).toBe('A~B');
    expect(shape(moved(parts, 2, 3))).toBe('A~B');
    expect(shape(without(parts, 1))).toBe('AB');
  });

  it('lists people in the order in which they were entered', () => {
    const twice = toggled(toggled(tooth('A', [1]), 3), 2);
    expect(twice.performers.map((one) => one.staff_id)).toEqual([1, 3, 2]);
    expect(toggled(twice, 3).performers.map((one) => one.staff_id)).toEqual([1, 2]);
  });

  it('keeps an own length only where it differs', () => {
    const own = withOwnMinutes(tooth('A'), 1, 25);
    expect(own.performers[0]?.minutes).toBe(25);
    expect(withOwnMinutes(own, 1, 30).performers[0]?.minutes).toBeNull();
  });
});

describe('the picture of a comb', () => {
  it('lets the helper take over and the stylist go on', () => {
    const parts = [tooth('A', [1, 2]), gap, tooth('B', [4, 1], true), tooth('C', [2, 1])];
    const phases = phasesOf(parts);
    expect(phases.map((phase) => phase.staff_id)).toEqual([1, 1, 4, 1]);
    expect(phases.map((phase) => phase.from_minute)).toEqual([540, 570, 590, 620]);
  });

  it('shows the own length of whoever is preferred', () => {
    const parts = [withOwnMinutes(tooth('A', [1]), 1, 50), tooth('B')];
    expect(phasesOf(parts).map((phase) => phase.minutes)).toEqual([50, 30]);
  });

  it('can be drawn before anybody is entered', () => {
    expect(phasesOf(newService([]).parts)).toHaveLength(1);
  });
});

describe('what an owner types', () => {
  it('is a price to the cent, none, or not understood', () => {
    expect(['98', '98,5', '98.50', '98,50 €', ''].map(centsOf)).toEqual([9800, 9850, 9850, 9850, null]);
    expect(['x', '9,855', '-3'].map(centsOf)).toEqual([undefined, undefined, undefined]);
    expect(centsOf(priceText(123456, 'de-DE'))).toBe(123456);
    expect(centsOf(priceText(123456, 'en-GB'))).toBe(123456);
  });

  it('is a number within bounds, none, or not understood', () => {
    expect(numberOf('7', 1, 10)).toBe(7);
    expect(numberOf(' ', 1, 10)).toBeNull();
    expect(['0', '11', '1.5', 'x'].map((text) => numberOf(text, 1, 10))).toEqual(Array(4).fill(undefined));
  });

  it('is a day in stretches, a day off, or not understood', () => {
    const day = [
      { from_minute: 540, to_minute: 780 },
      { from_minute: 870, to_minute: 1440 },
    ];
    expect(stretchesOf('9–13, 14:30-24')).toEqual(day);
    expect(stretchesOf(hoursText(day))).toEqual(day);
    expect(stretchesOf('')).toEqual([]);
    expect(['9', '13-9', '9-9', 'x-y', '9-13-14'].map(stretchesOf)).toEqual(Array(5).fill(undefined));
  });

  it('is an absence of whole days, or from and to a time, or not understood', () => {
    const absence = (from: string, fromTime: string, to: string, toTime: string) =>
      absenceOf({ from, fromTime, to, toTime }, '2026-11-27');
    expect(absence('21.12.', '', '', '')).toEqual({ from: '2026-12-21', to: '2026-12-21' });
    expect(absence('21.12.', '10', '', '12.30')).toEqual({
      from: '2026-12-21T10:00',
      to: '2026-12-21T12:30',
    });
    expect(absence('21.12.', '14', '23.12.', '24')).toEqual({ from: '2026-12-21T14:00', to: '2026-12-23' });
    expect(absence('21.12.', '', '5.1.', '')).toEqual({ from: '2026-12-21', to: '2027-01-05' });
    expect(absence('', '', '', '')).toBeUndefined();
    expect(absence('x', '', '', '')).toBeUndefined();
    expect(absence('21.12.', '25', '', '')).toBeUndefined();
    expect(absence('21.12.', '', 'x', '')).toBeUndefined();
    expect(absence('21.12.', '', '', '12:61')).toBeUndefined();
  });

  it('is shown as days, as hours of a day, or from a time to another', () => {
    const shown = (start: string, end: string) => absenceText({ start, end }, 'Europe/Berlin', 'de-DE');
    expect(shown('2026-12-21T00:00:00+01:00', '2026-12-22T00:00:00+01:00')).toBe('21.12.2026');
    expect(shown('2026-12-21T00:00:00+01:00', '2026-12-24T00:00:00+01:00')).toBe('21.12.2026 – 23.12.2026');
    expect(shown('2026-12-21T10:00:00+01:00', '2026-12-21T12:30:00+01:00')).toBe('21.12.2026, 10:00–12:30');
    expect(shown('2026-12-21T14:00:00+01:00', '2026-12-23T12:00:00+01:00')).toBe(
      '21.12.2026, 14:00 – 23.12.2026, 12:00',
    );
  });
});

describe('a usual week', () => {
  const day = (weekday: number, from_minute: number) => ({
    weekday,
    stretches: [{ from_minute, to_minute: 1080 }],
  });

  it('is in order, has a day once, and none without hours', () => {
    const week = withDay([day(1, 540), day(3, 540)], 2, day(2, 600).stretches);
    expect(week).toEqual([day(1, 540), day(2, 600), day(3, 540)]);
    expect(withDay(week, 3, day(3, 660).stretches)).toEqual([day(1, 540), day(2, 600), day(3, 660)]);
    expect(withDay(week, 1, [])).toEqual([day(2, 600), day(3, 540)]);
  });
});
