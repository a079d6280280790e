import { Failure } from '../desk/failure';
import type { ProposalView } from '../ipc/ProposalView';
import { session } from '../shell/session.svelte';
import { day } from '../timeline/day.svelte';
import type { Moment } from '../time/civil';
import type { Answers } from './answers.svelte';
import type { Place } from './kept.svelte';
import { Offers, type Wanted } from './offers.svelte';
import type { Visit } from './visit.svelte';

/** `staffId` null: whoever can. */
export type Time = Moment & { staffId: number | null };

/** When a visit is to be: the time that is meant, pointed at or taken from those that are sought, and asked about whenever it is another. */
export class When {
  time = $state.raw<Time | null>(null);
  /** The time was pointed at in the sheet, not taken from the proposals. */
  pointed = $state(false);
  /** The day that was wished, where nothing is free. */
  nothingOn = $state<string | null>(null);
  readonly offers = new Offers();
  /** The day from which on a time was sought, or on which it was chosen. */
  #sought = '';
  #settling: Promise<void> = Promise.resolve();
  readonly #visit: Visit;
  readonly #answers: Answers;
  readonly #customerId: () => number | null;

  constructor(visit: Visit, answers: Answers, customerId: () => number | null) {
    this.#visit = visit;
    this.#answers = answers;
    this.#customerId = customerId;
  }

  clear(): void {
    this.unsay();
    this.offers.clear();
    this.#sought = '';
  }

  /** No time is meant. */
  #forget(): void {
    this.#answers.forget();
    this.time = null;
    this.pointed = false;
    this.nothingOn = null;
  }

  /** What was said leads to no time. */
  unsay(): void {
    this.#forget();
    this.#answers.kept.letGo();
  }

  /** Nobody knows for what. The time that is meant stays so. */
  unask(): void {
    this.#answers.forget();
    this.#answers.kept.letGo();
    this.offers.clear();
  }

  /** As soon as what is chosen by now is sought and asked about. */
  async settled(): Promise<void> {
    await this.#settling;
  }

  /** Something else is to be done, or with somebody else. A time that was pointed at is still meant. */
  decide(): void {
    const { staffId } = this.#visit;
    this.#seek(this.pointed && this.time ? { ...this.time, staffId } : null, !this.pointed);
  }

  /** It takes longer, or less. The time stays the one that is meant. */
  lengthen(): void {
    this.#seek(this.time, this.time === null);
  }

  #seek(asked: Time | null, takeBest: boolean): void {
    const checked = asked ? this.choose(asked) : Promise.resolve();
    this.#settling = Promise.all([checked, this.#search(takeBest)]).then(() => undefined);
  }

  /** A click in the sheet: that time, with that person. */
  point(time: Time): void {
    this.pointed = true;
    this.time = time;
    this.#visit.staffId = time.staffId;
    if (this.#visit.service) this.decide();
    else if (time.date !== day.date) void day.show(time.date);
  }

  /** The sheet lies open at another day: unless a time was pointed at, that day is wished. */
  turned(date: string): void {
    if (this.#visit.service && !this.pointed && date !== this.#sought) this.wishDay();
  }

  /** The best time of the day on the screen. Where it has none, those after it are offered, and none of them is chosen. */
  wishDay(): void {
    const { date } = day;
    this.#forget();
    this.#sought = date;
    this.#settling = this.#offer(async (wanted) => {
      const [best] = await this.offers.best(wanted, this.#searchFrom());
      if (this.time || this.#sought !== date) return;
      if (best?.date === date) return this.take(best);
      this.#answers.kept.letGo();
      this.nothingOn = date;
    });
  }

  /**
   * The best times from the day on the screen, or from the time pointed at. A time that was not pointed at is chosen anew: the one before
   * was somebody else's, or another service's.
   */
  #search(takeBest: boolean): Promise<void> {
    if (takeBest) this.#forget();
    this.#sought = day.date;
    return this.#offer(async (wanted) => {
      const [best] = await this.offers.best(wanted, this.#searchFrom());
      if (!takeBest || this.time) return;
      if (best) await this.take(best);
      else this.#answers.kept.letGo();
    });
  }

  /** The times before those on offer; the chosen one stays chosen. */
  earlier(): Promise<void> {
    return this.#offer((wanted) => this.offers.earlier(wanted));
  }

  later(): Promise<void> {
    return this.#offer((wanted) => this.offers.later(wanted));
  }

  async #offer(ask: (wanted: Wanted) => Promise<unknown>): Promise<void> {
    const { service, staffId, lengths, then } = this.#visit;
    if (!service) return;
    const wanted = {
      appointment_id: null,
      service_id: service.id,
      staff_id: staffId,
      lengths,
      then,
      along: [],
    };
    try {
      await ask({ ...wanted, hold: this.#answers.kept.token });
    } catch (cause) {
      this.#answers.problem = Failure.from(cause);
    }
  }

  #searchFrom(): string | null {
    if (this.pointed && this.time) return session.startOf(this.time);
    return day.date > session.civilNow.date ? day.date : null;
  }

  take(proposal: ProposalView): Promise<void> {
    this.pointed = false;
    const { date, from_minute: minute, staff_id: staffId } = proposal;
    const chosen = this.choose({ date, minute, staffId });
    this.#settling = chosen;
    return chosen;
  }

  async choose(time: Time): Promise<void> {
    this.time = time;
    this.#sought = time.date;
    this.nothingOn = null;
    if (time.date !== day.date) void day.show(time.date);
    await this.#answers.ask(this.place, this.#customerId());
  }

  /** It is somebody else's visit, or the time may be somebody else's by now. */
  askAgain(): void {
    if (this.time) this.#settling = this.choose(this.time);
  }

  /** What the time that is meant would take. */
  get place(): Place | null {
    const { time } = this;
    const { service, lengths, then } = this.#visit;
    if (!service || !time) return null;
    return { service_id: service.id, staff_id: time.staffId, start: session.startOf(time), lengths, then };
  }
}
