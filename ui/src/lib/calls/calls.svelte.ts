import { desk } from '../desk/commands';
import { Pages } from '../desk/pages.svelte';
import type { CallListView } from '../ipc/CallListView';
import type { CallView } from '../ipc/CallView';
import { route } from '../shell/route.svelte';

/** Calls with the phone agent, the latest first. */
class Calls extends Pages<number, CallListView> {
  /** One that was looked for; it may be on another page. */
  found = $state.raw<CallView | null>(null);

  protected read(before: number | null): Promise<CallListView> {
    return desk.calls(before);
  }

  heard(): void {
    if (route.screen === 'calls') void this.load();
  }
}

export const calls = new Calls();
