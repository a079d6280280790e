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

/** What of seven days is one person's. */
type WeekView = { staffId: number; days: readonly DayView[] };

/** The week of somebody. */
class Week {
  monday = $state('');
  /** Whose; 0 as long as nobody works here. */
  staffId = $state(0);
  /** As it was read last. */
  view = $state.raw<WeekView>({ staffId: 0, days: [] });
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

  /** The same week of somebody else. */
  async turnToStaff(staffId: number): Promise<void> {
    this.staffId = staffId;
    if (route.screen === 'week') await this.load();
  }

  step(weeks: number): Promise<void> {
    return this.show(addDays(this.monday, 7 * weeks));
  }

  async load(): Promise<void> {
    const { monday, staffId } = this;
    if (staffId === 0) return;
    const isLatest = this.#latest.begin();
    try {
      const days = await desk.week(staffId, monday);
      if (!isLatest()) return;
      this.view = { staffId, days };
      this.problem = null;
    } catch (cause) {
      if (isLatest()) this.problem = Failure.from(cause);
    }
  }

  /** Whether what was read last is what is wanted. */
  get shown(): boolean {
    const { staffId, days } = this.view;
    return staffId === this.staffId && days[0]?.date === this.monday;
  }

  find(appointmentId: number): Found | undefined {
    for (const { date, appointments } of this.view.days) {
      const appointment = appointments.find(({ id }) => id === appointmentId);
      if (appointment) return { appointment, date };
    }
    return undefined;
  }

  /** As the program has just answered. */
  put(date: string, appointment: SheetAppointment): void {
    if (route.screen !== 'week') return;
    const { staffId, days } = this.view;
    this.view = { staffId, days: days.map((day) => withPlaced(day, date, appointment)) };
  }

  /** Something was committed; what is not on the screen is read when it is opened. */
  heard(): void {
    if (route.screen === 'week') void this.load();
  }
}

export const week = new Week();
