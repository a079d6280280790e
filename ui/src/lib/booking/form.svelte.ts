import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t, tongue } from '../i18n/i18n.svelte';
import type { AppointmentView } from '../ipc/AppointmentView';
import type { AskedView } from '../ipc/AskedView';
import type { CheckView } from '../ipc/CheckView';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { ProposalView } from '../ipc/ProposalView';
import type { ServiceView } from '../ipc/ServiceView';
import type { ServiceWish } from '../ipc/ServiceWish';
import { painted } from '../shell/painted';
import { route } from '../shell/route.svelte';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';
import type { Planned } from '../timeline/comb';
import { day } from '../timeline/day.svelte';
import { move } from '../timeline/move.svelte';
import type { Moment } from '../time/civil';
import { shortDate } from '../time/format';
import { Guest } from './guest.svelte';
import { Kept, type Place } from './kept.svelte';
import type { Part } from './lengths';
import { Offers, type Wanted } from './offers.svelte';
import { takeBack } from './takeBack';

/** `staffId` null: whoever can. */
export type Time = Moment & { staffId: number | null };
/** One more service of the same visit. `staffId` null: whoever can, preferably who does the one before. */
export type Further = { service: ServiceView; staffId: number | null };

/** Where the next key press belongs. */
export type Step = 'customer' | 'service' | 'time';

function onceOnly(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The booking being put together. Every question carries a number; answers to older ones are dropped. */
class BookingForm {
  readonly guest = new Guest({ chosen: () => this.#meet(), changed: () => this.#next() });
  service = $state.raw<ServiceView | null>(null);
  staffId = $state<number | null>(null);
  /** What follows in the same visit. */
  further = $state.raw<Further[]>([]);
  /** One more service is being chosen. */
  adding = $state(false);
  note = $state('');
  /** What takes another time for this customer. */
  lengths = $state.raw<LengthOverride[]>([]);
  time = $state.raw<Time | null>(null);
  /** The time was pointed at in the sheet, not taken from the proposals. */
  pointed = $state(false);
  verdict = $state.raw<CheckView | null>(null);
  /** What Cal.com says about the time; empty while it has not said anything. */
  asked = $state.raw<AskedView[]>([]);
  /** The day that was wished, where nothing is free. */
  nothingOn = $state<string | null>(null);
  readonly offers = new Offers();
  readonly kept = new Kept();
  checking = $state(false);
  problem = $state.raw<Failure | null>(null);
  busy = $state(false);
  step = $state<Step>('customer');
  /** The warnings have been seen once; the next yes books in spite of them. */
  warned = $state(false);
  /** The day from which on a time was sought, or on which it was chosen. */
  #sought = '';
  /** Laid aside, and gone on with. */
  resumed = $state(false);
  #asked = 0;
  #aside = $state(false);
  #key = onceOnly();
  #confirming = false;
  #settling: Promise<void> = Promise.resolve();

  /** The booking that was left unfinished, or a new one. */
  open(at: Time | null = null): void {
    if (!this.begun || this.busy) this.#clear();
    move.cancel();
    route.openBooking();
    const aside = this.#aside;
    this.#aside = false;
    if (aside) this.resumed = this.begun;
    if (at) this.point(at);
    else if (aside) this.holdAgain();
  }

  /** A new one, whatever was left unfinished. */
  begin(): void {
    this.#clear();
    this.open();
  }

  /** Something was entered. */
  get begun(): boolean {
    return this.guest.somebody || this.service !== null || this.time !== null || this.note !== '';
  }

  /** Another panel stands in its place: what was entered waits there, and no time is kept free for it. */
  layAside(): void {
    this.#aside = true;
    this.kept.letGo();
  }

  #clear(): void {
    this.#forgetTime();
    this.kept.letGo();
    this.guest.clear();
    this.service = null;
    this.staffId = null;
    this.further = [];
    this.adding = false;
    this.note = '';
    this.lengths = [];
    this.offers.clear();
    this.#sought = '';
    this.busy = false;
    this.step = 'customer';
    this.resumed = false;
    this.#key = onceOnly();
  }

  /** What was answered about the time says nothing any more, nor does what is still on its way. */
  #forgetAnswers(): void {
    this.#asked++;
    this.verdict = null;
    this.asked = [];
    this.checking = false;
    this.warned = false;
    this.problem = null;
  }

  /** No time is meant. */
  #forgetTime(): void {
    this.#forgetAnswers();
    this.time = null;
    this.pointed = false;
    this.nothingOn = null;
  }

  close(): void {
    this.#clear();
    route.closePanel();
  }

  get complete(): boolean {
    return Boolean(this.guest.choice && this.service && this.time);
  }

  /** Somebody else may have an appointment at that time already. */
  #meet(): void {
    this.#next();
    if (this.time) this.#settling = this.chooseTime(this.time);
  }

  chooseService(service: ServiceView): void {
    this.guest.takeOnly();
    this.service = service;
    this.lengths = [];
    if (this.staffId !== null && !service.staff_ids.includes(this.staffId)) this.staffId = null;
    this.#next();
    this.#decide(this.staffId);
  }

  addService(service: ServiceView): void {
    this.adding = false;
    this.#follow([...this.further, { service, staffId: null }]);
    this.#next();
  }

  dropService(index: number): void {
    this.#follow(this.further.filter((_, at) => at !== index));
  }

  chooseFurtherStaff(index: number, staffId: number | null): void {
    this.#follow(this.further.map((one, at) => (at === index ? { ...one, staffId } : one)));
  }

  #follow(further: Further[]): void {
    this.further = further;
    this.#decide(this.staffId);
  }

  get then(): ServiceWish[] {
    return this.further.map(({ service, staffId }) => ({
      service_id: service.id,
      staff_id: staffId,
      lengths: [],
    }));
  }

  forgetService(): void {
    this.service = null;
    this.further = [];
    this.adding = false;
    this.#forgetAnswers();
    this.offers.clear();
    this.kept.letGo();
    this.step = 'service';
  }

  /** What they usually have, with whom they usually have it. */
  asUsual(service: ServiceView, staffId: number | null): void {
    this.staffId = staffId;
    this.chooseService(service);
  }

  /** How long each part takes: as the program plans it with whom was chosen, else as usual. */
  get parts(): Part[] {
    const planned = this.verdict?.phases ?? [];
    return (this.service?.parts ?? []).map((part) => ({
      ...part,
      minutes: planned.find((phase) => phase.key === part.key)?.minutes ?? part.minutes,
    }));
  }

  chooseLengths(lengths: LengthOverride[]): void {
    this.lengths = lengths;
    const checked = this.time ? this.chooseTime(this.time) : Promise.resolve();
    this.#settling = Promise.all([checked, this.search(this.time === null)]).then(() => undefined);
  }

  chooseStaff(staffId: number | null): void {
    this.staffId = staffId;
    this.#decide(staffId);
  }

  #decide(staffId: number | null): void {
    const pointedAt = this.pointed && this.time ? { ...this.time, staffId } : null;
    const checked = pointedAt ? this.chooseTime(pointedAt) : Promise.resolve();
    this.#settling = Promise.all([checked, this.search()]).then(() => undefined);
  }

  #next(): void {
    this.step = !this.guest.somebody ? 'customer' : !this.service ? 'service' : 'time';
  }

  /** A click in the sheet: that time, with that person. */
  point(time: Time): void {
    this.pointed = true;
    this.staffId = time.staffId;
    this.time = time;
    if (this.service) this.#decide(time.staffId);
    else if (time.date !== day.date) void day.show(time.date);
  }

  /** What was said leads to no time. */
  unsay(): void {
    this.#forgetTime();
    this.kept.letGo();
  }

  /** The sheet lies open at another day: unless a time was pointed at, that day is wished. */
  turned(date: string): void {
    if (this.service && !this.pointed && date !== this.#sought) this.wishDay();
  }

  /** The best time of the day on the screen. Where it has none, those after it are offered, and none of them is chosen. */
  wishDay(): void {
    const { date } = day;
    this.#forgetTime();
    this.#sought = date;
    this.#settling = this.#offer(async (wanted) => {
      const [best] = await this.offers.best(wanted, this.#searchFrom());
      if (this.time || this.#sought !== date) return;
      if (best?.date === date) return this.takeProposal(best);
      this.kept.letGo();
      this.nothingOn = date;
    });
  }

  /**
   * The best times from the day on the screen, or from the time pointed at. A time that was not pointed at is chosen anew: the one before
   * was somebody else's, or another service's.
   */
  search(takeBest = !this.pointed): Promise<void> {
    if (takeBest) this.#forgetTime();
    this.#sought = day.date;
    return this.#offer(async (wanted) => {
      const [best] = await this.offers.best(wanted, this.#searchFrom());
      if (!takeBest || this.time) return;
      if (best) await this.takeProposal(best);
      else this.kept.letGo();
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
    const { service, staffId, lengths, then } = this;
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
      await ask({ ...wanted, hold: this.kept.token });
    } catch (cause) {
      this.problem = Failure.from(cause);
    }
  }

  #searchFrom(): string | null {
    if (this.pointed && this.time) return session.startOf(this.time);
    return day.date > session.civilNow.date ? day.date : null;
  }

  takeProposal(proposal: ProposalView): Promise<void> {
    this.pointed = false;
    const { date, from_minute: minute, staff_id: staffId } = proposal;
    const chosen = this.chooseTime({ date, minute, staffId });
    this.#settling = chosen;
    return chosen;
  }

  /** What the chosen time would take. */
  #place(): Place | null {
    const { service, time, lengths } = this;
    if (!service || !time) return null;
    const { then } = this;
    return { service_id: service.id, staff_id: time.staffId, start: session.startOf(time), lengths, then };
  }

  /** Check, then hold what fits, so that nobody else takes it while the customer thinks. */
  async chooseTime(time: Time): Promise<void> {
    this.#forgetAnswers();
    const mine = this.#asked;
    this.time = time;
    this.#sought = time.date;
    this.nothingOn = null;
    if (time.date !== day.date) void day.show(time.date);
    const place = this.#place();
    if (!place) return;
    this.checking = true;
    try {
      await this.kept.settled();
      if (mine !== this.#asked) return;
      const token = this.kept.token;
      const customer = this.guest.known?.id ?? null;
      const verdict = await desk.check({
        ...place,
        along: [],
        appointment_id: null,
        customer_id: customer,
        hold: token,
      });
      if (mine !== this.#asked) return;
      this.verdict = verdict;
      if (!verdict.fits || this.#aside) return;
      await this.kept.keep(place);
      void this.#askCalcom(place, mine);
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    } finally {
      if (mine === this.#asked) this.checking = false;
    }
  }

  /** A hint that comes in later, or never. */
  async #askCalcom(place: Place, mine: number): Promise<void> {
    const question = {
      ...{ ...place, along: [], appointment_id: null, customer_id: null },
      hold: this.kept.token,
    };
    const asked = await desk.askCalcom(question).catch(() => []);
    if (mine === this.#asked) this.asked = asked;
  }

  /** Somebody works on the form: what it holds is held on. */
  used(): void {
    this.kept.used(this.#place());
  }

  /** The hold has lapsed: the time may be somebody else's by now. */
  holdAgain(): void {
    if (this.time) this.#settling = this.chooseTime(this.time);
  }

  /** What the sheet shows of it on the day that is open. */
  get planned(): Planned[] {
    const { time, service, verdict } = this;
    if (this.#aside || time?.date !== day.date || !service || !verdict || verdict.phases.length === 0)
      return [];
    const staffId = time.staffId ?? verdict.phases[0]?.staff_id ?? 0;
    const rest = verdict.then.map(({ phases, staff_id }, index) => ({
      phases,
      staffId: staff_id,
      colour: this.further[index]?.service.colour ?? service.colour,
    }));
    return [{ phases: verdict.phases, staffId, colour: service.colour }, ...rest];
  }

  /** Enter may come before the answer of the check: it counts once the answer is there, and once. */
  async confirm(): Promise<void> {
    if (this.#confirming) return;
    this.#confirming = true;
    try {
      await this.guest.settled();
      await this.#settling;
      if (!this.complete || this.busy || (this.verdict && !this.verdict.fits)) return;
      const doubtful = (this.verdict?.warnings.length ?? 0) > 0;
      if (doubtful && !this.warned) this.warned = true;
      else await this.#book(doubtful);
    } finally {
      this.#confirming = false;
    }
  }

  async #book(despiteWarnings: boolean): Promise<void> {
    const { service, time } = this;
    const customer = this.guest.choice;
    if (!customer || !service || !time) return;
    const booking = this.#key;
    this.busy = true;
    this.problem = null;
    try {
      const booked = await desk.book({
        customer,
        service_id: service.id,
        staff_id: time.staffId,
        start: session.startOf(time),
        note: this.note.trim(),
        lengths: this.lengths,
        then: this.then,
        hold: this.kept.token,
        despite_warnings: despiteWarnings,
        idempotency_key: booking,
      });
      // First what is waited for, then the rest.
      day.put(time.date, booked.appointment);
      await painted();
      await day.load();
      if (booking === this.#key) this.#booked(booked.appointment);
      const { name } = booked.appointment.customer;
      const date = shortDate(time.date, tongue.locale);
      toasts.show(
        t('booking.done', { customer: name, date, time: session.clock(booked.appointment.start) }),
        {
          label: t('toast.undo'),
          run: () => void takeBack(booked.appointment),
        },
      );
    } catch (cause) {
      if (booking === this.#key) this.#refused(Failure.from(cause));
      else toasts.failure(Failure.from(cause));
    } finally {
      if (booking === this.#key) this.busy = false;
    }
  }

  /** Whoever has begun the next booking meanwhile stays in it. */
  #booked(appointment: AppointmentView): void {
    this.kept.spend();
    this.#clear();
    route.openAppointment(appointment.id);
  }

  #refused(failure: Failure): void {
    const { verdict } = failure;
    if (verdict) {
      const { phases = [], then = [] } = this.verdict ?? {};
      this.verdict = { ...verdict, phases, then };
      this.warned = verdict.fits;
    } else this.problem = failure;
  }
}

export const form = new BookingForm();
