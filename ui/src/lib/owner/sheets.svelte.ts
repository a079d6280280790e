import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import type { CatalogueSheets } from '../ipc/CatalogueSheets';
import type { StaffSheet } from '../ipc/StaffSheet';

/** What the owner set up, as it stands in the book. */
class Sheets {
  all = $state.raw<CatalogueSheets>({ services: [], staff: [], palette: [] });
  loaded = $state(false);
  /** Why they could not be read last. */
  problem = $state.raw<Failure | null>(null);
  readonly #latest = new Latest();

  async load(): Promise<void> {
    const isLatest = this.#latest.begin();
    try {
      const all = await desk.sheets();
      if (!isLatest()) return;
      this.all = all;
      this.loaded = true;
      this.problem = null;
    } catch (cause) {
      if (isLatest()) this.problem = Failure.from(cause);
    }
  }

  /** Nobody looks at them before a screen of the owner was opened. */
  async heard(): Promise<void> {
    if (this.loaded) await this.load();
  }

  get team(): StaffSheet[] {
    return this.all.staff.filter((one) => !one.archived);
  }

  staffName(id: number): string {
    return this.all.staff.find((one) => one.id === id)?.name ?? '';
  }
}

export const sheets = new Sheets();
