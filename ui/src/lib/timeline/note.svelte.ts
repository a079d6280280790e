/** Which marks are being explained – an appointment's, or those of time that is not for sale –, and beside which of them. */
import type { Target } from './place';

/** What bears the marks: an appointment, or somebody's time that is not for sale, known by a minute within it. */
type Marked = number | Target;

/** A mouse that only passes over a mark asks nothing. */
const LINGER = 180;

class Note {
  of = $state.raw<Marked | null>(null);
  anchor = $state.raw<DOMRect | null>(null);
  /** Asked for by tap or key: stays until it is closed. */
  pinned = $state(false);
  #timer = 0;

  /** The mouse rests on a mark. */
  hover(of: Marked, mark: Element): void {
    if (this.pinned) return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#show(of, mark), LINGER);
  }

  leave(): void {
    window.clearTimeout(this.#timer);
    if (!this.pinned) this.of = null;
  }

  pin(of: Marked, mark: Element): void {
    window.clearTimeout(this.#timer);
    this.#show(of, mark);
    this.pinned = true;
  }

  /** Whether it had been asked for. */
  close(): boolean {
    window.clearTimeout(this.#timer);
    const { pinned } = this;
    this.of = null;
    this.pinned = false;
    return pinned;
  }

  #show(of: Marked, mark: Element): void {
    this.of = of;
    this.anchor = mark.getBoundingClientRect();
  }
}

export const note = new Note();
