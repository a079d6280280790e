import { expect, it } from 'vitest';
import { moneyText, percentText } from '../../src/lib/i18n/figures';

/** A space that does not break is as good as one that does. */
const plain = (text: string) => text.replace(/\s/g, ' ');

it('figures carry their sign where locals write it', () => {
  expect(plain(percentText(39, 'de-DE'))).toBe('39 %');
  expect(percentText(39, 'en-GB')).toBe('39%');
  expect(plain(percentText(98.25, 'de-DE'))).toBe('98,3 %');
  expect(plain(moneyText(9800, 'de-DE'))).toBe('98,00 €');
  expect(moneyText(9800, 'en-GB')).toBe('€98.00');
});
