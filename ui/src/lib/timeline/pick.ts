/** A click on free time of a sheet, of whichever day it is. */
import { form } from '../booking/form.svelte';
import { route } from '../shell/route.svelte';
import { day } from './day.svelte';
import { move, type Target } from './move.svelte';

/** What is under way takes that time, else a new booking; it goes on beside the day, and nothing that was entered is lost. */
export function pick(target: Target): void {
  if (move.subject) {
    route.go('day');
    if (target.date !== day.date) void day.show(target.date);
    move.aim(target);
  } else if (route.panelOn('day').kind === 'booking') {
    route.go('day');
    form.point(target);
  } else form.open(target);
}
