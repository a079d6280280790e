import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { WeekdayHours } from '../ipc/WeekdayHours';

/** The usual week with other hours on one day; a day without any is not in it. */
export function withDay(
  week: readonly WeekdayHours[],
  weekday: number,
  stretches: MinuteSpan[],
): WeekdayHours[] {
  const others = week.filter((day) => day.weekday !== weekday);
  const days = stretches.length > 0 ? [...others, { weekday, stretches }] : others;
  return days.sort((a, b) => a.weekday - b.weekday);
}
