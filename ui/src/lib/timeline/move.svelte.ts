import { LONGEST_PART, withLength } from '../booking/lengths';
import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { CheckView } from '../ipc/CheckView';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { SheetPhase } from '../ipc/SheetPhase';
import type { VisitPart } from '../ipc/VisitPart';
import { leafed, peopleOf, put, turnToOneOf } from '../shell/papers';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';
import { wallDay } from '../time/wall';
import { type Planned, shifted, stretched } from './comb';
import { Companions } from './companions.svelte';
import { day } from './day.svelte';
import { GRID_MINUTES } from './geometry';
import { Inquiry } from './inquiry.svelte';
import { samePlace, type Target } from './place';
import { say, write } from './written';

/** A drag commits where it is dropped; keys and panel wait for an explicit yes. */
type Manner = 'drag' | 'keys' | 'panel';

/** An appointment on its way to another place, or to other lengths. Nothing is written before `commit`. */
class Move {
  subject = $state.raw<SheetAppointment | null>(null);
  target = $state.raw<Target | null>(null);
  /** The day that was meant last, also while no time of it is. */
  date = $state('');
  /** What shall take another time from now on. */
  lengths = $state.raw<LengthOverride[]>([]);
  manner = $state.raw<Manner>('drag');
  busy = $state(false);
  /** Dropped, but not taken as it is: somebody has to say yes or choose another place. */
  asking = $state(false);
  /** The gap that Alt and the arrow keys stretch. */
  gap = $state.raw<SheetPhase | null>(null);
  /** What of the same visit goes along. */
  readonly companions = new Companions();
  #home: Target = { date: '', minute: 0, staffId: 0 };
  #parked = false;
  /** What of the same visit can go along: nothing is asked, dropped or taken off the sheet before that is known. */
  mates: Promise<VisitPart[]> = Promise.resolve([]);
  /** Another appointment, or the same one taken hold of again: what was begun before has no say in it. */
  #turn = 0;
  readonly #inquiry = new Inquiry();

  begin(subject: SheetAppointment, date: string, manner: Manner): void {
    this.cancel();
    this.subject = subject;
    this.manner = manner;
    const { from_minute: minute, staff_id: staffId } = subject;
    this.#home = { date, minute, staffId };
    this.date = date;
    this.#parked = false;
    this.mates = this.companions.look(subject.id);
  }

  /** The whole visit, or only what was taken hold of. */
  goTogether(together: boolean): void {
    const asking = this.asking;
    this.companions.together = together;
    if (this.target) this.#consider(this.target);
    this.asking = asking;
  }

  /** In words, so that a step of the hand changes nothing. */
  readonly #taken = $derived.by(() => {
    if (!this.moved || !this.subject) return '';
    const going = this.relocated ? this.companions.going : [];
    return [this.subject.id, ...going.map(({ id }) => id)].join(' ');
  });

  /** Those that are on their way to another place. */
  readonly away: ReadonlySet<number> = $derived(
    new Set(this.#taken === '' ? [] : this.#taken.split(' ').map(Number)),
  );

  /** Out of the tray: it is nowhere, so that every place is another, and undoing it puts it back into the tray. */
  beginParked(subject: SheetAppointment): void {
    this.begin(subject, '', 'panel');
    this.#parked = true;
  }

  get verdict(): CheckView | null {
    return this.#inquiry.verdict;
  }

  get problem(): Failure | null {
    return this.#inquiry.problem;
  }

  get checking(): boolean {
    return this.#inquiry.open;
  }

  /** To another time or person. */
  get relocated(): boolean {
    return this.target !== null && !samePlace(this.target, this.#home);
  }

  get moved(): boolean {
    return this.target !== null && (this.lengths.length > 0 || this.relocated);
  }

  /** Shows the ghost at once and asks the program. */
  aim(target: Target): void {
    if (this.target && samePlace(this.target, target)) return;
    this.#consider(target);
  }

  /** What was said leads to no place yet. */
  aimNowhere(): void {
    this.#inquiry.forget();
    this.target = null;
    this.asking = false;
  }

  /** The same place, unless one was chosen, with other lengths. */
  stretch(lengths: LengthOverride[]): void {
    this.lengths = lengths;
    this.#consider(this.place);
  }

  /** A gap that shall last so long; as long as it does already is nothing. */
  stretchGap(gap: SheetPhase, minutes: number): void {
    const lasting = Math.min(LONGEST_PART, Math.max(GRID_MINUTES, minutes));
    if (this.lengthOf(gap) === lasting) return;
    const others = this.lengths.filter((length) => length.key !== gap.key);
    this.stretch(lasting === gap.minutes ? others : withLength(others, gap.key, lasting));
  }

  /** As it shall last. */
  lengthOf({ key, minutes }: SheetPhase): number {
    return this.lengths.find((length) => length.key === key)?.minutes ?? minutes;
  }

  /** Where it is on its way to, or still is. */
  get place(): Target {
    return this.target ?? this.#home;
  }

  /** So many minutes on from a place, on the same day. */
  nudge(from: Target, minutes: number): void {
    const last = wallDay(from.date, session.zone).minutes - GRID_MINUTES;
    this.aim({ ...from, minute: Math.min(last, Math.max(0, from.minute + minutes)) });
  }

  /** The first gap, or the next one before or after the one that was chosen. */
  chooseGap(step: -1 | 0 | 1): void {
    const gaps = this.subject?.phases.filter((phase) => phase.kind === 'gap') ?? [];
    const at = Math.max(
      0,
      gaps.findIndex((gap) => gap.key === this.gap?.key),
    );
    this.gap = gaps[Math.min(gaps.length - 1, Math.max(0, at + step))] ?? null;
  }

  nudgeGap(minutes: number): void {
    if (!this.gap) this.chooseGap(0);
    if (this.gap) this.stretchGap(this.gap, this.lengthOf(this.gap) + minutes);
  }

  /** Chosen, wherever it lies: the sheet that is open shows it. */
  goTo(target: Target): void {
    void leafed().turnTo(target.date);
    const { staffId: staff_id } = target;
    if (this.subject)
      turnToOneOf(peopleOf({ staff_id, phases: this.#elsewhere(this.subject.phases, this.subject, target) }));
    this.aim(target);
  }

  #consider(target: Target): void {
    const subject = this.subject;
    this.target = target;
    this.date = target.date;
    this.asking = false;
    if (!subject || !this.moved) return this.#inquiry.forget();
    const request = {
      appointment_id: subject.id,
      service_id: null,
      staff_id: target.staffId,
      start: session.startOf(target),
      customer_id: null,
      lengths: this.lengths,
      then: [],
      hold: null,
    };
    this.#inquiry.ask(async () => {
      await this.mates;
      return desk.check({ ...request, along: this.companions.along });
    });
  }

  /**
   * The ghosts on a day, the one that is held first: the program's answer, or the combs as they are, moved. `find`: how what goes
   * along stands on the sheet.
   */
  ghostsOn(date: string, find: (id: number) => SheetAppointment | undefined): Planned[] {
    const { subject, target, verdict } = this;
    if (!subject || !target || target.date !== date || !this.moved) return [];
    const known = verdict && verdict.phases.length > 0;
    const held = {
      phases: known
        ? verdict.phases
        : this.#elsewhere(stretched(subject.phases, this.lengths), subject, target),
      staffId: target.staffId,
      colour: subject.service.colour,
    };
    const others = this.companions.going.map(({ id, service: { colour } }) => {
      const link = verdict?.then.find(({ appointment_id }) => appointment_id === id);
      if (link) return { phases: link.phases, staffId: link.staff_id, colour };
      const phases = this.#elsewhere(find(id)?.phases ?? [], subject, target);
      return { phases, staffId: phases[0]?.staff_id ?? target.staffId, colour };
    });
    return [held, ...others];
  }

  #elsewhere(phases: SheetPhase[], subject: SheetAppointment, target: Target): SheetPhase[] {
    return shifted(phases, target.minute - this.#home.minute, subject.staff_id, target.staffId);
  }

  /** What the drop of a drag means: a clear place is taken, a doubtful one and a visit are asked about, home is nothing. */
  async drop(): Promise<void> {
    if (!this.moved) return this.cancel();
    const turn = this.#turn;
    await this.#inquiry.settled();
    if (turn !== this.#turn) return;
    const clear = this.verdict?.fits === true && this.verdict.warnings.length === 0;
    if (clear && this.companions.parts.length === 0) await this.commit(false);
    else this.asking = true;
    if (turn === this.#turn) this.manner = 'panel';
  }

  async commit(despiteWarnings: boolean): Promise<void> {
    const { subject, target, lengths, relocated } = this;
    if (!subject || !target || !this.moved || this.busy) return;
    const { along, back } = this.companions;
    const home = this.#parked ? null : this.#home;
    const turn = this.#turn;
    this.busy = true;
    try {
      const { appointment } = await write(subject, target, lengths, along, despiteWarnings);
      put(target.date, appointment);
      if (turn === this.#turn) this.cancel();
      say({ subject, home, target: relocated ? target : null, lengths, along, back });
      await day.load();
    } catch (cause) {
      if (turn === this.#turn) this.#refused(Failure.from(cause));
      else toasts.failure(Failure.from(cause));
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  #refused(failure: Failure): void {
    const { verdict } = failure;
    this.#inquiry.verdict = verdict;
    this.#inquiry.problem = verdict ? null : failure;
  }

  cancel(): void {
    this.#turn++;
    this.busy = false;
    this.#inquiry.forget();
    this.companions.forget();
    this.subject = null;
    this.target = null;
    this.lengths = [];
    this.gap = null;
    this.asking = false;
  }
}

export const move = new Move();
