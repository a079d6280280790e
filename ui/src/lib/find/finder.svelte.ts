import { Latest } from '../desk/latest';
import { find } from './find.svelte';
import { hitsHere, hitsInTheBook, type Hit } from './hits';

/**
 * Everything from one field: customers, appointments, who waits, calls, the team, services, what is to be decided,
 * days and screens.
 */
class Finder {
  typed = $state('');
  hits = $state.raw<Hit[]>([]);
  #answered: Promise<void> = Promise.resolve();
  readonly #latest = new Latest();

  close(): void {
    find.open = false;
    this.#latest.forget();
  }

  take(hit: Hit): void {
    this.close();
    hit.run();
  }

  /** Enter: the marked row. Above those that are there at once comes what the book knows; the first one is meant with that. */
  async takeMarked(row: number): Promise<void> {
    const { typed } = this;
    if (row === 0) await this.#answered;
    const hit = this.hits[row];
    if (hit && find.open && this.typed === typed) this.take(hit);
  }

  search(typed: string): void {
    this.typed = typed;
    this.#answered = this.#look(typed);
  }

  async #look(typed: string): Promise<void> {
    const isLatest = this.#latest.begin();
    const text = typed.trim();
    const here = hitsHere(text);
    this.hits = here;
    if (text === '') return;
    const known = await hitsInTheBook(text);
    if (!isLatest()) return;
    // What the book knows comes first: that is what somebody at the desk looks for.
    this.hits = [...known, ...here];
  }
}

export const finder = new Finder();
