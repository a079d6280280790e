import { desk } from '../desk/commands';
import { Latest } from '../desk/latest';
import type { AlongWish } from '../ipc/AlongWish';
import type { VisitPart } from '../ipc/VisitPart';

/** What of the same visit can go along with a move, and whether it shall. */
export class Companions {
  parts = $state.raw<VisitPart[]>([]);
  together = $state(true);
  readonly #latest = new Latest();

  /** Without an answer the appointment moves alone, as it always could. */
  async look(appointmentId: number): Promise<VisitPart[]> {
    const isLatest = this.#latest.begin();
    const detail = await desk.appointment(appointmentId).catch(() => null);
    const parts = detail?.visit.filter((part) => part.goes_along) ?? [];
    if (isLatest()) this.parts = parts;
    return parts;
  }

  forget(): void {
    this.#latest.forget();
    this.parts = [];
    this.together = true;
  }

  /** Those that go along. */
  get going(): VisitPart[] {
    return this.together ? this.parts : [];
  }

  /** With whom they are, or with whoever gets what is moved. */
  get along(): AlongWish[] {
    return this.going.map(({ id }) => ({ appointment_id: id, staff_id: null }));
  }

  /** With whom they were. */
  get back(): AlongWish[] {
    return this.going.map(({ id, staff_id }) => ({ appointment_id: id, staff_id }));
  }
}
