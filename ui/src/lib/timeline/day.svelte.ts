import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { DayView } from '../ipc/DayView';
import { addDays } from '../time/civil';
import type { Zoom } from './geometry';

/** What the sheet of a day shows once an appointment is on a date: that appointment in its place in time, or no longer. */
export function withPlaced(view: DayView, date: string, appointment: SheetAppointment): DayView {
  const others = view.appointments.filter(({ id }) => id !== appointment.id);
  if (view.date !== date) return { ...view, appointments: others };
  const later = others.findIndex(({ from_minute }) => from_minute > appointment.from_minute);
  return {
    ...view,
    appointments: others.toSpliced(later < 0 ? others.length : later, 0, appointment),
  };
}

function withMore(view: DayView, rest: readonly SheetAppointment[]): DayView {
  const byStart = (a: SheetAppointment, b: SheetAppointment) => a.from_minute - b.from_minute || a.id - b.id;
  return { ...view, appointments: [...view.appointments, ...rest].sort(byStart) };
}

/** The day on the timeline. What is newer than what is shown is shown, in whatever order it was asked for; nothing is drawn twice. */
export class Day {
  date = $state('');
  view = $state.raw<DayView | null>(null);
  problem = $state.raw<Failure | null>(null);
  zoom = $state<Zoom>(0);
  readonly #latest = new Latest();
  #heard = 0;

  async show(date: string): Promise<void> {
    this.date = date;
    await this.load();
  }

  /** So that it shows a date, if it does not yet. */
  async turnTo(date: string): Promise<void> {
    if (date !== this.date) await this.show(date);
  }

  /** As it was read for the first picture, unless something was committed since. */
  open(view: DayView): void {
    this.date = view.date;
    this.view = view;
    this.heard(this.#heard);
  }

  /** With what the first picture did without, unless something newer is shown by then. */
  async complete(): Promise<void> {
    const begun = this.view;
    if (!begun) return;
    try {
      const rest = await desk.restOfFirstDay();
      if (this.view === begun && rest.length > 0) this.view = withMore(begun, rest);
    } catch {
      // What is not whole is older than whatever can be read.
      if (this.view === begun) this.view = { ...begun, revision: 0 };
      await this.load();
    }
  }

  step(days: number): Promise<void> {
    return this.show(addDays(this.date, days));
  }

  async load(): Promise<void> {
    const isLatest = this.#latest.begin();
    const { date } = this;
    try {
      const view = await desk.day(date);
      if (date !== this.date) return;
      this.problem = null;
      if (!this.#shows(view)) this.view = view;
    } catch (cause) {
      if (isLatest()) this.problem = Failure.from(cause);
    }
  }

  /** Something was committed: read again unless this revision is on the screen already. */
  heard(revision: number): void {
    this.#heard = Math.max(this.#heard, revision);
    // Before the first day is there, nobody knows which to read.
    if (this.date && (!this.view || revision > this.view.revision)) void this.load();
  }

  /** As the program has just answered. */
  put(date: string, appointment: SheetAppointment): void {
    if (this.view && this.shown) this.view = withPlaced(this.view, date, appointment);
  }

  /** Whether what was read last is of the day that is wanted. */
  get shown(): boolean {
    return this.view?.date === this.date;
  }

  /** This, or something newer. */
  #shows({ date, revision }: DayView): boolean {
    return this.view?.date === date && this.view.revision >= revision;
  }

  find(appointmentId: number): SheetAppointment | undefined {
    return this.view?.appointments.find((appointment) => appointment.id === appointmentId);
  }

  zoomBy(steps: 1 | -1): void {
    this.zoom = Math.min(2, Math.max(0, this.zoom + steps)) as Zoom;
  }
}

export const day = new Day();
