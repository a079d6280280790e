import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t, tongue } from '../i18n/i18n.svelte';
import type { AppointmentView } from '../ipc/AppointmentView';
import type { CheckView } from '../ipc/CheckView';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { PhaseView } from '../ipc/PhaseView';
import type { ProposalView } from '../ipc/ProposalView';
import { toasts } from '../shell/toasts.svelte';
import { session } from '../shell/session.svelte';
import { clock, type Moment, startOf } from '../time/civil';
import { civilAt, shortDate } from '../time/format';
import { shifted } from './comb';
import { day } from './day.svelte';

export type Target = Moment & { staffId: number };
/** A drag commits where it is dropped; keys and panel wait for an explicit yes. */
export type Manner = 'drag' | 'keys' | 'panel';

const SETTLE = 60;

function samePlace(a: Target, b: Target): boolean {
  return a.date === b.date && a.minute === b.minute && a.staffId === b.staffId;
}

/** An appointment on its way to another place. Nothing is written before `commit`. */
class Move {
  subject = $state.raw<AppointmentView | null>(null);
  target = $state.raw<Target | null>(null);
  /** What shall take another time from now on. */
  lengths = $state.raw<LengthOverride[]>([]);
  manner = $state.raw<Manner>('drag');
  verdict = $state.raw<CheckView | null>(null);
  problem = $state.raw<Failure | null>(null);
  checking = $state(false);
  busy = $state(false);
  /** Dropped, but not taken as it is: somebody has to say yes or choose another place. */
  asking = $state(false);
  #home: Target = { date: '', minute: 0, staffId: 0 };
  #asked = 0;
  #timer = 0;

  begin(subject: AppointmentView, date: string, manner: Manner): void {
    this.cancel();
    this.subject = subject;
    this.manner = manner;
    const { from_minute: minute, staff_id: staffId, start: instant } = subject;
    this.#home = { date, minute, staffId, instant };
  }

  get moved(): boolean {
    if (!this.target) return false;
    if (this.lengths.length > 0) return true;
    const { instant = this.#home.instant } = this.target;
    return !samePlace(this.target, this.#home) || instant !== this.#home.instant;
  }

  /** Shows the ghost at once; asks the program as soon as the hand rests for a moment. */
  aim(target: Target): void {
    if (this.target && samePlace(this.target, target) && this.target.instant === target.instant) return;
    this.#consider(target);
  }

  /** The same place, unless one was chosen, with other lengths. */
  stretch(lengths: LengthOverride[]): void {
    this.lengths = lengths;
    this.#consider(this.target ?? this.#home);
  }

  #consider(target: Target): void {
    this.target = target;
    this.verdict = null;
    this.problem = null;
    this.asking = false;
    window.clearTimeout(this.#timer);
    const mine = ++this.#asked;
    if (!this.moved) {
      this.checking = false;
      return;
    }
    this.checking = true;
    this.#timer = window.setTimeout(() => void this.#check(mine, target), SETTLE);
  }

  nudge(minutes: number, staffId: number): void {
    const at = this.target ?? this.#home;
    this.aim({ date: at.date, minute: at.minute + minutes, staffId });
  }

  toProposal(proposal: ProposalView): void {
    if (proposal.date !== day.date) void day.show(proposal.date);
    const { date, from_minute: minute, staff_id: staffId, start: instant } = proposal;
    this.aim({ date, minute, staffId, instant });
  }

  /** The time that was aimed at, with what was meant by it. */
  toInstant(instant: string): void {
    if (!this.target) return;
    this.aim({ ...civilAt(new Date(instant), session.zone), staffId: this.target.staffId, instant });
  }

  async #check(mine: number, target: Target): Promise<void> {
    const subject = this.subject;
    if (!subject || mine !== this.#asked) return;
    try {
      const verdict = await desk.check({
        appointment_id: subject.id,
        service_id: null,
        staff_id: target.staffId,
        start: startOf(target),
        customer_id: null,
        lengths: this.lengths,
        hold: null,
      });
      if (mine === this.#asked) this.verdict = verdict;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    } finally {
      if (mine === this.#asked) this.checking = false;
    }
  }

  /** The ghost on the day that is shown: the program's answer, or the comb as it is, shifted. */
  get ghost(): PhaseView[] {
    const { subject, target } = this;
    if (!subject || !target || target.date !== day.date || !this.moved) return [];
    if (this.verdict && this.verdict.phases.length > 0) return this.verdict.phases;
    return shifted(subject.phases, target.minute - this.#home.minute, subject.staff_id, target.staffId);
  }

  /** What the drop of a drag means: a clear place is taken, a doubtful one is asked about, home is nothing. */
  async drop(): Promise<void> {
    if (!this.moved) return this.cancel();
    this.manner = 'panel';
    if (this.checking && this.target) {
      window.clearTimeout(this.#timer);
      await this.#check(this.#asked, this.target);
    }
    if (this.verdict?.fits && this.verdict.warnings.length === 0) await this.commit(false);
    else this.asking = true;
  }

  async commit(despiteWarnings: boolean): Promise<void> {
    const { subject, target } = this;
    if (!subject || !target || !this.moved || this.busy) return;
    const home = this.#home;
    this.busy = true;
    try {
      const lengths = this.lengths;
      await place(subject, target, lengths, despiteWarnings);
      this.cancel();
      const customer = subject.customer.name;
      toasts.show(t('move.done', { customer, when: words(target) }), {
        label: t('toast.undo'),
        run: () => void putBack(subject, home, lengths),
      });
      await day.load();
    } catch (cause) {
      const failure = Failure.from(cause);
      const refusal = failure.refusal;
      if (refusal) this.verdict = { fits: refusal.refusals.length === 0, phases: [], ...refusal };
      else this.problem = failure;
    } finally {
      this.busy = false;
    }
  }

  cancel(): void {
    window.clearTimeout(this.#timer);
    this.#asked++;
    this.subject = null;
    this.target = null;
    this.lengths = [];
    this.verdict = null;
    this.problem = null;
    this.checking = false;
    this.asking = false;
  }
}

function words(target: Target): string {
  return `${shortDate(target.date, tongue.locale)} ${clock(target.minute)}`;
}

function place(
  subject: AppointmentView,
  target: Target,
  lengths: LengthOverride[],
  despiteWarnings: boolean,
) {
  return desk.move({
    appointment_id: subject.id,
    start: startOf(target),
    staff_id: target.staffId,
    lengths,
    despite_warnings: despiteWarnings,
  });
}

/** It stood there a moment ago, warnings or not. */
async function putBack(subject: AppointmentView, home: Target, stretched: LengthOverride[]): Promise<void> {
  try {
    const before = stretched.map(({ key }) => ({
      key,
      minutes: subject.phases.find((phase) => phase.key === key)?.minutes ?? 0,
    }));
    await place(subject, home, before, true);
    toasts.show(t('move.undone', { customer: subject.customer.name, when: words(home) }));
    await day.load();
  } catch (cause) {
    toasts.failure(Failure.from(cause));
  }
}

export const move = new Move();
