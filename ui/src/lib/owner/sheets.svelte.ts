import { desk } from '../desk/commands';
import type { CatalogueSheets } from '../ipc/CatalogueSheets';
import type { StaffSheet } from '../ipc/StaffSheet';

/** What the owner set up, as it stands in the book. */
class Sheets {
  all = $state.raw<CatalogueSheets>({ services: [], staff: [], palette: [] });
  loaded = $state(false);

  async load(): Promise<void> {
    this.all = await desk.sheets();
    this.loaded = true;
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
