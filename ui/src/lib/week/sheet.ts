/**
 * One person's week as columns: how what of each day is theirs lies. Pure. The hours beside them are those of the longest
 * day, so that in the week in which the clock is put back each of its hours has a place; on the other days one of them stays empty.
 */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { DayView } from '../ipc/DayView';
import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { StaffDay } from '../ipc/StaffDay';
import type { Moment } from '../time/civil';
import { changeOf, minutesShowing, shownAt, type WallDay, wallDay } from '../time/wall';
import { busyOf, type Comb, combOf } from '../timeline/comb';
import { type Lanes, lanesOf, type Scale } from '../timeline/geometry';

export type Drawn = { appointment: SheetAppointment; comb: Comb };
/** `lies`: where something of that day does beside the week. */
export type WeekColumn = {
  date: string;
  staff: StaffDay;
  drawn: Drawn[];
  lanes: Lanes;
  lies: Lying;
};
type Lying = <T extends MinuteSpan>(span: T) => T;
const AS_IT_IS: Lying = (span) => span;

/** Somebody who is not on a day's sheet has the day off. */
function dayOff(id: number): StaffDay {
  return { id, name: '', role: 'stylist', hours: [], blocked: [], load_percent: 0 };
}

/** The clock beside the week. */
export function clockOf(days: readonly DayView[]): WallDay | null {
  const clocks = days.map(({ date, zone }) => wallDay(date, zone));
  return clocks.reduce<WallDay | null>(
    (most, one) => (most && most.minutes >= one.minutes ? most : one),
    null,
  );
}

/** Where a minute of a day lies beside the week: where the clock shows the same, or leaps over it. */
export function minuteBeside(beside: WallDay, day: WallDay, minute: number): number {
  if (beside.minutes === day.minutes) return minute;
  // What reaches past midnight does so by as much.
  if (minute >= day.minutes) return beside.minutes + minute - day.minutes;
  return minutesShowing(beside, shownAt(day, minute))[0] ?? changeOf(beside)?.minute ?? minute;
}

/** What a minute beside the week is on a day of it. */
export function momentOn(beside: WallDay, day: WallDay, minute: number): Moment {
  return { date: day.date, minute: minuteBeside(day, beside, minute) };
}

function lying(beside: WallDay, day: WallDay): Lying {
  if (beside.minutes === day.minutes) return AS_IT_IS;
  // What ends at an hour ends with the minute before.
  return (span) => ({
    ...span,
    from_minute: minuteBeside(beside, day, span.from_minute),
    to_minute: minuteBeside(beside, day, span.to_minute - 1) + 1,
  });
}

/** The same sheet where a day of the week is on it, with the words of its own clock. */
export function scaleOn(scale: Scale, beside: WallDay, day: WallDay): Scale {
  return { ...scale, wall: day, own: lying(day, beside) };
}

/** All that lies on a day, where it lies beside the week. */
function besideWeek(day: DayView, lies: Lying): DayView {
  if (lies === AS_IT_IS) return day;
  const staff = day.staff.map((one) => ({
    ...one,
    hours: one.hours.map(lies),
    blocked: one.blocked.map(lies),
  }));
  const appointments = day.appointments.map((one) => ({ ...lies(one), phases: one.phases.map(lies) }));
  return { ...day, staff, appointments };
}

export function weekOf(days: readonly DayView[], beside: WallDay, staffId: number): WeekColumn[] {
  return days.map((shown, index) => {
    const lies = lying(beside, wallDay(shown.date, shown.zone));
    const day = besideWeek(shown, lies);
    const [columns, busy] = [new Map([[staffId, index]]), busyOf(day.appointments)];
    return {
      date: day.date,
      staff: day.staff.find((one) => one.id === staffId) ?? dayOff(staffId),
      drawn: day.appointments.flatMap((appointment) => {
        const comb = combOf(appointment.phases, appointment.staff_id, columns, () => busy);
        return comb ? [{ appointment, comb }] : [];
      }),
      lanes: lanesOf(day.appointments),
      lies,
    };
  });
}

/**
 * What is pointed with in somebody's week: their part of an appointment, so many minutes after its beginning, which leaves the rest
 * to whom it has; or all of one that becomes theirs.
 */
export function partIn(
  staffId: number,
  { staff_id, from_minute, phases }: SheetAppointment,
): { lead: number; staffId: number } {
  const part = phases.find((phase) => phase.staff_id === staffId);
  if (!part || staff_id === staffId) return { lead: 0, staffId };
  return { lead: part.from_minute - from_minute, staffId: staff_id };
}

/** From the earliest opening or appointment of the week to the last. */
export function minutesOf(columns: readonly WeekColumn[]): MinuteSpan {
  const spans = columns.flatMap(({ staff, drawn }) => [...staff.hours, ...drawn.map((one) => one.comb.span)]);
  if (spans.length === 0) return { from_minute: 9 * 60, to_minute: 18 * 60 };
  return {
    from_minute: Math.min(...spans.map((span) => span.from_minute)),
    to_minute: Math.max(...spans.map((span) => span.to_minute)),
  };
}
