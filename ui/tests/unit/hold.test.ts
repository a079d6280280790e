import { expect, test } from 'vitest';
import { renews } from '../../src/lib/booking/hold';
import { countdown } from '../../src/lib/time/format';

test('what is left of a hold is counted down to the second, and is never more than was given', () => {
  expect(countdown(300_000)).toBe('5:00');
  // The window's clock is behind the program's by as long as an answer takes.
  expect(countdown(300_300)).toBe('5:00');
  expect(countdown(61_200)).toBe('1:01');
  expect(countdown(999)).toBe('0:01');
  expect(countdown(-5000)).toBe('0:00');
});

test('a hold is prolonged when some of it is used up, and never once it has lapsed', () => {
  expect(renews(299_000)).toBe(false);
  expect(renews(200_000)).toBe(true);
  expect(renews(0)).toBe(false);
});
