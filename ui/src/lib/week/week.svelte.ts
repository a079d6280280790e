import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import type { DayView } from '../ipc/DayView';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import { route } from '../shell/route.svelte';
import { addDays, weekday } from '../time/civil';
import { withPlaced } from '../timeline/day.svelte';
import type { Found } from '../timeline/ground';

export const mondayOf = (date: string) => addDays(date, -weekday(date));

/** Seven days of one person. */
class Week {
  monday = $state('');
  staffId = $state(0);
  days = $state.raw<DayView[]>([]);
  problem = $state.raw<Failure | null>(null);
  readonly #latest = new Latest();

  /** The week that a date lies in. */
  show(date: string): Promise<void> {
    this.monday = mondayOf(date);
    return this.load();
  }

  /** So that it shows a date, if it does not yet. */
  async turnTo(date: string): Promise<void> {
    if (mondayOf(date) !== this.monday) await this.show(date);
  }

  step(weeks: number): Promise<void> {
    return this.show(addDays(this.monday, 7 * weeks));
  }

  async load(): Promise<void> {
    const isLatest = this.#latest.begin();
    const dates = Array.from({ length: 7 }, (_, index) => addDays(this.monday, index));
    try {
      const days = await Promise.all(dates.map((date) => desk.day(date)));
      if (!isLatest()) return;
      this.days = days;
      this.problem = null;
    } catch (cause) {
      if (isLatest()) this.problem = Failure.from(cause);
    }
  }

  /** Whether what was read last is of the week that is wanted. */
  get shown(): boolean {
    return this.days[0]?.date === this.monday;
  }

  find(appointmentId: number): Found | undefined {
    for (const { date, appointments } of this.days) {
      const appointment = appointments.find(({ id }) => id === appointmentId);
      if (appointment) return { appointment, date };
    }
    return undefined;
  }

  /** As the program has just answered. */
  put(date: string, appointment: SheetAppointment): void {
    if (route.screen !== 'week') return;
    this.days = this.days.map((view) => withPlaced(view, date, appointment));
  }

  /** Something was committed; what is not on the screen is read when it is opened. */
  heard(): void {
    if (route.screen === 'week') void this.load();
  }
}

export const week = new Week();
