/** The stretch of the calendar that the appointment list looks at. */
import { addDays, weekday } from '../time/civil';

export const PERIODS = ['coming', 'today', 'week', 'past', 'all', 'range'] as const;
export type Period = (typeof PERIODS)[number];

/** First and last day; `null` has no end. What lies behind is read backwards, the latest first. */
export type Days = { from: string | null; to: string | null; latestFirst: boolean };

export function daysOf(period: Period, today: string, range: { from: string; to: string }): Days {
  switch (period) {
    case 'coming':
      return { from: today, to: null, latestFirst: false };
    case 'today':
      return { from: today, to: today, latestFirst: false };
    case 'week': {
      const monday = addDays(today, -weekday(today));
      return { from: monday, to: addDays(monday, 6), latestFirst: false };
    }
    case 'past':
      return { from: null, to: addDays(today, -1), latestFirst: true };
    case 'all':
      return { from: null, to: null, latestFirst: true };
    case 'range':
      return { from: range.from, to: range.to, latestFirst: false };
  }
}
