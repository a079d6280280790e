/** The papers of the timeline, a day and a week: whichever is open. */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import { day } from '../timeline/day.svelte';
import { week } from '../week/week.svelte';
import { route } from './route.svelte';

/** The paper that is leafed through: the week while it is open, else the day. */
export const leafed = () => (route.screen === 'week' ? week : day);

/** What these people have to do with is looked at in the week of one of them: where it is nobody's of them, of the first. */
export function turnToOneOf(people: readonly number[]): void {
  const [first] = people;
  if (route.screen === 'week' && first !== undefined && !people.includes(week.staffId))
    void week.turnToStaff(first);
}

/** Who does something of an appointment, first whose it is. */
export function peopleOf({ staff_id, phases }: Pick<SheetAppointment, 'staff_id' | 'phases'>): number[] {
  const people = phases.map((phase) => phase.staff_id);
  return people.includes(staff_id) ? [staff_id, ...people] : people;
}

/** What the program has just answered stands on its date at once, on whichever paper; what else has come of it is read after it. */
export function put(date: string, appointment: SheetAppointment): void {
  day.put(date, appointment);
  week.put(date, appointment);
}
