import { Failure } from './failure';

/** How many rows a page has. */
export const PAGE = 50;

/** A list that is read page by page, as it was left. The newest question wins. */
export abstract class Pages<Mark, View extends { next: Mark | null }> {
  view = $state.raw<View | null>(null);
  problem = $state.raw<Failure | null>(null);
  /** Where this page and those before it begin. */
  #begins = $state.raw<(Mark | null)[]>([null]);
  #asked = 0;

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
    this.#begins = [...this.#begins, mark];
    return this.load();
  }

  previous(): Promise<void> {
    if (!this.hasPrevious) return Promise.resolve();
    this.#begins = this.#begins.slice(0, -1);
    return this.load();
  }

  /** Another question is asked from now on. */
  protected begin(): Promise<void> {
    this.#begins = [null];
    return this.load();
  }

  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const view = await this.read(this.#begins.at(-1) ?? null);
      if (mine !== this.#asked) return;
      this.view = view;
      this.problem = null;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }
}
