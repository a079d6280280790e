import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/lib/time/civil';
import {
  changeOf,
  label,
  minutesShowing,
  momentOf,
  onWall,
  shownAt,
  startOf,
  wallDay,
} from '../../src/lib/time/wall';

const BERLIN = 'Europe/Berlin';
const AUTUMN = wallDay('2027-10-31', BERLIN);
const SPRING = wallDay('2027-03-28', BERLIN);

/** Half an hour forward in Australia, at midnight in Chile and on the Azores, never in India. */
const ZONES = [
  BERLIN,
  'Australia/Lord_Howe',
  'America/Santiago',
  'Atlantic/Azores',
  'America/New_York',
  'Asia/Kolkata',
  'UTC',
];

function everyDay(check: (date: string, zone: string) => void): void {
  for (const zone of ZONES)
    for (let date = '2026-01-01'; date < '2028-01-01'; date = addDays(date, 1)) check(date, zone);
}

describe('a day on the wall', () => {
  it('lasts as long as the law makes it', () => {
    expect(wallDay('2026-11-27', BERLIN).minutes).toBe(1440);
    expect(AUTUMN.minutes).toBe(1500);
    expect(SPRING.minutes).toBe(1380);
    expect(wallDay('2027-04-04', 'Australia/Lord_Howe').minutes).toBe(1470);
  });

  it('ends where the next one begins, in every zone', () => {
    everyDay((date, zone) => {
      const day = wallDay(date, zone);
      expect(day.begins + day.minutes * 60_000).toBe(wallDay(addDays(date, 1), zone).begins);
    });
  });

  it('shows at each of its minutes what the zone says, and is found again by it', () => {
    const wrong: string[] = [];
    everyDay((date, zone) => {
      const day = wallDay(date, zone);
      const step = day.minutes === 1440 ? 720 : 5;
      for (let minute = 0; minute < day.minutes; minute += step) {
        const found = momentOf(day.begins + minute * 60_000, zone);
        const said = minutesShowing(day, shownAt(day, minute)).includes(minute);
        if (!said || found.date !== date || found.minute !== minute)
          wrong.push(`${zone} ${date} ${String(minute)}`);
      }
    });
    expect(wrong).toEqual([]);
  });

  it('never names two of its minutes alike', () => {
    everyDay((date, zone) => {
      const day = wallDay(date, zone);
      if (day.minutes === 1440) return;
      const labels = Array.from({ length: day.minutes }, (_, minute) => label(day, minute));
      expect(new Set(labels).size).toBe(day.minutes);
    });
  });

  it('has every time of the wall once, none in an hour left out and both in an hour that comes twice', () => {
    expect(minutesShowing(wallDay('2026-11-27', BERLIN), 150)).toEqual([150]);
    expect(minutesShowing(SPRING, 150)).toEqual([]);
    expect(minutesShowing(SPRING, 180)).toEqual([120]);
    expect(minutesShowing(AUTUMN, 150)).toEqual([150, 210]);
    expect(minutesShowing(AUTUMN, 540)).toEqual([600]);
  });

  it('tells the two hours apart, and says where the clock is changed', () => {
    const hours = [60, 120, 150, 180, 210, 240].map((minute) => label(AUTUMN, minute));
    expect(hours).toEqual(['01:00', '02:00 A', '02:30 A', '02:00 B', '02:30 B', '03:00']);
    expect(changeOf(AUTUMN)).toEqual({ minute: 180, before: 180, after: 120 });
    expect(changeOf(SPRING)).toEqual({ minute: 120, before: 120, after: 180 });
    expect(changeOf(wallDay('2026-11-27', BERLIN))).toBeNull();
  });

  it('may begin after midnight, if the clock leaps over that', () => {
    const day = wallDay('2027-09-05', 'America/Santiago');
    expect([day.minutes, label(day, 0), label(day, 60)]).toEqual([1380, '01:00', '02:00']);
  });
});

describe('a moment', () => {
  it('is asked for as the wall shows it, where that says which one', () => {
    expect(startOf({ date: '2026-11-27', minute: 570 }, BERLIN)).toBe('2026-11-27T09:30');
    expect(startOf({ date: '2027-10-31', minute: 210 }, BERLIN)).toBe('2027-10-31T01:30:00Z');
    expect(startOf({ date: '2027-10-31', minute: 600 }, BERLIN)).toBe('2027-10-31T08:00:00Z');
  });

  it('is shown from an instant, on both sides of the change', () => {
    const shown = (instant: string) => onWall(instant, BERLIN);
    expect(shown('2027-10-31T02:30:00+02:00')).toBe('02:30 A');
    expect(shown('2027-10-31T02:30:00+01:00')).toBe('02:30 B');
    expect(shown('2027-10-31T03:00:00+01:00')).toBe('03:00');
    expect(shown('2027-03-28T03:00:00+02:00')).toBe('03:00');
  });
});
