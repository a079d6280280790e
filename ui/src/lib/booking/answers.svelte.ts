import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import type { AskedView } from '../ipc/AskedView';
import type { CheckView } from '../ipc/CheckView';
import { Kept, type Place } from './kept.svelte';

/** What is said about the time that a booking means, and its hold. */
export class Answers {
  verdict = $state.raw<CheckView | null>(null);
  /** What Cal.com says about the time; empty while it has not said anything. */
  asked = $state.raw<AskedView[]>([]);
  checking = $state(false);
  problem = $state.raw<Failure | null>(null);
  /** The warnings have been seen once; the next yes books in spite of them. */
  warned = $state(false);
  readonly kept = new Kept();
  /** Whether a time may be kept free for it. */
  readonly #mayHold: () => boolean;
  readonly #latest = new Latest();

  constructor(mayHold: () => boolean) {
    this.#mayHold = mayHold;
  }

  /** What was answered says nothing any more, nor does what is still on its way. */
  forget(): void {
    this.#latest.forget();
    this.verdict = null;
    this.asked = [];
    this.checking = false;
    this.warned = false;
    this.problem = null;
  }

  /** Check, then hold what fits, so that nobody else takes it while the customer thinks. */
  async ask(place: Place | null, customerId: number | null): Promise<void> {
    this.forget();
    if (!place) return;
    const isLatest = this.#latest.begin();
    this.checking = true;
    try {
      await this.kept.settled();
      if (!isLatest()) return;
      const verdict = await desk.check(this.#about(place, customerId));
      if (!isLatest()) return;
      this.verdict = verdict;
      if (!verdict.fits || !this.#mayHold()) return;
      await this.kept.keep(place);
      void this.#askCalcom(place, isLatest);
    } catch (cause) {
      if (isLatest()) this.problem = Failure.from(cause);
    } finally {
      if (isLatest()) this.checking = false;
    }
  }

  /** A hint that comes in later, or never. */
  async #askCalcom(place: Place, isLatest: () => boolean): Promise<void> {
    const asked = await desk.askCalcom(this.#about(place, null)).catch(() => []);
    if (isLatest()) this.asked = asked;
  }

  #about(place: Place, customerId: number | null) {
    return { ...place, along: [], appointment_id: null, customer_id: customerId, hold: this.kept.token };
  }

  /** It was not written down; what it would take is still known. */
  refused(failure: Failure): void {
    const { verdict } = failure;
    if (verdict) {
      const { phases = [], then = [] } = this.verdict ?? {};
      this.verdict = { ...verdict, phases, then };
      this.warned = verdict.fits;
    } else this.problem = failure;
  }
}
