import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t } from '../i18n/i18n.svelte';
import type { AppointmentDetail } from '../ipc/AppointmentDetail';
import type { AppointmentView } from '../ipc/AppointmentView';
import { civilAt } from '../time/format';
import { civil } from '../time/civil';
import { route } from '../shell/route.svelte';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';
import { day } from '../timeline/day.svelte';

/** The appointment beside the timeline, with its history. */
class Detail {
  view = $state.raw<AppointmentDetail | null>(null);
  problem = $state.raw<Failure | null>(null);
  busy = $state(false);
  #asked = 0;

  async open(id: number): Promise<void> {
    if (this.view?.appointment.id !== id) this.view = null;
    await this.#read(id);
  }

  /** Something was committed somewhere. */
  heard(): void {
    if (this.view && route.panel.kind === 'appointment') void this.#read(this.view.appointment.id);
  }

  async #read(id: number): Promise<void> {
    const mine = ++this.#asked;
    try {
      const view = await desk.appointment(id);
      if (mine !== this.#asked) return;
      this.view = view;
      this.problem = null;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }

  async cancel(reason: string): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    return this.#write(async () => {
      this.view = await desk.cancel({ appointment_id: appointment.id, reason });
      toasts.show(t('appointment.cancel.done', { customer: appointment.customer.name }), {
        label: t('toast.undo'),
        run: () => void bookAgain(appointment),
      });
    });
  }

  async markNoShow(): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    return this.#write(async () => {
      this.view = await desk.markNoShow(appointment.id);
      toasts.show(t('appointment.no_show.done'));
    });
  }

  async #write(writing: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    try {
      await writing();
      this.problem = null;
      await day.load();
      return true;
    } catch (cause) {
      this.problem = Failure.from(cause);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/**
 * A cancellation is final for Cal.com, so undoing one books the same again: same person, service, stylist,
 * time and gaps, as a new appointment.
 */
async function bookAgain(appointment: AppointmentView): Promise<void> {
  const at = civilAt(new Date(appointment.start), session.zone);
  try {
    const booked = await desk.book({
      customer: { kind: 'known', id: appointment.customer.id },
      service_id: appointment.service.id,
      staff_id: appointment.staff_id,
      start: civil(at.date, at.minute),
      note: appointment.note,
      gaps: appointment.phases
        .filter((phase) => phase.kind === 'gap')
        .map((phase) => ({ key: phase.key, minutes: phase.minutes })),
      hold: null,
      despite_warnings: true,
      idempotency_key: `undo-cancel-${appointment.id}`,
    });
    toasts.show(t('appointment.cancel.restored', { number: booked.appointment.id }));
    if (route.panel.kind === 'appointment') route.openAppointment(booked.appointment.id);
    await day.load();
  } catch (cause) {
    toasts.failure(Failure.from(cause));
  }
}

export const detail = new Detail();
