import { describe, expect, it } from 'vitest';
import type { DayView } from '../../src/lib/ipc/DayView';
import { addDays } from '../../src/lib/time/civil';
import { wallDay } from '../../src/lib/time/wall';
import { timesOf } from '../../src/lib/timeline/geometry';
import {
  clockOf,
  minuteBeside,
  minutesOf,
  momentOn,
  partIn,
  scaleOn,
  weekOf,
} from '../../src/lib/week/sheet';
import { appointment } from './views';

const ZONE = 'Europe/Berlin';
const ANNA = 7;

/** From Monday; on each day Anna works from nine, and does a cut until ten and one at half past three at night. */
function weekFrom(monday: string): DayView[] {
  return Array.from({ length: 7 }, (_, index) => {
    const date = addDays(monday, index);
    const later = wallDay(date, ZONE).minutes - 1440;
    const cut = (id: number, from: number) =>
      appointment(id, ANNA, [['A', 'staff', ANNA, from + later, from + later + 60]]);
    const hours = [{ from_minute: 540 + later, to_minute: 600 + later }];
    return {
      ...{ revision: 1, date, zone: ZONE, from_minute: 0, to_minute: 1440 },
      staff: [{ id: ANNA, name: 'Anna', role: 'stylist', hours, blocked: [], load_percent: 100 }],
      appointments: [cut(1, 210), cut(2, 540)],
    };
  });
}

describe('the hours beside a week', () => {
  it.each([
    ['2026-11-23', 1440, 210],
    ['2027-10-25', 1500, 270],
    ['2027-03-22', 1440, 210],
  ])('are the same for all of its days: from %s', (monday, minutes, atNight) => {
    const days = weekFrom(monday);
    const beside = clockOf(days);
    if (!beside) throw new Error('a week without days');
    expect(beside.minutes).toBe(minutes);
    const columns = weekOf(days, beside, ANNA);
    for (const { staff, drawn } of columns) {
      expect(drawn.map(({ comb }) => comb.span.from_minute)).toEqual([atNight, atNight + 330]);
      expect(staff.hours).toEqual([{ from_minute: atNight + 330, to_minute: atNight + 390 }]);
    }
    expect(minutesOf(columns)).toEqual({ from_minute: atNight, to_minute: atNight + 390 });
  });

  it('leave on ordinary days one of the hours empty that are there twice on the last', () => {
    const beside = wallDay('2027-10-31', ZONE);
    const saturday = wallDay('2027-10-30', ZONE);
    expect([119, 120, 179, 180].map((minute) => minuteBeside(beside, saturday, minute))).toEqual([
      119, 120, 179, 240,
    ]);
  });

  it.each([
    ['2027-10-30', '2027-10-31', 120, 180, '02:00', '03:00'],
    ['2027-10-31', '2027-10-31', 120, 180, '02:00 A', '02:00 B'],
    ['2027-03-28', '2027-03-27', 60, 150, '01:00', '03:30'],
  ])('are named on %s, beside %s, by its own clock', (date, other, from_minute, to_minute, from, to) => {
    const [day, beside] = [wallDay(date, ZONE), wallDay(other, ZONE)];
    const scale = scaleOn({ from: 0, to: 1440, pxPerMinute: 1, rem: 1, wall: beside }, beside, day);
    const [start, last] = [from_minute, to_minute - 1].map((minute) => minuteBeside(beside, day, minute));
    const span = { from_minute: start ?? 0, to_minute: (last ?? 0) + 1 };
    expect(timesOf(scale, span)).toEqual({ from, to });
  });

  it('are on each day the minutes at which its own clock shows the same', () => {
    const beside = wallDay('2027-10-31', ZONE);
    for (const date of ['2027-10-30', '2027-10-31']) {
      const day = wallDay(date, ZONE);
      for (const minute of [60, 600])
        expect(momentOn(beside, day, minuteBeside(beside, day, minute))).toEqual({ date, minute });
    }
  });

  it('are no moment of a day that leaves them out: what is meant then is the one after them', () => {
    const beside = wallDay('2027-03-27', ZONE);
    const sunday = wallDay('2027-03-28', ZONE);
    const minutes = [115, 120, 150, 180, 185].map((minute) => momentOn(beside, sunday, minute).minute);
    expect(minutes).toEqual([115, 120, 120, 120, 125]);
  });

  it('go on past midnight for what reaches past it', () => {
    const beside = wallDay('2027-10-31', ZONE);
    const saturday = wallDay('2027-10-30', ZONE);
    expect([1439, 1440, 1500].map((minute) => minuteBeside(beside, saturday, minute))).toEqual([
      1499, 1500, 1560,
    ]);
  });
});

describe('what is pointed with in a week', () => {
  const LEA = 8;
  const washed = appointment(1, ANNA, [
    ['A', 'staff', ANNA, 600, 660],
    ['B', 'staff', LEA, 690, 710],
    ['C', 'staff', ANNA, 710, 740],
  ]);

  it('is the beginning in the week of whose appointment it is, and in that of somebody who shall have it', () => {
    expect(partIn(ANNA, washed)).toEqual({ lead: 0, staffId: ANNA });
    expect(partIn(9, washed)).toEqual({ lead: 0, staffId: 9 });
  });

  it('is their part in the week of who helps, and the appointment stays with whom it is', () => {
    expect(partIn(LEA, washed)).toEqual({ lead: 90, staffId: ANNA });
  });
});
