/** Instants and dates in words. The zone is always the salon's, never the computer's. */
import { once } from '../i18n/once';
import { addDays } from './civil';
import { momentOf, onWall } from './wall';

const SOME_MONDAY = '2026-11-23';

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    cache.set(key, made);
  }
  return made;
}

function civilDay(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** `Freitag, 27. November 2026`. */
export function longDate(date: string, locale: string): string {
  return formatter(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(civilDay(date));
}

/** `Fr., 27.11.` */
export function shortDate(date: string, locale: string): string {
  return formatter(locale, {
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    timeZone: 'UTC',
  }).format(civilDay(date));
}

/** `27.11.2026`, as it can be typed again. */
export function numericDate(date: string, locale: string): string {
  return formatter(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(
    civilDay(date),
  );
}

/** `23.–29. Nov. 2026`. */
export function dateRange(from: string, to: string, locale: string): string {
  return formatter(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).formatRange(
    civilDay(from),
    civilDay(to),
  );
}

/** `23.11.–29.11.` */
export function shortRange(from: string, to: string, locale: string): string {
  return formatter(locale, { day: '2-digit', month: '2-digit', timeZone: 'UTC' }).formatRange(
    civilDay(from),
    civilDay(to),
  );
}

/** `November 2026`. */
export function monthName(date: string, locale: string): string {
  return formatter(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(civilDay(date));
}

/** `Mo`, `Di`, … from Monday on. */
export function weekdayNames(locale: string): string[] {
  return Array.from({ length: 7 }, (_, day) => weekdayName(addDays(SOME_MONDAY, day), 'short', locale));
}

/** `Freitag`, `Fr`. */
export function weekdayName(date: string, style: 'long' | 'short', locale: string): string {
  return formatter(locale, { weekday: style, timeZone: 'UTC' }).format(civilDay(date)).replace('.', '');
}

const near = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** `heute`, `morgen`, `in 3 Tagen`. */
export const nearDay = (days: number, locale: string) => near(locale).format(days, 'day');

/** `27.11.2026, 11:12`. */
export function instantDateTime(instant: string, zone: string, locale: string): string {
  return `${instantDate(instant, zone, locale)}, ${onWall(instant, zone)}`;
}

/** What leaves no doubt on a day: `11:12` on itself, `26.11., 11:12` in its year, `27.11.2025, 11:12` in any other. */
export function instantSeenOn(today: string, instant: string, zone: string, locale: string): string {
  const { date } = momentOf(Date.parse(instant), zone);
  if (date === today) return onWall(instant, zone);
  if (date.slice(0, 4) !== today.slice(0, 4)) return instantDateTime(instant, zone, locale);
  return `${dayAndMonth(date, locale)}, ${onWall(instant, zone)}`;
}

/** `26.11.` */
function dayAndMonth(date: string, locale: string): string {
  return formatter(locale, { day: '2-digit', month: '2-digit', timeZone: 'UTC' }).format(civilDay(date));
}

/** `30.10.2026`. */
export function instantDate(instant: string, zone: string, locale: string): string {
  return formatter(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: zone }).format(
    new Date(instant),
  );
}

/** Milliseconds as `4:59`. */
export function countdown(left: number): string {
  const seconds = Math.max(0, Math.round(left / 1000));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
