import { desk } from '../desk/commands';
import type { CustomerView } from '../ipc/CustomerView';

/** Who is looked for by what is typed. Answers to what was typed before are dropped. */
class CustomerSearch {
  text = $state('');
  found = $state.raw<CustomerView[]>([]);
  /** The row that Enter takes: one of those found, or, behind them, somebody new. */
  at = $state(0);
  /** What `found` answers. */
  #answered = $state('');
  #asked = 0;

  get typed(): string {
    return this.text.trim();
  }

  get rows(): number {
    return this.found.length + (this.typed ? 1 : 0);
  }

  /** The one customer that what is typed can mean, unless somebody new is pointed at. */
  get only(): CustomerView | null {
    const [one, ...others] = this.found;
    const meant = one && others.length === 0 && this.at === 0 && this.#answered === this.typed;
    return meant ? one : null;
  }

  async look(): Promise<void> {
    const mine = ++this.#asked;
    const typed = this.typed;
    this.at = 0;
    const found = typed ? await desk.findCustomers(typed).catch(() => []) : [];
    if (mine !== this.#asked) return;
    this.found = found;
    this.#answered = typed;
  }

  step(by: 1 | -1): void {
    if (this.rows > 0) this.at = (this.at + by + this.rows) % this.rows;
  }

  clear(): void {
    this.#asked++;
    this.text = '';
    this.found = [];
    this.at = 0;
  }
}

export const search = new CustomerSearch();
