import { desk } from '../desk/commands';
import { Latest } from '../desk/latest';
import type { ProposalView } from '../ipc/ProposalView';
import type { ProposeRequest } from '../ipc/ProposeRequest';

/** Times that are offered at once; each can be taken by its digit. */
export const AT_ONCE = 5;

/** From where on is searched, and in which direction. */
type Page = Pick<ProposeRequest, 'from' | 'before' | 'after'>;
/** What a time is searched for. */
export type Wanted = Omit<ProposeRequest, keyof Page | 'limit'>;

/** The best times for what is being booked, a handful at a time. An answer that has been overtaken is dropped. */
export class Offers {
  list = $state.raw<ProposalView[]>([]);
  searching = $state(false);
  /** In this direction there is nothing more. */
  end = $state<'earlier' | 'later' | null>(null);
  readonly #latest = new Latest();

  clear(): void {
    this.#latest.forget();
    this.list = [];
    this.searching = false;
    this.end = null;
  }

  /** The best from an instant on, or from now. */
  best(wanted: Wanted, from: string | null): Promise<ProposalView[]> {
    return this.#ask(wanted, { from, before: null, after: null });
  }

  /** The times before those on offer. */
  earlier(wanted: Wanted): Promise<ProposalView[]> {
    return this.#ask(wanted, { from: null, before: this.list[0]?.start ?? null, after: null });
  }

  later(wanted: Wanted): Promise<ProposalView[]> {
    return this.#ask(wanted, { from: null, before: null, after: this.list.at(-1)?.start ?? null });
  }

  /** What was found; nothing once something else is asked. */
  async #ask(wanted: Wanted, page: Page): Promise<ProposalView[]> {
    const isLatest = this.#latest.begin();
    this.searching = true;
    this.end = null;
    try {
      const found = await desk.propose({ ...wanted, ...page, limit: AT_ONCE });
      if (!isLatest()) return [];
      if (found.length === 0 && page.before) this.end = 'earlier';
      else if (found.length === 0 && page.after) this.end = 'later';
      else this.list = found;
      return found;
    } catch (cause) {
      if (!isLatest()) return [];
      throw cause;
    } finally {
      if (isLatest()) this.searching = false;
    }
  }
}
