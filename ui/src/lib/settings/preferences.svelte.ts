import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { Preferences } from '../ipc/Preferences';
import { toasts } from '../shell/toasts.svelte';

/** How the salon wants its bookings in Cal.com to be; kept in the book. `null` until it was read. */
class BookingPreferences {
  current = $state.raw<Preferences | null>(null);

  async load(): Promise<void> {
    this.current = await desk.preferences();
  }

  /** Takes effect with the next booking that is sent. */
  async decide(change: Partial<Preferences>): Promise<void> {
    const before = this.current;
    if (!before) return;
    this.current = { ...before, ...change };
    try {
      await desk.setPreferences(this.current);
    } catch (cause) {
      this.current = before;
      toasts.failure(Failure.from(cause));
    }
  }
}

export const bookingPreferences = new BookingPreferences();
