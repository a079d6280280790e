import { expect, it } from 'vitest';
import { phoneText, startText } from '../../src/lib/import/spelled';

it('a time in a file is shown as it is written here, in the salon’s zone', () => {
  const shown = (start: string, locale: string) => startText(start, 'Europe/Berlin', locale);
  expect(shown('2026-11-27T09:30', 'de-DE')).toBe('27.11.2026, 09:30');
  expect(shown('2026-11-27T09:30:00', 'en-GB')).toBe('27/11/2026, 09:30');
  expect(shown('2026-11-27T23:30:00Z', 'de-DE')).toBe('28.11.2026, 00:30');
  expect(shown('2026-11-27T09:30:00+02:00', 'de-DE')).toBe('27.11.2026, 08:30');
});

it('a number of this country is dialled with a nought, one from abroad as it is', () => {
  expect(phoneText('+491701234567')).toBe('0170 1234567');
  expect(phoneText('+493012345678')).toBe('03012345678');
  expect(phoneText('+436601234567')).toBe('+436601234567');
});
