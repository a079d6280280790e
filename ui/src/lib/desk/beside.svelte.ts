import { Failure } from './failure';
import { Latest } from './latest';
import { Work } from './work.svelte';

/** One thing of the book beside a screen: read anew when something was committed, and what is done with it. */
export abstract class Beside<View> extends Work {
  view = $state.raw<View | null>(null);
  /** Why it could not be read. That something was refused is a `problem`, and stays one however often it is read. */
  unread = $state.raw<Failure | null>(null);
  /** What is said about another comes too late. */
  #wanted: number | null = null;
  readonly #latest = new Latest();

  protected abstract idOf(view: View): number;
  protected abstract ask(id: number): Promise<View>;

  async open(id: number): Promise<void> {
    if (id !== this.#wanted) this.view = null;
    this.#wanted = id;
    this.takeUp();
    this.unread = null;
    await this.readAgain();
  }

  protected async readAgain(): Promise<void> {
    const isLatest = this.#latest.begin();
    const id = this.#wanted;
    if (id === null) return;
    try {
      const view = await this.ask(id);
      if (!isLatest()) return;
      this.view = view;
      this.unread = null;
    } catch (cause) {
      if (isLatest()) this.unread = Failure.from(cause);
    }
  }

  /** What it is now that something was done with it. */
  protected became(view: View): void {
    if (this.idOf(view) === this.#wanted) this.view = view;
  }
}
