/** What somebody types for a day or a time; `null` if it is none. */
import { addDays, isDate } from './civil';
import { nearDay, weekdayName } from './format';
import { minutesShowing, type WallDay } from './wall';

/** What somebody types to jump: `27.11.`, `27.11.26`, `2026-11-27`, `+7`, `-1`, `morgen`, `fr`. */
export function parseDate(text: string, today: string): string | null {
  const typed = text.trim();
  if (isDate(typed)) return typed;
  if (/^[+-]\d{1,4}$/.test(typed)) return addDays(today, Number(typed));
  const match = /^(\d{1,2})[./](\d{1,2})[./]?(\d{2}|\d{4})?$/.exec(typed);
  if (!match?.[1] || !match[2]) return dayCalled(typed, today);
  const [day, month, year] = [match[1].padStart(2, '0'), match[2].padStart(2, '0'), match[3]];
  if (!year) return withYear(`${month}-${day}`, today);
  const date = `${year.length === 2 ? `20${year}` : year}-${month}-${day}`;
  return isDate(date) ? date : null;
}

/** A quarter of a year: so far back goes what is looked up, the rest of the year is still to come. */
const LOOKED_BACK = 92;

/** In December the fifth of January is the next one, in January the end of December the last. */
function withYear(monthAndDay: string, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const dates = [year - 1, year, year + 1].map((one) => `${String(one)}-${monthAndDay}`).filter(isDate);
  return dates.find((date) => date >= addDays(today, -LOOKED_BACK)) ?? null;
}

/** `morgen`, or the next Friday by what it is called in one of the window's languages; that can be today. */
function dayCalled(typed: string, today: string): string | null {
  const word = typed.toLowerCase().replace(/\.$/, '');
  const names = (date: string, days: number) =>
    ['de', 'en'].flatMap((language) => [
      nearDay(days, language),
      weekdayName(date, 'long', language),
      weekdayName(date, 'short', language),
    ]);
  const week = Array.from({ length: 7 }, (_, days) => addDays(today, days));
  return week.find((date, days) => names(date, days).some((name) => name.toLowerCase() === word)) ?? null;
}

/** Something was typed, and cannot be read. */
export function misread(text: string, read: (text: string) => unknown): boolean {
  return text.trim() !== '' && read(text) === null;
}

/** `9:30`, `0930`, `9.30`, `9`, `9 Uhr` → minute of the day. */
export function parseClock(text: string): number | null {
  const match = /^\s*(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(?:uhr|h)?\s*$/i.exec(text);
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** A time as somebody types it, `2:30` or `2:30 B`, and the minutes of the day that it can mean. */
export function readTime(day: WallDay, text: string): { shown: number; minutes: number[] } | null {
  const [, time = '', which] = /^(.*?)\s*([AB])?\s*$/i.exec(text) ?? [];
  const shown = parseClock(time);
  if (shown === null) return null;
  const minutes = minutesShowing(day, shown);
  if (!which) return { shown, minutes };
  return {
    shown,
    minutes: minutes.length < 2 ? [] : minutes.slice(which.toUpperCase() === 'A' ? 0 : 1).slice(0, 1),
  };
}
