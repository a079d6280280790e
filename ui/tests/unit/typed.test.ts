import { describe, expect, it } from 'vitest';
import { parseClock, parseDate } from '../../src/lib/time/typed';

describe('a date that somebody types', () => {
  it.each([
    ['27.11.', '2026-11-27'],
    ['27.11', '2026-11-27'],
    ['1.2.27', '2027-02-01'],
    ['01.02.2027', '2027-02-01'],
    ['27/11', '2026-11-27'],
    ['2026-11-27', '2026-11-27'],
    ['+7', '2026-11-28'],
    ['-1', '2026-11-20'],
    ['31.2.', null],
    ['heute', '2026-11-21'],
    ['Morgen', '2026-11-22'],
    ['tomorrow', '2026-11-22'],
    ['übermorgen', '2026-11-23'],
    ['Sa', '2026-11-21'],
    ['fr.', '2026-11-27'],
    ['Donnerstag', '2026-11-26'],
    ['wed', '2026-11-25'],
    ['irgendwann', null],
    ['', null],
  ])('is read: %s', (typed, date) => {
    expect(parseDate(typed, '2026-11-21')).toBe(date);
  });
});

describe('a date without its year', () => {
  it.each([
    ['5.1.', '2026-12-28', '2027-01-05'],
    ['28.12.', '2027-01-05', '2026-12-28'],
    ['1.9.', '2026-11-21', '2026-09-01'],
    ['29.2.', '2027-12-01', '2028-02-29'],
    ['29.2.', '2026-11-21', null],
    ['21.12.', '2026-06-15', '2026-12-21'],
    ['15.6.', '2026-12-01', '2027-06-15'],
  ])('is to come, or not long ago: %s on %s', (typed, today, date) => {
    expect(parseDate(typed, today)).toBe(date);
  });
});

describe('a time that somebody types', () => {
  it.each([
    ['9:30', 570],
    ['0930', 570],
    ['9.30', 570],
    ['9', 540],
    ['9 Uhr', 540],
    ['14.30h', 870],
    ['24:00', null],
    ['9:60', null],
    ['neun', null],
  ])('is read: %s', (typed, minute) => {
    expect(parseClock(typed)).toBe(minute);
  });
});
