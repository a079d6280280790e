import { tongue } from '../i18n/i18n.svelte';

const short = (value: number) =>
  new Intl.NumberFormat(tongue.locale, { maximumFractionDigits: 1 }).format(value);

/** As locals write it, without the sign. */
export const percent = short;
export const seconds = (ms: number) => short(ms / 1000);
