/** What a hand that drags means: an appointment is carried, or one of its gaps pulled. On every sheet the same. */
import type { SheetPhase } from '../ipc/SheetPhase';
import { gapMeant } from './comb';
import type { Found, Ground } from './ground';
import type { Gestures } from './hand';
import { move } from './move.svelte';
import { dropOnZone, markZone } from './zones';

export function dragOn(ground: Ground): Pick<Gestures, 'lift' | 'carry' | 'drop' | 'abort'> {
  let held: Found | null = null;
  /** How far below its beginning it is held. */
  let grab = 0;
  /** The gap whose end is pulled, instead. */
  let pulled: SheetPhase | null = null;

  return {
    lift({ appointmentId, phase, stretch }, at) {
      held = ground.find(appointmentId) ?? null;
      if (held?.appointment.status !== 'booked') return false;
      const { appointment: subject, date } = held;
      pulled = (stretch && gapMeant(subject.phases, phase ?? '')) || null;
      if (stretch && !pulled) return false;
      move.begin(subject, date, 'drag');
      grab = at.y - ground.heightOf({ date, minute: pulled ? pulled.to_minute : subject.from_minute });
      return true;
    },
    carry(at, client) {
      if (!held) return;
      const y = at.y - grab;
      if (pulled) move.stretchGap(pulled, ground.minuteOn(held.date, y) - pulled.from_minute);
      else if (!markZone(client)) move.aim(ground.placeAt(held.appointment, { x: at.x, y }));
    },
    drop(client) {
      if (!pulled && move.subject && dropOnZone(client, move.subject)) move.cancel();
      else void move.drop();
    },
    abort() {
      markZone(null);
      move.cancel();
    },
  };
}
