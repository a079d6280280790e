import { desk } from '../desk/commands';
import { Pages } from '../desk/pages.svelte';
import type { CallListView } from '../ipc/CallListView';
import { route } from '../shell/route.svelte';

/** Calls with the phone agent, the latest first. */
class Calls extends Pages<number, CallListView> {
  protected read(before: number | null): Promise<CallListView> {
    return desk.calls(before);
  }

  heard(): void {
    if (route.screen === 'calls') void this.load();
  }
}

export const calls = new Calls();
