/** Figures with their sign, as locals write them: `39 %` and `98,00 €`, but `39%` and `€98.00`. */
import { once } from './once';

const percents = once(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);
const money = once((locale) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }));
const plurals = once((locale) => new Intl.PluralRules(locale));

export const percentText = (percent: number, locale: string) => percents(locale).format(percent / 100);

export const moneyText = (cents: number, locale: string) => money(locale).format(cents / 100);

export const isOne = (count: number, locale: string) => plurals(locale).select(count) === 'one';
