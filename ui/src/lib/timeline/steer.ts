/** What keys mean on an appointment of the sheet: the same as a hand that drags it. */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { DayView } from '../ipc/DayView';
import { route } from '../shell/route.svelte';
import { GRID_MINUTES } from './geometry';
import { move } from './move.svelte';

/** With Shift. */
const LEAP = 30;

/** Rows and columns that an arrow goes. */
const ARROWS: Record<string, [down: number, right: -1 | 0 | 1]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function steer(event: KeyboardEvent, appointment: SheetAppointment, view: DayView): void {
  const arrow = ARROWS[event.key];
  if (arrow && !event.ctrlKey && !event.metaKey) {
    if (appointment.status !== 'booked') return;
    event.preventDefault();
    if (move.subject?.id !== appointment.id) move.begin(appointment, view.date, 'keys');
    const [down, right] = arrow;
    const minutes = down * (event.shiftKey ? LEAP : GRID_MINUTES);
    if (!event.altKey) move.nudge(minutes, beside(view, move.target?.staffId ?? appointment.staff_id, right));
    else if (right !== 0) move.chooseGap(move.gap ? right : 0);
    else move.nudgeGap(minutes);
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    if (move.subject?.id === appointment.id && move.moved) void move.drop();
    else route.openAppointment(appointment.id);
  } else if (event.key === 'Escape' && move.subject) {
    event.stopPropagation();
    move.cancel();
  }
}

function beside(view: DayView, staffId: number, step: number): number {
  const at = view.staff.findIndex((staff) => staff.id === staffId);
  const index = Math.min(view.staff.length - 1, Math.max(0, Math.max(0, at) + step));
  return view.staff[index]?.id ?? staffId;
}
