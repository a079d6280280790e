import { desk } from '../desk/commands';
import type { HoldRequest } from '../ipc/HoldRequest';
import type { HoldView } from '../ipc/HoldView';
import { session } from '../shell/session.svelte';
import { renews } from './hold';

/** What a booking would take. */
export type Place = Omit<HoldRequest, 'token'>;

/** The one hold of a booking, whatever time it comes to mean: nobody else takes it while the customer thinks. */
export class Kept {
  hold = $state.raw<HoldView | null>(null);
  #prolonging = false;
  /** The hold that is on its way. */
  #coming: Promise<void> = Promise.resolve();
  /** What was asked for before is not wanted any more. */
  #turn = 0;

  get token(): string | null {
    return this.hold?.token ?? null;
  }

  /** Asking again prolongs it. */
  async keep(place: Place): Promise<void> {
    const mine = this.#turn;
    const asked = desk.hold({ ...place, token: this.token });
    this.#coming = asked.then(
      (hold) => {
        if (mine === this.#turn) this.hold = hold;
        else giveBack(hold);
      },
      () => undefined,
    );
    await asked;
    await this.#coming;
  }

  /** As soon as its name is known: without it, it would stand against ourselves. */
  async settled(): Promise<void> {
    await this.#coming;
  }

  /** Somebody works on the booking. */
  used(place: Place | null): void {
    const soonOver = this.hold && renews(Date.parse(this.hold.expires) - session.instant());
    if (place && soonOver) void this.#prolong(place);
  }

  async #prolong(place: Place): Promise<void> {
    if (this.#prolonging) return;
    this.#prolonging = true;
    try {
      await this.keep(place);
    } catch {
      // It runs out where everybody sees it; the booking asks once more anyway.
    } finally {
      this.#prolonging = false;
    }
  }

  /** The time is booked, and nothing is left to give back. */
  spend(): void {
    this.#turn++;
    this.hold = null;
  }

  letGo(): void {
    const held = this.hold;
    this.spend();
    if (held) giveBack(held);
  }
}

/** One that cannot be given back lapses by itself. */
function giveBack({ token }: HoldView): void {
  void desk.releaseHold(token).catch(() => undefined);
}
