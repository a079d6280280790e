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

/** A place on the sheet of a day: minutes that have passed since the day began (see `wall.ts`). */
export type Moment = { date: string; minute: number };

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
