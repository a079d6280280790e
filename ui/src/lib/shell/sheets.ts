/** The two sheets, whichever is open. */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import { day } from '../timeline/day.svelte';
import { week } from '../week/week.svelte';
import { route } from './route.svelte';

/** The sheet that is leafed through: the week while it is open, else the day. */
export const leafed = () => (route.screen === 'week' ? week : day);

/** What the program has just answered stands on its date at once, on whichever sheet; what else has come of it is read after it. */
export function put(date: string, appointment: SheetAppointment): void {
  day.put(date, appointment);
  week.put(date, appointment);
}
