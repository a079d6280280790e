/** What keys mean on an appointment of a sheet: the same as a hand that drags it. */
import { route } from '../shell/route.svelte';
import { GRID_MINUTES } from './geometry';
import type { Ground } from './ground';
import { appointmentOf } from './hand';
import { move } from './move.svelte';
import { note } from './note.svelte';

/** With Shift. */
const LEAP = 30;

/** Rows and columns that an arrow goes. */
const ARROWS: Record<string, [down: number, right: -1 | 0 | 1]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function steer(event: KeyboardEvent, ground: Ground): void {
  const found = ground.find(appointmentOf(event) ?? 0);
  if (!found || !(event.target instanceof Element)) return;
  const { appointment, date } = found;
  const arrow = ARROWS[event.key];
  if (event.key.toLowerCase() === 'i' && !event.ctrlKey)
    note.pin(appointment.id, event.target.querySelector('[data-testid="tooth"]') ?? event.target);
  else if (arrow && !event.ctrlKey && !event.metaKey) {
    if (appointment.status !== 'booked') return;
    event.preventDefault();
    if (move.subject?.id !== appointment.id) move.begin(appointment, date, 'keys');
    const [down, right] = arrow;
    const minutes = down * (event.shiftKey ? LEAP : GRID_MINUTES);
    if (!event.altKey) move.nudge(ground.further(move.place, right), minutes);
    else if (right !== 0) move.chooseGap(move.gap ? right : 0);
    else move.nudgeGap(minutes);
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    if (move.subject?.id === appointment.id && move.moved) void move.drop();
    else route.openBeside(appointment.id);
  } else if (event.key === 'Escape' && move.subject) {
    event.stopPropagation();
    move.cancel();
  }
}
