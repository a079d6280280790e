import { Beside } from '../desk/beside.svelte';
import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t } from '../i18n/i18n.svelte';
import type { AppointmentDetail } from '../ipc/AppointmentDetail';
import type { AppointmentView } from '../ipc/AppointmentView';
import type { CheckView } from '../ipc/CheckView';
import type { VisitPart } from '../ipc/VisitPart';
import { keepFocus } from '../shell/focus';
import { route } from '../shell/route.svelte';
import { session } from '../shell/session.svelte';
import { peopleOf, turnToOneOf } from '../shell/papers';
import { type Toast, toasts } from '../shell/toasts.svelte';
import { day } from '../timeline/day.svelte';
import { waiting } from '../waiting/waiting.svelte';

/** The appointment beside the timeline, with its history. */
class Detail extends Beside<AppointmentDetail> {
  protected idOf({ appointment }: AppointmentDetail): number {
    return appointment.id;
  }

  protected ask(id: number): Promise<AppointmentDetail> {
    return desk.appointment(id);
  }

  /** Something was committed somewhere. */
  heard(): void {
    if (route.panel.kind === 'appointment') void this.readAgain();
  }

  async cancel(reason: string, wholeVisit: boolean): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    const booked = wholeVisit ? this.view?.visit.filter(({ status }) => status === 'booked') : [];
    const others = booked?.map(({ id }) => id) ?? [];
    return this.#write(async () => {
      this.became(await desk.cancel({ appointment_id: appointment.id, whole_visit: wholeVisit, reason }));
      toasts.show(t('appointment.cancel.done', { customer: appointment.customer.name }), {
        label: t('toast.undo'),
        run: () => void this.#reinstate(appointment, 'appointment.cancel.undone', others),
      });
    });
  }

  /** With what was called off together with it. Why it does not go is said beside the sheet, which may show another appointment by now. */
  async #reinstate(
    { id, customer }: AppointmentView,
    done: 'appointment.cancel.undone' | 'appointment.no_show.undone',
    others: number[] = [],
  ): Promise<void> {
    const backToFocus = keepFocus();
    try {
      await desk.reinstate([id, ...others]);
      await this.readAgain();
      toasts.show(t(done, { customer: customer.name }));
      await day.load();
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    }
    void backToFocus();
  }

  /** A cancellation or a no-show that was not meant, however long ago. */
  async takeBack(): Promise<void> {
    const appointment = this.view?.appointment;
    if (!appointment) return;
    const came = appointment.status === 'no_show';
    await this.#reinstate(appointment, came ? 'appointment.no_show.undone' : 'appointment.cancel.undone');
  }

  async markNoShow(): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    return this.#write(async () => {
      this.became(await desk.markNoShow(appointment.id));
      toasts.show(t('appointment.no_show.done'), {
        label: t('toast.undo'),
        run: () => void this.#reinstate(appointment, 'appointment.no_show.undone'),
      });
    });
  }

  /** What of the same visit can go where this one goes. */
  get companions(): VisitPart[] {
    return this.view?.visit.filter((part) => part.goes_along) ?? [];
  }

  /** Off the sheet, into the tray. */
  async park(wholeVisit: boolean): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    const along = wholeVisit ? this.companions : [];
    return this.#write(async () => {
      await waiting.park(appointment, along);
      this.became(await desk.appointment(appointment.id));
    });
  }

  /**
   * Says how long that takes only after it is written: whoever takes over has their own length. Answers why it does not go, or why it
   * should be thought over.
   */
  async handOver(key: string, staffId: number, despiteWarnings: boolean): Promise<CheckView | null> {
    const appointment = this.view?.appointment;
    if (!appointment) return null;
    await this.#write(async () => {
      await this.#give(appointment.id, key, staffId, despiteWarnings, {
        label: t('toast.undo'),
        run: () => void this.#giveBack(appointment, key),
      });
    });
    const verdict = this.problem?.verdict ?? null;
    // It is said beside the segment, where it is answered.
    if (verdict) this.problem = null;
    return verdict;
  }

  async #give(
    appointment_id: number,
    key: string,
    staff_id: number,
    despite_warnings: boolean,
    undo: Toast['action'],
  ): Promise<void> {
    const view = await desk.handOver({ appointment_id, key, staff_id, despite_warnings });
    this.became(view);
    if (this.view === view) turnToOneOf(peopleOf(view.appointment));
    toasts.show(t('hand_over.done', { staff: session.staffName(staff_id) }), undo);
  }

  /** To whoever had it a moment ago, warnings or not. */
  async #giveBack({ id, phases }: AppointmentView, key: string): Promise<void> {
    const had = phases.find((phase) => phase.key === key)?.staff_id;
    if (had === undefined) return;
    try {
      await this.#give(id, key, had, true, null);
      await day.load();
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    }
  }

  async split(): Promise<boolean> {
    const appointment = this.view?.appointment;
    if (!appointment) return false;
    return this.#write(async () => {
      await desk.split(appointment.id);
      this.became(await desk.appointment(appointment.id));
      toasts.show(t('appointment.split.done'));
    });
  }

  #write(writing: () => Promise<void> | void): Promise<boolean> {
    return this.doing(async () => {
      await writing();
      await day.load();
    });
  }
}

export const detail = new Detail();
