/** What stands on paper for one person, line by line: her appointments, and all that she wants to know at her chair between them. */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { BlockedView } from '../ipc/BlockedView';
import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { SheetPhase } from '../ipc/SheetPhase';
import type { StaffDay } from '../ipc/StaffDay';
import { overlaps, without } from '../timeline/geometry';

/** Nothing can be done in less, in minutes. */
const USABLE = 10;

export type Line = MinuteSpan &
  (
    | { kind: 'work'; appointment: SheetAppointment; phase: SheetPhase }
    /** Free while somebody's colour develops. */
    | { kind: 'gap'; appointment: SheetAppointment }
    /** Nobody else may have that time. */
    | { kind: 'stays'; appointment: SheetAppointment }
    | { kind: 'off'; blocked: BlockedView }
    | { kind: 'idle' }
  );

export function linesOf(staff: StaffDay, appointments: readonly SheetAppointment[]): Line[] {
  const own = appointments.flatMap((appointment) =>
    appointment.phases
      .filter((phase) => phase.staff_id === staff.id)
      .map((phase) => ({ ...spanOf(phase), appointment, phase })),
  );
  const work = own.filter(({ phase }) => phase.kind === 'staff');
  const gaps = own.filter(({ phase }) => phase.kind === 'gap');
  const off = offTime(staff);
  const free = (span: MinuteSpan, taken: readonly MinuteSpan[]) =>
    without(span, taken).filter(({ from_minute, to_minute }) => to_minute - from_minute >= USABLE);
  const lines: Line[] = [
    ...work.map((one) => ({ ...one, kind: 'work' as const })),
    ...gaps.flatMap(({ appointment, phase }): Line[] =>
      phase.bookable
        ? free(phase, [...work, ...off]).map((span) => ({ ...span, appointment, kind: 'gap' as const }))
        : [{ ...spanOf(phase), appointment, kind: 'stays' as const }],
    ),
    ...off.map((one) => ({ ...one, kind: 'off' as const })),
    ...staff.hours.flatMap((hours) =>
      free(hours, [...own, ...off]).map((span) => ({ ...span, kind: 'idle' as const })),
    ),
  ];
  return lines.sort((a, b) => a.from_minute - b.from_minute || a.to_minute - b.to_minute);
}

function spanOf({ from_minute, to_minute }: MinuteSpan): MinuteSpan {
  return { from_minute, to_minute };
}

/** Breaks and time off, as far as she would be there. */
function offTime({ hours, blocked }: StaffDay) {
  const [first, last] = [hours[0], hours.at(-1)];
  if (!first || !last) return [];
  const there = { from_minute: first.from_minute, to_minute: last.to_minute };
  return blocked
    .filter((one) => overlaps(one, there))
    .map((one) => ({
      blocked: one,
      from_minute: Math.max(one.from_minute, there.from_minute),
      to_minute: Math.min(one.to_minute, there.to_minute),
    }));
}
