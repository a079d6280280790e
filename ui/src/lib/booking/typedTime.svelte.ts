import { session } from '../shell/session.svelte';
import type { Moment } from '../time/civil';
import { readTime } from '../time/typed';
import { minutesShowing, shownAt, wallDay } from '../time/wall';

/** What is typed for. */
type Aim = {
  /** What is meant now, in whatever way it was said. */
  meant: () => Moment | null;
  at: (moment: Moment) => void;
  nowhere: () => void;
};

/** A day and a time as somebody types them. A time that the clock shows twice that day, or leaps over, leads nowhere until it is settled. */
export class TypedTime {
  #doubt = $state.raw<{ date: string; shown: number } | null>(null);
  readonly #aim: Aim;

  constructor(aim: Aim) {
    this.#aim = aim;
  }

  /** What has to be settled, unless another time is meant by now. */
  get doubt(): { date: string; shown: number } | null {
    return this.#aim.meant() ? null : this.#doubt;
  }

  /** The same time of another day, and whether there is one to carry over. */
  carry(from: Moment | null, date: string): boolean {
    const shown = this.doubt?.shown ?? (from && shownAt(wallDay(from.date, session.zone), from.minute));
    if (shown !== null) this.#take(date, shown, minutesShowing(wallDay(date, session.zone), shown));
    return shown !== null;
  }

  /** A time of this day, and whether it can be understood. */
  read(date: string, text: string): boolean {
    const typed = readTime(wallDay(date, session.zone), text);
    if (typed) this.#take(date, typed.shown, typed.minutes);
    return typed !== null;
  }

  forget(): void {
    this.#doubt = null;
  }

  settle(minute: number): void {
    const { doubt } = this;
    if (doubt) this.#take(doubt.date, doubt.shown, [minute]);
  }

  #take(date: string, shown: number, minutes: number[]): void {
    const [minute, another] = minutes;
    const known = minute !== undefined && another === undefined;
    this.#doubt = known ? null : { date, shown };
    if (known) this.#aim.at({ date, minute });
    else this.#aim.nowhere();
  }
}
