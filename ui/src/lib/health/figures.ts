import { tongue } from '../i18n/i18n.svelte';
import { percentText } from '../i18n/figures';

const short = (value: number) =>
  new Intl.NumberFormat(tongue.locale, { maximumFractionDigits: 1 }).format(value);

export const percent = (value: number) => percentText(value, tongue.locale);
/** `2,4`; what is not there yet is never nothing: `< 0,1`. */
export const seconds = (ms: number) => (ms < 50 ? `< ${short(0.1)}` : short(ms / 1000));
