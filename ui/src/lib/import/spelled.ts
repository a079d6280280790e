/** What the program understood in a file, as people in the salon write it. */
import { instantDateTime, numericDate } from '../time/format';

/** `2026-11-27T09:30` is a time on the salon's wall; with an offset it is an instant. */
export function startText(start: string, zone: string, locale: string): string {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(start)) return instantDateTime(start, zone, locale);
  const [date = '', time = ''] = start.split('T');
  return `${numericDate(date, locale)}, ${time.slice(0, 5)}`;
}

/** `+491701234567` → `0170 1234567`. Where an area code ends, only its exchange knows; what is not German stays international. */
export function phoneText(e164: string): string {
  return e164.replace(/^\+49/, '0').replace(/^(01[567]\d)(?=\d)/, '$1 ');
}
