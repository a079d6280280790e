import { tongue } from '../i18n/i18n.svelte';

const short = (value: number) =>
  new Intl.NumberFormat(tongue.locale, { maximumFractionDigits: 1 }).format(value);

/** As locals write it, without the sign. */
export const percent = short;
/** `2,4`; what is not there yet is never nothing: `< 0,1`. */
export const seconds = (ms: number) => (ms < 50 ? `< ${short(0.1)}` : short(ms / 1000));
