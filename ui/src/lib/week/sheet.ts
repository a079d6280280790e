/** One person's week as columns: what of each day is theirs, and how it lies. Pure. */
import type { AppointmentView } from '../ipc/AppointmentView';
import type { DayView } from '../ipc/DayView';
import type { StaffDay } from '../ipc/StaffDay';
import { busyOf, type Comb, combOf } from '../timeline/comb';
import { type Lanes, lanesOf } from '../timeline/geometry';

export type Drawn = { appointment: AppointmentView; comb: Comb; lanes: Lanes };
export type WeekColumn = { date: string; staff: StaffDay; drawn: Drawn[] };

/** Somebody who is not on a day's sheet has the day off. */
function dayOff(id: number): StaffDay {
  return { id, name: '', role: 'stylist', hours: [], blocked: [], load_percent: 0 };
}

export function weekOf(days: readonly DayView[], staffId: number): WeekColumn[] {
  return days.map((day, index) => {
    const theirs = day.appointments
      .map((appointment) => ({
        ...appointment,
        phases: appointment.phases.filter((phase) => phase.staff_id === staffId),
      }))
      .filter((appointment) => appointment.phases.length > 0);
    const [columns, busy, lanes] = [new Map([[staffId, index]]), busyOf(day.appointments), lanesOf(theirs)];
    return {
      date: day.date,
      staff: day.staff.find((one) => one.id === staffId) ?? dayOff(staffId),
      drawn: theirs.flatMap((appointment) => {
        const comb = combOf(appointment.phases, staffId, columns, busy);
        return comb ? [{ appointment, comb, lanes }] : [];
      }),
    };
  });
}

/** From the earliest opening or appointment of the week to the last. */
export function minutesOf(columns: readonly WeekColumn[]): { from: number; to: number } {
  const spans = columns.flatMap(({ staff, drawn }) => [...staff.hours, ...drawn.map((one) => one.comb.span)]);
  if (spans.length === 0) return { from: 9 * 60, to: 18 * 60 };
  return {
    from: Math.min(...spans.map((span) => span.from_minute)),
    to: Math.max(...spans.map((span) => span.to_minute)),
  };
}
