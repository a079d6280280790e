import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { DayView } from '../ipc/DayView';
import { route } from '../shell/route.svelte';
import { addDays, weekday } from '../time/civil';

export const mondayOf = (date: string) => addDays(date, -weekday(date));

/** Seven days of one person. The newest question wins; an answer to an older one is dropped. */
class Week {
  monday = $state('');
  staffId = $state(0);
  days = $state.raw<DayView[]>([]);
  problem = $state.raw<Failure | null>(null);
  #asked = 0;

  /** The week that a date lies in. */
  show(date: string): Promise<void> {
    this.monday = mondayOf(date);
    return this.load();
  }

  step(weeks: number): Promise<void> {
    return this.show(addDays(this.monday, 7 * weeks));
  }

  async load(): Promise<void> {
    const mine = ++this.#asked;
    const dates = Array.from({ length: 7 }, (_, index) => addDays(this.monday, index));
    try {
      const days = await Promise.all(dates.map((date) => desk.day(date)));
      if (mine !== this.#asked) return;
      this.days = days;
      this.problem = null;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }

  /** Whether what was read last is of the week that is wanted. */
  get shown(): boolean {
    return this.days[0]?.date === this.monday;
  }

  /** Something was committed; what is not on the screen is read when it is opened. */
  heard(): void {
    if (route.screen === 'week') void this.load();
  }
}

export const week = new Week();
