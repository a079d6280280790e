import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t, tongue } from '../i18n/i18n.svelte';
import type { AppointmentView } from '../ipc/AppointmentView';
import type { BookRequest } from '../ipc/BookRequest';
import { put } from '../shell/papers';
import { painted } from '../shell/painted';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';
import { shortDate } from '../time/format';
import { day } from '../timeline/day.svelte';
import { takeBack } from './takeBack';

function onceOnly(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The writing down of one booking: once, however often it is tried. Whoever has begun the next one meanwhile stays in it. */
export class Entry {
  busy = $state(false);
  #key = onceOnly();

  /** The next booking. */
  renew(): void {
    this.busy = false;
    this.#key = onceOnly();
  }

  /** `date`: the day on which it begins. Null: what has come of it is said, but the next booking has been begun. */
  async write(booking: Omit<BookRequest, 'idempotency_key'>, date: string): Promise<AppointmentView | null> {
    const key = this.#key;
    this.busy = true;
    try {
      const { appointment } = await desk.book({ ...booking, idempotency_key: key });
      // First what is waited for, then the rest.
      put(date, appointment);
      await painted();
      await day.load();
      say(appointment, date);
      return key === this.#key ? appointment : null;
    } catch (cause) {
      if (key === this.#key) throw cause;
      toasts.failure(Failure.from(cause));
      return null;
    } finally {
      if (key === this.#key) this.busy = false;
    }
  }
}

function say(appointment: AppointmentView, date: string): void {
  const { customer, start } = appointment;
  const begins = { date: shortDate(date, tongue.locale), time: session.clock(start) };
  toasts.show(t('booking.done', { customer: customer.name, ...begins }), {
    label: t('toast.undo'),
    run: () => void takeBack(appointment),
  });
}
