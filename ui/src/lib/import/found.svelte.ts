import { desk } from '../desk/commands';
import { Work } from '../desk/work.svelte';
import { count, t } from '../i18n/i18n.svelte';
import type { FoundSheet } from '../ipc/FoundSheet';
import type { ServiceSheet } from '../ipc/ServiceSheet';
import { toasts } from '../shell/toasts.svelte';

/** What stands in Cal.com and is not ours, on its way to becoming services. Nothing is written over there. */
class Found extends Work {
  /** `null`: not asked yet. */
  all = $state.raw<FoundSheet[] | null>(null);
  /** The one that is being looked at in the editor. */
  #open = $state.raw<FoundSheet | null>(null);

  ask(): Promise<boolean> {
    return this.doing(async () => {
      this.all = await desk.foundServices();
    });
  }

  close(): void {
    this.all = null;
    this.#open = null;
    this.problem = null;
  }

  /** Which one the editor shows. */
  get open(): FoundSheet | null {
    return this.#open;
  }

  /** What the editor shows of it; saved there, it is linked. */
  propose(found: FoundSheet): ServiceSheet {
    this.#open = found;
    return found.sheet;
  }

  /** After a service was saved for the first time. */
  saved(service: ServiceSheet): Promise<boolean> {
    const found = this.#open;
    this.#open = null;
    if (!found || service.id === null) return Promise.resolve(false);
    return this.link(found, service.id);
  }

  /** The editor shows something else now. */
  forget(): void {
    this.#open = null;
  }

  link(found: FoundSheet, serviceId: number): Promise<boolean> {
    return this.doing(async () => {
      const linked = await desk.linkFound(serviceId, found.found.event_types);
      toasts.show(
        linked > 0 ? count(linked, 'found.linked.one', 'found.linked.other') : t('found.linked.none'),
      );
      if (this.all) this.all = await desk.foundServices();
    });
  }
}

export const found = new Found();
