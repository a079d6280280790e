import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import type { CustomerView } from '../ipc/CustomerView';

/** Who is looked for by what is typed. Answers to what was typed before are dropped. */
export class CustomerSearch {
  text = $state('');
  found = $state.raw<CustomerView[]>([]);
  /** The row that Enter takes: one of those found, or, behind them, somebody new. */
  at = $state(0);
  /** Why it is not known who is meant. */
  problem = $state.raw<Failure | null>(null);
  /** What `found` answers. */
  #answered = $state('');
  #looking: Promise<void> = Promise.resolve();
  readonly #latest = new Latest();

  get typed(): string {
    return this.text.trim();
  }

  get rows(): number {
    return this.found.length + (this.typed ? 1 : 0);
  }

  /** The one customer that what is typed can mean, unless somebody new is pointed at. */
  get only(): CustomerView | null {
    const [one, ...others] = this.found;
    const meant = one && others.length === 0 && this.at === 0 && this.answered;
    return meant ? one : null;
  }

  /** Whether those found are found by what is typed, not by the first letters of it. */
  get answered(): boolean {
    return this.#answered === this.typed;
  }

  /** As soon as what was typed last is answered. */
  settled(): Promise<void> {
    return this.#looking;
  }

  look(): void {
    this.at = 0;
    this.#looking = this.#ask(this.typed);
  }

  async #ask(typed: string): Promise<void> {
    const isLatest = this.#latest.begin();
    try {
      const found = typed ? await desk.findCustomers(typed) : [];
      if (!isLatest()) return;
      this.problem = null;
      this.at = this.#placeIn(found);
      this.found = found;
      this.#answered = typed;
    } catch (cause) {
      // Not that nobody is found: somebody new would be written down twice.
      if (isLatest()) this.problem = Failure.from(cause);
    }
  }

  /** The row that was pointed at meanwhile stays the one that Enter takes. */
  #placeIn(found: CustomerView[]): number {
    const pointed = this.found[this.at]?.id;
    if (this.at > 0 && pointed === undefined) return found.length;
    return Math.max(
      0,
      found.findIndex(({ id }) => id === pointed),
    );
  }

  clear(): void {
    this.#latest.forget();
    this.text = '';
    this.found = [];
    this.problem = null;
    this.#answered = '';
    this.at = 0;
  }
}
