import { desk } from '../desk/commands';
import { hearing } from '../desk/hearing';
import { Work } from '../desk/work.svelte';
import type { Progress } from '../ipc/Progress';
import type { Rebuild } from '../ipc/Rebuild';
import { session } from '../shell/session.svelte';

/** An empty book that is made anew from Cal.com: looked at first, then done. */
class Rebuilding extends Work {
  /** The book is empty, or was being made anew when that broke off. */
  possible = $state(false);
  told = $state.raw<Rebuild | null>(null);
  done = $state(false);
  progress = $state.raw<Progress | null>(null);

  ask(): Promise<boolean> {
    return this.doing(async () => {
      this.possible = await desk.mayRebuild();
    });
  }

  look(): Promise<boolean> {
    return this.doing(async () => {
      this.told = await desk.previewRebuild();
    });
  }

  go(): Promise<boolean> {
    return this.doing(async () => {
      this.told = await hearing((progress) => (this.progress = progress), desk.rebuild);
      this.done = true;
      await session.reloadCatalogue();
    });
  }
}

export const rebuilding = new Rebuilding();
