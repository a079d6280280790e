import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { Progress } from '../ipc/Progress';
import type { Rebuild } from '../ipc/Rebuild';
import { session } from '../shell/session.svelte';

/** An empty book that is made anew from Cal.com: looked at first, then done. */
class Rebuilding {
  /** The book is empty, or was being made anew when that broke off. */
  possible = $state(false);
  told = $state.raw<Rebuild | null>(null);
  done = $state(false);
  progress = $state.raw<Progress | null>(null);
  busy = $state(false);
  problem = $state.raw<Failure | null>(null);

  ask(): Promise<void> {
    return this.#doing(async () => {
      this.possible = await desk.mayRebuild();
    });
  }

  look(): Promise<void> {
    return this.#doing(async () => {
      this.told = await desk.previewRebuild();
    });
  }

  go(): Promise<void> {
    return this.#doing(async () => {
      const stop = await desk.onProgress((progress) => (this.progress = progress));
      try {
        this.told = await desk.rebuild();
        this.done = true;
      } finally {
        stop();
        this.progress = null;
      }
      await session.reloadCatalogue();
    });
  }

  async #doing(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      await work();
    } catch (cause) {
      this.problem = Failure.from(cause);
    } finally {
      this.busy = false;
    }
  }
}

export const rebuilding = new Rebuilding();
