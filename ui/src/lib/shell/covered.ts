import { find } from '../find/find.svelte';
import { door } from '../pin/door.svelte';

/** Something lies over the whole desk and waits for an answer: no key means anything to what is behind it. */
export function covered(): boolean {
  return find.open || door.asking !== null;
}
