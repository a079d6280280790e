import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { toasts } from '../shell/toasts.svelte';
import { day } from '../timeline/day.svelte';

/** The day on paper. What only paper bears is asked for before the printer is. */
class Print {
  /** By customer. */
  phones = $state.raw<Readonly<Record<number, string>>>({});

  async day(): Promise<void> {
    try {
      this.phones = await desk.phones(day.view?.date ?? day.date);
      window.print();
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    }
  }
}

export const print = new Print();
