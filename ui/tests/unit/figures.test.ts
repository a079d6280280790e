import { afterEach, expect, it } from 'vitest';
import { lasting } from '../../src/lib/health/figures';
import { moneyText, percentText } from '../../src/lib/i18n/figures';
import { tongue } from '../../src/lib/i18n/i18n.svelte';

afterEach(() => tongue.speak('de'));

/** A space that does not break is as good as one that does. */
const plain = (text: string) => text.replace(/\s/g, ' ');

it('figures carry their sign where locals write it', () => {
  expect(plain(percentText(39, 'de-DE'))).toBe('39 %');
  expect(percentText(39, 'en-GB')).toBe('39%');
  expect(plain(percentText(98.25, 'de-DE'))).toBe('98,3 %');
  expect(plain(moneyText(9800, 'de-DE'))).toBe('98,00 €');
  expect(moneyText(9800, 'en-GB')).toBe('€98.00');
});

it('how long something takes is told in milliseconds below a second, and is never nothing', async () => {
  expect([0, 0.4, 38.4, 999.4].map(lasting)).toEqual(['< 1 ms', '< 1 ms', '38 ms', '999 ms']);
  expect([999.6, 1250, 31_000].map(lasting)).toEqual(['1 s', '1,3 s', '31 s']);
  await tongue.speak('en');
  expect(lasting(1250)).toBe('1.3 s');
});
