import { detail } from '../appointment/detail.svelte';
import { list } from '../appointments/list.svelte';
import { calls } from '../calls/calls.svelte';
import { card } from '../customers/card.svelte';
import { directory } from '../customers/directory.svelte';
import type { Changed } from '../ipc/Changed';
import { eventMap } from '../owner/map.svelte';
import { sheets } from '../owner/sheets.svelte';
import { waiting } from '../waiting/waiting.svelte';
import { week } from '../week/week.svelte';
import { quietly, touches } from './changes';

/** Besides the day: reads again what a commit may have changed on the screens and in their panels. */
export function heard(changed: Changed): void {
  if (touches(changed, 'staff', 'services')) {
    void sheets.heard();
    quietly(eventMap.heard());
  }
  if (touches(changed, 'waiting', 'appointments', 'staff', 'services')) void waiting.load();
  detail.heard();
  week.heard();
  list.heard();
  directory.heard();
  calls.heard();
  card.heard();
}
