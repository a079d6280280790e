import { desk } from '../desk/commands';
import { Latest } from '../desk/latest';
import type { CustomerGlance } from '../ipc/CustomerGlance';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { PastVisit } from '../ipc/PastVisit';

/** What the desk knows of the customer in the form. It is a help: where it cannot be read, booking goes on without. */
class Glance {
  view = $state.raw<CustomerGlance | null>(null);
  readonly #latest = new Latest();

  async look(customerId: number | null): Promise<void> {
    const isLatest = this.#latest.begin();
    if (customerId === null || this.view?.customer.id !== customerId) this.view = null;
    if (customerId === null) return;
    const view = await desk.customerGlance(customerId).catch(() => null);
    if (isLatest()) this.view = view;
  }
}

/** The last time they came for this service. */
export function lastOf(view: CustomerGlance | null, serviceId: number): PastVisit | undefined {
  return view?.visits.find((visit) => visit.service.id === serviceId && !visit.missed);
}

/** What took another time then, as it is said for a booking. */
export function lengthsOf(visit: PastVisit): LengthOverride[] {
  return visit.unusual.map(({ key, minutes }) => ({ key, minutes }));
}

export const glance = new Glance();
