import { t } from '../i18n/i18n.svelte';
import type { WaitingView } from '../ipc/WaitingView';
import { clock, MINUTES_PER_DAY } from '../time/civil';
import { shortDate, weekdayNames } from '../time/format';

type Wish = Pick<WaitingView, 'from' | 'to' | 'weekdays' | 'from_minute' | 'to_minute'>;

/** "ab Fr., 27.11. · Mo, Di · 14:00–18:00", or that any time will do. */
export function wishWords(wish: Wish, locale: string): string {
  const date = (text: string) => shortDate(text, locale);
  const { from, to } = wish;
  const names = weekdayNames(locale);
  const dates = from && to ? (from === to ? date(from) : `${date(from)} – ${date(to)}`) : null;
  const days = wish.weekdays.length < 7 ? wish.weekdays.map((day) => names[day - 1] ?? '').join(', ') : null;
  const allDay = wish.from_minute === 0 && wish.to_minute === MINUTES_PER_DAY;
  const times = allDay
    ? null
    : wish.to_minute === MINUTES_PER_DAY
      ? t('waiting.not_before', { time: clock(wish.from_minute) })
      : `${clock(wish.from_minute)}–${clock(wish.to_minute)}`;
  const words = [
    dates ??
      (from ? t('waiting.from', { date: date(from) }) : to ? t('waiting.to', { date: date(to) }) : null),
    days,
    times,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : t('waiting.any_time');
}
