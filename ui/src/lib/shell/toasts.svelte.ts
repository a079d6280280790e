import type { Failure } from '../desk/failure';
import { failureSentence } from '../desk/sentences';

const SECONDS = 10;
/** At one time. */
const MOST = 3;

export type Toast = {
  id: number;
  text: string;
  tone: 'good' | 'bad';
  action: { label: string; run: () => void } | null;
};

/** Short messages at the foot of the window; each leaves by itself after ten seconds. */
class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;

  /** Something was written. Only that can be undone from now on: an older "undo" would act on a book that has moved on. */
  show(text: string, action: Toast['action'] = null): void {
    this.list = this.list.filter((shown) => shown.action === null);
    this.#add({ text, tone: 'good', action });
  }

  /** Nothing was written: what was done last can still be undone. */
  tell(text: string, tone: Toast['tone'] = 'good'): void {
    this.#add({ text, tone, action: null });
  }

  failure(failure: Failure): void {
    this.tell(failureSentence(failure), 'bad');
  }

  #add(what: Omit<Toast, 'id'>): void {
    const toast: Toast = { id: this.#next++, ...what };
    const list = [...this.list, toast];
    const surplus = list.length > MOST ? list.find((shown) => shown.action === null) : undefined;
    this.list = list.filter((shown) => shown !== surplus);
    window.setTimeout(() => this.dismiss(toast.id), SECONDS * 1000);
  }

  /** Takes back what was done last, while its message is shown. Whether there was something. */
  undo(): boolean {
    const toast = this.list.findLast((shown) => shown.action !== null);
    if (!toast?.action) return false;
    this.dismiss(toast.id);
    toast.action.run();
    return true;
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
