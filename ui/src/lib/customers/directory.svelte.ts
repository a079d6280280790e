import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { CustomerListView } from '../ipc/CustomerListView';
import type { CustomerMark } from '../ipc/CustomerMark';
import { route } from '../shell/route.svelte';

export const PAGE = 50;

/** Everybody whom the salon knows, as the list was left. The newest question wins. */
class Directory {
  typed = $state('');
  view = $state.raw<CustomerListView | null>(null);
  problem = $state.raw<Failure | null>(null);
  /** Where this page and those before it begin. */
  #begins = $state.raw<(CustomerMark | null)[]>([null]);
  #asked = 0;

  /** Number of the first customer on this page. */
  get first(): number {
    return (this.#begins.length - 1) * PAGE + 1;
  }

  get hasPrevious(): boolean {
    return this.#begins.length > 1;
  }

  search(typed: string): Promise<void> {
    this.typed = typed;
    this.#begins = [null];
    return this.load();
  }

  next(): Promise<void> {
    const mark = this.view?.next;
    if (!mark) return Promise.resolve();
    this.#begins = [...this.#begins, mark];
    return this.load();
  }

  previous(): Promise<void> {
    if (!this.hasPrevious) return Promise.resolve();
    this.#begins = this.#begins.slice(0, -1);
    return this.load();
  }

  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const after = this.#begins.at(-1) ?? null;
      const view = await desk.customers({ typed: this.typed, after, limit: PAGE });
      if (mine !== this.#asked) return;
      this.view = view;
      this.problem = null;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }

  /** Something was committed; what is not on the screen is read when it is opened. */
  heard(): void {
    if (route.screen === 'customers') void this.load();
  }
}

export const directory = new Directory();
