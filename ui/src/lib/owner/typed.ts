/** What an owner types into a field, and how it is shown there. `undefined`: not understood. */
import type { MinuteSpan } from '../ipc/MinuteSpan';
import { clock, MINUTES_PER_DAY, parseClock } from '../time/civil';

/** `98`, `98,5`, `98.50` → cents; blank is none. */
export function centsOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const match = /^\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*€?\s*$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

export function priceText(cents: number | null, locale: string): string {
  if (cents === null) return '';
  return (cents / 100).toLocaleString(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  });
}

/** A whole number between the two, or blank for none. */
export function numberOf(text: string, least: number, most: number): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** `9–13, 14:30–18` → stretches; blank is a day off. */
export function stretchesOf(text: string): MinuteSpan[] | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const stretches: MinuteSpan[] = [];
  for (const part of parts) {
    const [from, to, more] = part.split(/\s*[-–—]\s*/);
    const from_minute = parseClock(from ?? '');
    const to_minute = closing(to ?? '');
    if (from_minute === null || to_minute === null || more !== undefined || from_minute >= to_minute)
      return undefined;
    stretches.push({ from_minute, to_minute });
  }
  return stretches;
}

/** A day may end at 24:00. */
function closing(text: string): number | null {
  return /^24([:.]?00)?$/.test(text.trim()) ? MINUTES_PER_DAY : parseClock(text);
}

export function hoursText(stretches: readonly MinuteSpan[]): string {
  const end = (minute: number) => (minute === MINUTES_PER_DAY ? '24:00' : clock(minute));
  return stretches.map((one) => `${clock(one.from_minute)}–${end(one.to_minute)}`).join(', ');
}
