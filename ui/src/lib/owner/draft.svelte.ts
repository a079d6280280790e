import { Work } from '../desk/work.svelte';
import { sheets } from './sheets.svelte';

/** A sheet of the owner's in a form, beside what is in the book. */
export abstract class Drafting<Sheet extends object> extends Work {
  draft = $state.raw<Sheet | null>(null);
  /** As it was read or written last; null: it is not in the book. */
  #seen = $state.raw<Sheet | null>(null);

  get dirty(): boolean {
    return JSON.stringify(this.draft) !== JSON.stringify(this.#seen);
  }

  close(): void {
    this.takeUp();
    this.draft = null;
    this.#seen = null;
  }

  change(fields: Partial<Sheet>): void {
    if (this.draft) this.draft = { ...this.draft, ...fields };
  }

  /** To be completed and saved. */
  protected propose(sheet: Sheet): void {
    this.draft = sheet;
    this.#seen = null;
  }

  protected stands(sheet: Sheet): void {
    this.draft = sheet;
    this.#seen = sheet;
  }

  /** Of these fields; what is half typed in others stays. */
  protected standsIn(fields: Partial<Sheet>): void {
    this.change(fields);
    if (this.#seen) this.#seen = { ...this.#seen, ...fields };
  }

  protected write(writing: (current: () => boolean) => Promise<void>): Promise<boolean> {
    return this.doing(async (current) => {
      await writing(current);
      await sheets.load();
    });
  }
}
