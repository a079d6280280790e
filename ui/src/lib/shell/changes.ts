import { detail } from '../appointment/detail.svelte';
import { list } from '../appointments/list.svelte';
import { card } from '../customers/card.svelte';
import { calls } from '../calls/calls.svelte';
import { directory } from '../customers/directory.svelte';
import { desk } from '../desk/commands';
import type { Changed } from '../ipc/Changed';
import { eventMap } from '../owner/map.svelte';
import { sheets } from '../owner/sheets.svelte';
import { day } from '../timeline/day.svelte';
import { waiting } from '../waiting/waiting.svelte';
import { week } from '../week/week.svelte';
import { session } from './session.svelte';
import { status } from './status.svelte';

/** Reads again what a commit may have changed. A read that fails leaves the old on the screen until the next. */
function heard({ revision, topics }: Changed): void {
  // No topics: anything may have changed.
  const touches = (...some: string[]) => topics.length === 0 || some.some((one) => topics.includes(one));
  const quietly = (reading: Promise<unknown>) => void reading.catch(() => undefined);
  day.heard(revision);
  quietly(status.load());
  if (touches('review', 'sync')) void status.loadReview();
  if (touches('staff', 'services')) {
    quietly(session.reloadCatalogue());
    void sheets.heard();
    quietly(eventMap.heard());
  }
  if (touches('waiting', 'appointments', 'staff', 'services')) void waiting.load();
  detail.heard();
  week.heard();
  list.heard();
  directory.heard();
  calls.heard();
  card.heard();
}

/** Follows the program's changes until the returned function is called. */
export function follow(): () => void {
  const listening = desk.onChanged(heard);
  // What was committed between the first picture and the first word was not heard.
  void listening
    .then(() => desk.revision())
    .then(
      (revision) => day.heard(revision),
      () => undefined,
    );
  return () => void listening.then((stop) => stop());
}
