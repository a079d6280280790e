/** Figures with their sign, as locals write them: `39 %` and `98,00 €`, but `39%` and `€98.00`. */

const made = new Map<string, { percent: Intl.NumberFormat; money: Intl.NumberFormat }>();

function formatsOf(locale: string) {
  let formats = made.get(locale);
  if (!formats) {
    formats = {
      percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
      money: new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }),
    };
    made.set(locale, formats);
  }
  return formats;
}

export const percentText = (percent: number, locale: string) =>
  formatsOf(locale).percent.format(percent / 100);

export const moneyText = (cents: number, locale: string) => formatsOf(locale).money.format(cents / 100);
