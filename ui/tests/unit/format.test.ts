import { expect, it } from 'vitest';
import { instantSeenOn } from '../../src/lib/time/format';

it.each([
  ['2026-11-27T10:12:00+01:00', '10:12', '10:12'],
  ['2026-11-26T23:30:00Z', '00:30', '00:30'],
  ['2026-11-26T18:00:00+01:00', '26.11., 18:00', '26/11, 18:00'],
  ['2025-11-27T10:12:00+01:00', '27.11.2025, 10:12', '27/11/2025, 10:12'],
])('an instant bears its date unless that is today’s: %s', (instant, german, english) => {
  const seen = (locale: string) => instantSeenOn('2026-11-27', instant, 'Europe/Berlin', locale);
  expect(seen('de-DE')).toBe(german);
  expect(seen('en-GB')).toBe(english);
});
