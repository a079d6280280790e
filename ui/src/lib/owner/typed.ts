/** What an owner types into a field, and how it is shown there. `undefined`: not understood. */
import type { MinuteSpan } from '../ipc/MinuteSpan';
import { addDays, clock, MINUTES_PER_DAY } from '../time/civil';
import { instantDateTime, numericDate } from '../time/format';
import { parseClock, parseDate } from '../time/typed';
import { momentOf, onWall } from '../time/wall';

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
export function closing(text: string): number | null {
  return /^24([:.]?00)?$/.test(text.trim()) ? MINUTES_PER_DAY : parseClock(text);
}

export function hoursText(stretches: readonly MinuteSpan[]): string {
  const end = (minute: number) => (minute === MINUTES_PER_DAY ? '24:00' : clock(minute));
  return stretches.map((one) => `${clock(one.from_minute)}–${end(one.to_minute)}`).join(', ');
}

export type TypedAbsence = { from: string; fromTime: string; to: string; toTime: string };

/** As the program takes it: whole days, unless a time is said; without an end only that day. */
export function absenceOf(typed: TypedAbsence, today: string): { from: string; to: string } | undefined {
  const from = parseDate(typed.from, today);
  const to = typed.to.trim() === '' ? from : parseDate(typed.to, from ?? today);
  const begins = typed.fromTime.trim() === '' ? 0 : parseClock(typed.fromTime);
  const ends = typed.toTime.trim() === '' ? MINUTES_PER_DAY : closing(typed.toTime);
  if (!from || !to || begins === null || ends === null) return undefined;
  return {
    from: begins === 0 ? from : `${from}T${clock(begins)}`,
    to: ends === MINUTES_PER_DAY ? to : `${to}T${clock(ends)}`,
  };
}

/** `21.12.2026 – 23.12.2026`, `27.11.2026, 10:00–12:00`, or from a time of one day to one of another. */
export function absenceText({ start, end }: { start: string; end: string }, zone: string, locale: string) {
  const [begins, ends] = [momentOf(Date.parse(start), zone), momentOf(Date.parse(end), zone)];
  if (begins.minute === 0 && ends.minute === 0) {
    const days = [...new Set([begins.date, addDays(ends.date, -1)])];
    return days.map((date) => numericDate(date, locale)).join(' – ');
  }
  const until =
    begins.date === ends.date ? `–${onWall(end, zone)}` : ` – ${instantDateTime(end, zone, locale)}`;
  return instantDateTime(start, zone, locale) + until;
}
