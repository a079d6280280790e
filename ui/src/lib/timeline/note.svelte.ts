/** Which appointment's marks are being explained, and beside which of them. */

/** A mouse that only passes over a mark asks nothing. */
const LINGER = 180;

class Note {
  appointmentId = $state<number | null>(null);
  anchor = $state.raw<DOMRect | null>(null);
  /** Asked for by tap or key: stays until it is closed. */
  pinned = $state(false);
  #timer = 0;

  /** The mouse rests on a mark. */
  hover(appointmentId: number, mark: Element): void {
    if (this.pinned) return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#show(appointmentId, mark), LINGER);
  }

  leave(): void {
    window.clearTimeout(this.#timer);
    if (!this.pinned) this.appointmentId = null;
  }

  pin(appointmentId: number, mark: Element): void {
    window.clearTimeout(this.#timer);
    this.#show(appointmentId, mark);
    this.pinned = true;
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.appointmentId = null;
    this.pinned = false;
  }

  #show(appointmentId: number, mark: Element): void {
    this.appointmentId = appointmentId;
    this.anchor = mark.getBoundingClientRect();
  }
}

export const note = new Note();
