import { route } from '../shell/route.svelte';
import { dayOf } from '../time/civil';
import { day } from './day.svelte';

/** Opens an appointment beside the day it is on, wherever somebody has come upon it. `start`: its first instant in the salon's time. */
export async function showAppointment({ id, start }: { id: number; start: string }): Promise<void> {
  await day.show(dayOf(start));
  route.openAppointment(id);
}
