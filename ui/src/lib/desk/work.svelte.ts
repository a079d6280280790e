import { Failure } from './failure';

/** What a part of the window asks the program to do: whether it is at it, and why the last of it was refused. */
export class Work {
  busy = $state(false);
  problem = $state.raw<Failure | null>(null);

  /** Does a piece of work, and tells whether it was done; if not, the problem says why. */
  protected async doing(work: () => Promise<void> | void): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    try {
      await work();
      return true;
    } catch (cause) {
      this.problem = Failure.from(cause);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
