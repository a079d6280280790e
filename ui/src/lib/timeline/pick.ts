/** A click on free time of a sheet, of whichever day it is. */
import { form } from '../booking/form.svelte';
import { route } from '../shell/route.svelte';
import { move } from './move.svelte';
import type { Target } from './place';

/** What is under way takes that time, there; else a new booking, which goes on beside the day, and nothing that was entered is lost. */
export function pick(target: Target): void {
  if (move.subject) move.goTo(target);
  else if (route.panelOn('day').kind === 'booking') {
    route.go('day');
    form.when.point(target);
  } else form.open(target);
}
