import { percentText } from '../i18n/figures';
import { t, tongue } from '../i18n/i18n.svelte';

const SECOND = 1000;

const short = (value: number) =>
  new Intl.NumberFormat(tongue.locale, { maximumFractionDigits: 1 }).format(value);

export const percent = (value: number) => percentText(value, tongue.locale);

/** `2,4 s`, below a second `340 ms`; what is there at all is never nothing: `< 1 ms`. */
export function lasting(ms: number): string {
  if (ms < 1) return t('health.milliseconds', { ms: '< 1' });
  if (Math.round(ms) < SECOND) return t('health.milliseconds', { ms: Math.round(ms) });
  return t('health.seconds', { seconds: short(ms / SECOND) });
}
