import { untrack } from 'svelte';
import { keepFocus } from '../shell/focus';
import { toasts } from '../shell/toasts.svelte';
import { Failure } from './failure';

/** What a part of the window asks the program to do: whether it is at it, and why the last of it was refused. */
export class Work {
  busy = $state(false);
  problem = $state.raw<Failure | null>(null);
  #turn = $state(0);

  /** Another with each thing that was taken up. */
  get turn(): number {
    return this.#turn;
  }

  /** Something else is worked on from now on: an answer about what was before it says nothing about it. */
  protected takeUp(): void {
    this.#turn += 1;
    this.busy = false;
    this.problem = null;
  }

  /**
   * Does a piece of work, and tells whether it was done; if not, the problem says why. `current`: nothing else was taken up
   * meanwhile.
   */
  protected async doing(work: (current: () => boolean) => Promise<void> | void): Promise<boolean> {
    const mine = untrack(() => this.#turn);
    const current = () => mine === this.#turn;
    const backToFocus = keepFocus();
    this.busy = true;
    this.problem = null;
    try {
      await work(current);
      return true;
    } catch (cause) {
      const problem = Failure.from(cause);
      if (current()) this.problem = problem;
      else toasts.failure(problem);
      return false;
    } finally {
      if (current()) this.busy = false;
      void backToFocus();
    }
  }
}
