import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { DayView } from '../ipc/DayView';
import { addDays } from '../time/civil';
import type { Zoom } from './geometry';
import { keeping } from './stack';

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

/** The day on the timeline. What is newer than what is shown is shown, in whatever order it was asked for; nothing is drawn twice. */
export class Day {
  date = $state('');
  view = $state.raw<DayView | null>(null);
  problem = $state.raw<Failure | null>(null);
  zoom = $state<Zoom>(0);
  /** Only what the first picture shows is there. */
  #begun = false;
  #asked = 0;
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
  open(view: DayView, whole = true): void {
    this.date = view.date;
    this.view = view;
    this.#begun = !whole;
    this.heard(this.#heard);
  }

  /** What the first picture did without. */
  async complete(): Promise<void> {
    if (this.#begun) await this.load();
  }

  step(days: number): Promise<void> {
    return this.show(addDays(this.date, days));
  }

  async load(): Promise<void> {
    const mine = ++this.#asked;
    const { date } = this;
    try {
      const view = await desk.day(date);
      if (date !== this.date) return;
      this.problem = null;
      if (!this.#shows(view)) this.view = this.#completed(view);
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }

  /** Something was committed: read again unless this revision is on the screen already. */
  heard(revision: number): void {
    this.#heard = Math.max(this.#heard, revision);
    // Before the first day is there, nobody knows which to read.
    if (this.date && (!this.view || revision > this.view.revision)) void this.load();
  }

  /** What the program has just answered stands on the sheet at once; what else has come of it is read after it. */
  put(date: string, appointment: SheetAppointment): void {
    if (this.view?.date !== date || this.date !== date) return;
    this.view = withPlaced(this.view, date, appointment);
  }

  /** Whether what was read last is of the day that is wanted. */
  get shown(): boolean {
    return this.view?.date === this.date;
  }

  /** This, or something newer. */
  #shows(view: DayView): boolean {
    if (this.view?.date !== view.date) return false;
    return this.view.revision >= view.revision && !this.#begins(view);
  }

  /** Whether what is shown is the beginning of this. */
  #begins({ date, revision }: DayView): boolean {
    return this.#begun && this.view?.date === date && this.view.revision === revision;
  }

  /** What stands on the sheet already is not drawn anew. */
  #completed(view: DayView): DayView {
    const drawn = this.#begins(view) ? this.view?.appointments : undefined;
    this.#begun = false;
    return drawn ? { ...view, appointments: keeping(drawn, view.appointments) } : view;
  }

  find(appointmentId: number): SheetAppointment | undefined {
    return this.view?.appointments.find((appointment) => appointment.id === appointmentId);
  }

  zoomBy(steps: 1 | -1): void {
    this.zoom = Math.min(2, Math.max(0, this.zoom + steps)) as Zoom;
  }
}

export const day = new Day();
