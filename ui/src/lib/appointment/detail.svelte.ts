import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t } from '../i18n/i18n.svelte';
import type { AppointmentDetail } from '../ipc/AppointmentDetail';
import type { AppointmentView } from '../ipc/AppointmentView';
import { route } from '../shell/route.svelte';
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
        run: () => void this.#reinstate(appointment),
      });
    });
  }

  async #reinstate(appointment: AppointmentView): Promise<void> {
    try {
      const back = await desk.reinstate(appointment.id);
      if (this.view?.appointment.id === appointment.id) this.view = back;
      toasts.show(t('appointment.cancel.undone', { customer: appointment.customer.name }));
      await day.load();
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    }
  }

  async markNoShow(): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    return this.#write(async () => {
      this.view = await desk.markNoShow(appointment.id);
      toasts.show(t('appointment.no_show.done'));
    });
  }

  async split(): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    return this.#write(async () => {
      await desk.split(appointment.id);
      this.view = await desk.appointment(appointment.id);
      toasts.show(t('appointment.split.done'));
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

export const detail = new Detail();
