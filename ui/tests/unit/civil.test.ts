import { describe, expect, it } from 'vitest';
import { addDays, addMonths, clock, isDate, monthSheet, shortClock, weekday } from '../../src/lib/time/civil';
import { instantDateTime, longDate, weekdayNames } from '../../src/lib/time/format';
import { momentOf } from '../../src/lib/time/wall';

describe('civil dates', () => {
  it('step over months, years and the days on which clocks change', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-28', 1)).toBe('2026-03-29');
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-01');
  });

  it('begin their week on Monday', () => {
    expect(weekday('2026-11-23')).toBe(0);
    expect(weekday('2026-11-29')).toBe(6);
    expect(monthSheet('2026-11-27')[0]).toBe('2026-10-26');
    expect(monthSheet('2026-11-27')).toHaveLength(42);
  });

  it('are only those that exist', () => {
    expect(isDate('2026-02-29')).toBe(false);
    expect(isDate('2028-02-29')).toBe(true);
    expect(isDate('27.11.2026')).toBe(false);
  });
});

describe('times of day', () => {
  it('are written with two digits', () => {
    expect([clock(545), clock(0), clock(1439)]).toEqual(['09:05', '00:00', '23:59']);
    expect([shortClock(540), shortClock(1110)]).toEqual(['9', '18:30']);
  });
});

describe('instants', () => {
  it('are told in the salon’s zone, on both sides of a clock change', () => {
    const shown = (instant: string) => instantDateTime(instant, 'Europe/Berlin', 'de-DE');
    expect(shown('2026-03-29T00:30:00Z')).toBe('29.03.2026, 01:30');
    expect(shown('2026-03-29T01:30:00Z')).toBe('29.03.2026, 03:30');
    expect(momentOf(Date.parse('2026-11-27T23:30:00Z'), 'Europe/Berlin')).toEqual({
      date: '2026-11-28',
      minute: 30,
    });
  });

  it('follow the language', () => {
    expect(longDate('2026-11-27', 'de-DE')).toBe('Freitag, 27. November 2026');
    // The comma after the weekday depends on the age of the locale data.
    expect(longDate('2026-11-27', 'en-GB')).toMatch(/^Friday,? 27 November 2026$/);
    expect(weekdayNames('de-DE')[0]).toBe('Mo');
  });
});
