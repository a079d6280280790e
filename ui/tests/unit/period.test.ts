import { describe, expect, it } from 'vitest';
import { daysOf } from '../../src/lib/appointments/period';

const range = { from: '2026-12-01', to: '2026-12-24' };
const days = (period: Parameters<typeof daysOf>[0], today = '2026-11-27') => daysOf(period, today, range);

describe('the period of the list', () => {
  it('begins today, whatever the day brought already', () => {
    expect(days('coming')).toEqual({ from: '2026-11-27', to: null, latestFirst: false });
    expect(days('today')).toEqual({ from: '2026-11-27', to: '2026-11-27', latestFirst: false });
  });

  it('knows the week from Monday to Sunday', () => {
    const week = { from: '2026-11-23', to: '2026-11-29', latestFirst: false };
    expect(days('week')).toEqual(week);
    expect(days('week', '2026-11-23')).toEqual(week);
    expect(days('week', '2026-11-29')).toEqual(week);
  });

  it('reads what is over backwards', () => {
    expect(days('past')).toEqual({ from: null, to: '2026-11-26', latestFirst: true });
    expect(days('all')).toEqual({ from: null, to: null, latestFirst: true });
  });

  it('takes a range as it was given', () => {
    expect(days('range')).toEqual({ ...range, latestFirst: false });
  });
});
