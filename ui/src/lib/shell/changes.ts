import { desk } from '../desk/commands';
import type { Changed } from '../ipc/Changed';
import { day } from '../timeline/day.svelte';
import { later } from './later.svelte';
import { session } from './session.svelte';
import { status } from './status.svelte';

/** Whether one of these may have changed; a commit that names nothing may have changed anything. */
export function touches({ topics }: Changed, ...some: string[]): boolean {
  return topics.length === 0 || some.some((one) => topics.includes(one));
}

/** What fails leaves the old on the screen until the next time. */
export function quietly(reading: Promise<unknown>): void {
  void reading.catch(() => undefined);
}

/** Reads again what a commit may have changed. What has not been fetched yet has not read anything either. */
function heard(changed: Changed): void {
  day.heard(changed.revision);
  quietly(status.load());
  if (touches(changed, 'review', 'sync')) void status.loadReview();
  if (touches(changed, 'staff', 'services')) quietly(session.reloadCatalogue());
  later.rest?.heard(changed);
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
