import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { OwnerState } from '../ipc/OwnerState';
import { toasts } from '../shell/toasts.svelte';

/** Somebody who works on an owner's screen is not sent out of it in the middle of a sentence. */
const IDLE = 5 * 60_000;

/**
 * The door to the owner's screens. The program keeps it; this only knows how it stands, so that a screen is not shown half.
 * What is asked of the program behind a shut door brings up the question for the PIN and is asked again.
 */
class Door {
  /** Whether there is a PIN. */
  pin = $state(false);
  shut = $state(false);
  /** For how many seconds no PIN is looked at. */
  wait = $state(0);
  problem = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** What waits for the PIN, outside of the owner's screens. */
  asking = $state.raw<((right: boolean) => void) | null>(null);
  /** What somebody operated last. A button that is at work is disabled, and has lost the focus by the time the PIN is asked for. */
  operated: HTMLElement | null = null;
  #touched = 0;
  #timer: number | undefined;
  #countdown: number | undefined;

  async load(): Promise<void> {
    this.stands(await desk.ownerState());
  }

  stands(state: OwnerState): void {
    this.pin = state.pin;
    this.shut = state.pin && state.open_seconds === 0;
    this.#waitFor(state.wait_seconds);
    window.clearTimeout(this.#timer);
    if (state.pin && !this.shut) this.#timer = window.setTimeout(() => void this.#look(), IDLE);
  }

  async #look(): Promise<void> {
    if (Date.now() - this.#touched < IDLE) this.#timer = window.setTimeout(() => void this.#look(), IDLE);
    // The program keeps the door all the same: what is asked of it next brings up the question.
    else await this.load().catch(() => undefined);
  }

  /** Somebody is there. */
  touched({ target }: Event): void {
    this.#touched = Date.now();
    this.operated =
      target instanceof Element ? target.closest<HTMLElement>('button, input, textarea, select') : null;
  }

  #waitFor(seconds: number): void {
    this.wait = seconds;
    window.clearInterval(this.#countdown);
    if (seconds === 0) return;
    this.#countdown = window.setInterval(() => {
      this.wait = Math.max(0, this.wait - 1);
      if (this.wait === 0) window.clearInterval(this.#countdown);
    }, 1000);
  }

  /** Whether it was right. */
  async enter(pin: string): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    try {
      await desk.enterPin(pin);
      await this.load();
      this.asking?.(true);
      this.asking = null;
      return true;
    } catch (cause) {
      this.refused(Failure.from(cause));
      return false;
    } finally {
      this.busy = false;
    }
  }

  refused(failure: Failure): void {
    this.problem = failure;
    this.#waitFor(failure.waitSeconds);
  }

  /** Asks for the PIN over whatever is open; false if it was not given. */
  ask(): Promise<boolean> {
    this.asking?.(false);
    this.problem = null;
    return new Promise((resolve) => (this.asking = resolve));
  }

  giveUp(): void {
    this.asking?.(false);
    this.asking = null;
  }

  async leave(): Promise<void> {
    try {
      await desk.leaveOwner();
      await this.load();
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    }
  }
}

export const door = new Door();
