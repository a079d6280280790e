import { takeBack } from '../booking/takeBack';
import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import { Work } from '../desk/work.svelte';
import { t } from '../i18n/i18n.svelte';
import type { AlongWish } from '../ipc/AlongWish';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { CheckView } from '../ipc/CheckView';
import type { ParkedView } from '../ipc/ParkedView';
import type { VisitPart } from '../ipc/VisitPart';
import type { WaitingView } from '../ipc/WaitingView';
import type { WaitRequest } from '../ipc/WaitRequest';
import { route } from '../shell/route.svelte';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';
import { dayOf } from '../time/civil';
import { day } from '../timeline/day.svelte';
import type { Target } from '../timeline/place';

/** A place that somebody who waits was to get, and what stands against it. */
export type Doubt = { entryId: number; target: Target; verdict: CheckView };

/** Who and what waits for a place: the waiting list and the parking tray. */
class Waiting extends Work {
  list = $state.raw<WaitingView[]>([]);
  tray = $state.raw<ParkedView[]>([]);
  loaded = $state(false);
  /** Why they could not be read last. */
  unread = $state.raw<Failure | null>(null);
  /** Somebody has to say yes, or choose another place. */
  doubt = $state.raw<Doubt | null>(null);
  readonly #latest = new Latest();

  /** How many can be called: there is a place for them, or they lie in the tray. */
  get calling(): number {
    return this.list.filter((one) => one.place !== null).length + this.tray.length;
  }

  async load(): Promise<void> {
    const isLatest = this.#latest.begin();
    try {
      const [list, tray] = await Promise.all([desk.waiting(), desk.tray()]);
      if (!isLatest()) return;
      this.list = list;
      this.tray = tray;
      this.loaded = true;
      this.unread = null;
    } catch (cause) {
      if (isLatest()) this.unread = Failure.from(cause);
    }
  }

  add(request: WaitRequest): Promise<boolean> {
    return this.#write(async () => {
      const { customer } = await desk.wait(request);
      toasts.show(t('waiting.added', { customer: customer.name }));
    });
  }

  remove(entry: WaitingView): Promise<boolean> {
    return this.#write(async () => {
      await desk.stopWaiting(entry.id);
      toasts.show(t('waiting.removed', { customer: entry.customer.name }), {
        label: t('toast.undo'),
        run: () => void this.#undo(() => waitAgain(entry)),
      });
    });
  }

  /** The place that is shown, or where it was let go on the sheet; what stands against it is asked about. */
  async book(entry: WaitingView, target: Target, despiteWarnings = false): Promise<void> {
    this.doubt = null;
    await this.#write(async () => {
      const booked = await desk.bookWaiting({
        id: entry.id,
        start: session.startOf(target),
        staff_id: target.staffId,
        despite_warnings: despiteWarnings,
      });
      await day.show(dayOf(booked.appointment.start));
      route.openAppointment(booked.appointment.id);
      toasts.show(t('waiting.booked', { customer: entry.customer.name }), {
        label: t('toast.undo'),
        // First back onto the list: whatever comes in between, nobody is on neither.
        run: () =>
          void this.#undo(async () => {
            await waitAgain(entry);
            await takeBack(booked.appointment);
          }),
      });
    });
    const verdict = this.problem?.verdict;
    if (!verdict) return;
    this.problem = null;
    this.doubt = { entryId: entry.id, target, verdict };
  }

  /** With what of the same visit goes along. */
  async park(appointment: SheetAppointment, along: readonly VisitPart[]): Promise<void> {
    const ids = [appointment.id, ...along.map(({ id }) => id)];
    await desk.park(ids);
    await Promise.all([this.load(), day.load()]);
    toasts.show(t('tray.parked', { customer: appointment.customer.name }), {
      label: t('toast.undo'),
      run: () => void this.#undo(() => desk.reinstate(ids)),
    });
  }

  /** Why it does not go is said beside whatever is open by then. */
  async #undo(undoing: () => Promise<unknown>): Promise<void> {
    await this.#write(async () => {
      await undoing();
    });
    if (this.problem) toasts.failure(this.problem);
    this.problem = null;
  }

  /** From the tray to where it was let go. */
  place(parked: ParkedView, start: string, staffId: number): Promise<boolean> {
    const { id, customer } = parked.appointment;
    const ids = [id, ...parked.visit.map((part) => part.id)];
    return this.#write(async () => {
      await desk.move({
        appointment_id: id,
        start,
        staff_id: staffId,
        lengths: [],
        along: along(parked),
        despite_warnings: false,
      });
      toasts.show(t('tray.placed', { customer: customer.name }), {
        label: t('toast.undo'),
        run: () => void this.#undo(() => desk.park(ids)),
      });
    });
  }

  #write(writing: () => Promise<void> | void): Promise<boolean> {
    return this.doing(async () => {
      await writing();
      await Promise.all([this.load(), day.load()]);
    });
  }
}

/** As somebody waited who does not any more; from now on, though: since when, the book does not take back. */
async function waitAgain(entry: WaitingView): Promise<void> {
  const { customer, service, staff_id, from, to, weekdays, from_minute, to_minute, note } = entry;
  await desk.wait({
    customer: { kind: 'known', id: customer.id },
    service_id: service.id,
    ...{ staff_id, from, to, weekdays, from_minute, to_minute, note },
  });
  toasts.show(t('waiting.added', { customer: customer.name }));
}

/** What lies in the tray with it, with whom it was. */
export function along({ visit }: ParkedView): AlongWish[] {
  return visit.map(({ id }) => ({ appointment_id: id, staff_id: null }));
}

export const waiting = new Waiting();
