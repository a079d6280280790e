import { Failure } from '../desk/failure';
import type { CheckView } from '../ipc/CheckView';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { ServiceView } from '../ipc/ServiceView';
import { route } from '../shell/route.svelte';
import type { Planned } from '../timeline/comb';
import { day } from '../timeline/day.svelte';
import { move } from '../timeline/move.svelte';
import { Answers } from './answers.svelte';
import { Entry } from './entry.svelte';
import { Guest } from './guest.svelte';
import { Visit } from './visit.svelte';
import { When, type Time } from './when.svelte';

/** Where the next key press belongs. */
export type Step = 'customer' | 'service' | 'time';

/** The booking being put together: for whom, what, when, and what is said about it. */
class BookingForm {
  readonly guest = new Guest({ chosen: () => this.#meet(), changed: () => this.#next() });
  readonly visit = new Visit();
  readonly answers = new Answers(() => !this.#aside);
  readonly when = new When(this.visit, this.answers, () => this.guest.known?.id ?? null);
  readonly entry = new Entry();
  /** One more service is being chosen. */
  adding = $state(false);
  note = $state('');
  step = $state<Step>('customer');
  /** Laid aside, and gone on with. */
  resumed = $state(false);
  #aside = $state(false);
  #confirming = false;

  get service(): ServiceView | null {
    return this.visit.service;
  }

  get verdict(): CheckView | null {
    return this.answers.verdict;
  }

  /** The booking that was left unfinished, or a new one. */
  open(at: Time | null = null): void {
    if (!this.begun || this.entry.busy) this.#clear();
    move.cancel();
    route.openBooking();
    const aside = this.#aside;
    this.#aside = false;
    if (aside) this.resumed = this.begun;
    if (at) this.when.point(at);
    else if (aside) this.when.askAgain();
  }

  /** A new one, whatever was left unfinished. */
  begin(): void {
    this.#clear();
    this.open();
  }

  /** Something was entered. */
  get begun(): boolean {
    return this.guest.somebody || this.service !== null || this.when.time !== null || this.note !== '';
  }

  /** Another panel stands in its place: what was entered waits there, and no time is kept free for it. */
  layAside(): void {
    this.#aside = true;
    this.answers.kept.letGo();
  }

  close(): void {
    this.#clear();
    route.closePanel();
  }

  #clear(): void {
    this.when.clear();
    this.guest.clear();
    this.visit.clear();
    this.entry.renew();
    this.adding = false;
    this.note = '';
    this.step = 'customer';
    this.resumed = false;
  }

  #next(): void {
    this.step = !this.guest.somebody ? 'customer' : !this.service ? 'service' : 'time';
  }

  /** Somebody else may have an appointment at that time already. */
  #meet(): void {
    this.#next();
    this.when.askAgain();
  }

  chooseService(service: ServiceView): void {
    this.guest.takeOnly();
    this.visit.choose(service);
    this.#next();
    this.when.decide();
  }

  /** What they usually have, with whom they usually have it. */
  asUsual(service: ServiceView, staffId: number | null): void {
    this.visit.staffId = staffId;
    this.chooseService(service);
  }

  forgetService(): void {
    this.visit.forget();
    this.when.unask();
    this.adding = false;
    this.step = 'service';
  }

  addService(service: ServiceView): void {
    this.adding = false;
    this.visit.add(service);
    this.when.decide();
    this.#next();
  }

  dropService(index: number): void {
    this.visit.drop(index);
    this.when.decide();
  }

  chooseStaff(staffId: number | null): void {
    this.visit.staffId = staffId;
    this.when.decide();
  }

  chooseFurtherStaff(index: number, staffId: number | null): void {
    this.visit.change(index, { staffId });
    this.when.decide();
  }

  chooseLengths(lengths: LengthOverride[]): void {
    this.visit.lengths = lengths;
    this.when.lengthen();
  }

  chooseFurtherLengths(index: number, lengths: LengthOverride[]): void {
    this.visit.change(index, { lengths });
    this.when.lengthen();
  }

  /** Somebody works on the form: what it holds is held on. */
  used(): void {
    this.answers.kept.used(this.when.place);
  }

  get #complete(): boolean {
    return Boolean(this.guest.choice && this.service && this.when.time);
  }

  /** What the sheet shows of it on the day that is open. */
  get planned(): Planned[] {
    const { time } = this.when;
    if (this.#aside || time?.date !== day.date || !this.verdict) return [];
    return this.visit.planned(this.verdict, time.staffId);
  }

  /** Enter may come before the answer of the check: it counts once the answer is there, and once. */
  async confirm(): Promise<void> {
    if (this.#confirming) return;
    this.#confirming = true;
    try {
      await this.guest.settled();
      await this.when.settled();
      if (!this.#complete || this.entry.busy || (this.verdict && !this.verdict.fits)) return;
      const doubtful = (this.verdict?.warnings.length ?? 0) > 0;
      if (doubtful && !this.answers.warned) this.answers.warned = true;
      else await this.#book(doubtful);
    } finally {
      this.#confirming = false;
    }
  }

  async #book(despiteWarnings: boolean): Promise<void> {
    const { time, place } = this.when;
    const customer = this.guest.choice;
    if (!customer || !place || !time) return;
    this.answers.problem = null;
    const [note, hold] = [this.note.trim(), this.answers.kept.token];
    const booking = { ...place, customer, note, hold, despite_warnings: despiteWarnings };
    try {
      const booked = await this.entry.write(booking, time.date);
      if (!booked) return;
      this.answers.kept.spend();
      this.#clear();
      route.openAppointment(booked.id);
    } catch (cause) {
      this.answers.refused(Failure.from(cause));
    }
  }
}

export const form = new BookingForm();
