import { Failure } from './failure';
import { Latest } from './latest';

/** How many rows a page has. */
export const PAGE = 50;

/** A list that is read page by page, as it was left. */
export abstract class Pages<Mark, View extends { next: Mark | null }> {
  view = $state.raw<View | null>(null);
  /** Why it could not be read last; what was read before stays, as long as it answers the same question. */
  problem = $state.raw<Failure | null>(null);
  /** Where the page that is shown and those before it begin. */
  #begins = $state.raw<readonly (Mark | null)[]>([null]);
  /** The same for the page that was asked for. */
  #wanted: readonly (Mark | null)[] = [null];
  #answered = false;
  readonly #latest = new Latest();

  /** Reads the page that begins after a mark, or the first. */
  protected abstract read(after: Mark | null): Promise<View>;

  /** Number of the first row on this page. */
  get first(): number {
    return (this.#begins.length - 1) * PAGE + 1;
  }

  get hasPrevious(): boolean {
    return this.#begins.length > 1;
  }

  next(): Promise<void> {
    const mark = this.view?.next ?? null;
    if (mark === null) return Promise.resolve();
    this.#wanted = [...this.#begins, mark];
    return this.load();
  }

  previous(): Promise<void> {
    if (!this.hasPrevious) return Promise.resolve();
    this.#wanted = this.#begins.slice(0, -1);
    return this.load();
  }

  /** Another question is asked from now on. */
  protected begin(): Promise<void> {
    this.#wanted = [null];
    this.#answered = false;
    return this.load();
  }

  async load(): Promise<void> {
    const isLatest = this.#latest.begin();
    const wanted = this.#wanted;
    try {
      const view = await this.read(wanted.at(-1) ?? null);
      if (!isLatest()) return;
      this.view = view;
      this.#begins = wanted;
      this.#answered = true;
      this.problem = null;
    } catch (cause) {
      if (!isLatest()) return;
      if (!this.#answered) this.view = null;
      this.problem = Failure.from(cause);
    }
  }
}
