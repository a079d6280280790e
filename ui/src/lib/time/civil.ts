/** Civil dates (`2026-11-27`) and what a clock on the wall shows, without any zone: arithmetic only. */

export const MINUTES_PER_DAY = 24 * 60;

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

export function addDays(date: string, days: number): string {
  const moved = utc(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = utc(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** The date of a start as the program says it: `2026-11-27T09:00`, in the salon's time. */
export function dayOf(start: string): string {
  return start.slice(0, 10);
}

/** 0 is Monday, as salons and calendars on the wall have it. */
export function weekday(date: string): number {
  return (utc(date).getUTCDay() + 6) % 7;
}

/** `09:30`. */
export function clock(minute: number): string {
  const hours = Math.floor(minute / 60) % 24;
  return `${String(hours).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `9` for full hours, `18:30` otherwise: for opening hours. */
export function shortClock(minute: number): string {
  return minute % 60 === 0 ? String(minute / 60) : clock(minute).replace(/^0/, '');
}

/** `9:30`, `0930`, `9.30`, `9`, `9 Uhr` → minute of the day. */
export function parseClock(text: string): number | null {
  const match = /^\s*(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(?:uhr|h)?\s*$/i.exec(text);
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** A place on the sheet of a day: minutes that have passed since the day began (see `wall.ts`). */
export type Moment = { date: string; minute: number };

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
  const week = Array.from({ length: 7 }, (_, days) => addDays(today, days));
  for (const language of ['de', 'en']) {
    const near = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    const names = (['long', 'short'] as const).map(
      (style) => new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }),
    );
    const called = week.find(
      (date, days) =>
        near.format(days, 'day').toLowerCase() === word ||
        names.some((name) => name.format(utc(date)).toLowerCase() === word),
    );
    if (called) return called;
  }
  return null;
}

/** Something was typed, and cannot be read. */
export function misread(text: string, read: (text: string) => unknown): boolean {
  return text.trim() !== '' && read(text) === null;
}

/** Six weeks from the Monday on or before the first of the month, for a month sheet. */
export function monthSheet(month: string): string[] {
  const first = `${month.slice(0, 7)}-01`;
  const monday = addDays(first, -weekday(first));
  return Array.from({ length: 42 }, (_, day) => addDays(monday, day));
}

export function addMonths(date: string, months: number): string {
  const first = utc(`${date.slice(0, 7)}-01`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 10);
}
