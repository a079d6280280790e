import { desk } from '../desk/commands';
import type { Preferences } from '../ipc/Preferences';
import { Choices } from './choices.svelte';

/** How the salon wants its bookings in Cal.com to be; kept in the book, and taken for the next booking that is sent. */
class BookingPreferences extends Choices<Preferences> {
  protected read(): Promise<Preferences> {
    return desk.preferences();
  }

  protected async write(all: Preferences): Promise<Preferences> {
    await desk.setPreferences(all);
    return all;
  }
}

export const bookingPreferences = new BookingPreferences();
