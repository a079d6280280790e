import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { CallListView } from '../ipc/CallListView';
import { route } from '../shell/route.svelte';

export const PAGE = 50;

/** Calls with the phone agent, the latest first. The newest question wins. */
class Calls {
  view = $state.raw<CallListView | null>(null);
  problem = $state.raw<Failure | null>(null);
  /** Before which calls this page and those before it begin. */
  #begins = $state.raw<(number | null)[]>([null]);
  #asked = 0;

  get first(): number {
    return (this.#begins.length - 1) * PAGE + 1;
  }

  get hasPrevious(): boolean {
    return this.#begins.length > 1;
  }

  next(): Promise<void> {
    if (!this.view?.next) return Promise.resolve();
    this.#begins = [...this.#begins, this.view.next];
    return this.load();
  }

  previous(): Promise<void> {
    if (this.hasPrevious) this.#begins = this.#begins.slice(0, -1);
    return this.load();
  }

  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const view = await desk.calls(this.#begins.at(-1) ?? null);
      if (mine !== this.#asked) return;
      this.view = view;
      this.problem = null;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }

  heard(): void {
    if (route.screen === 'calls') void this.load();
  }
}

export const calls = new Calls();
