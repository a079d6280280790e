import type { Failure } from '../desk/failure';
import { failureSentence } from '../desk/sentences';

const SECONDS = 10;

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

  show(text: string, action: Toast['action'] = null, tone: Toast['tone'] = 'good'): void {
    const toast: Toast = { id: this.#next++, text, tone, action };
    // Only the newest can be undone: an older "undo" would act on a book that has moved on.
    this.list = [...this.list.filter((shown) => shown.action === null), toast].slice(-3);
    window.setTimeout(() => this.dismiss(toast.id), SECONDS * 1000);
  }

  failure(failure: Failure): void {
    this.show(failureSentence(failure), null, 'bad');
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
