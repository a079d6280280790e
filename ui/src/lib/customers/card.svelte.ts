import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Work } from '../desk/work.svelte';
import { count, t } from '../i18n/i18n.svelte';
import type { AppointmentView } from '../ipc/AppointmentView';
import type { CustomerDetail } from '../ipc/CustomerDetail';
import type { EditCustomerRequest } from '../ipc/EditCustomerRequest';
import type { ExportChoice } from '../ipc/ExportChoice';
import { route } from '../shell/route.svelte';
import { toasts } from '../shell/toasts.svelte';

/** Visits on a card; older ones are in the appointment list. */
const VISITS = 30;

/** The customer's card beside a screen. */
class Card extends Work {
  view = $state.raw<CustomerDetail | null>(null);
  visits = $state.raw<AppointmentView[]>([]);
  #asked = 0;

  async open(id: number): Promise<void> {
    if (this.view?.customer.id !== id) {
      this.view = null;
      this.visits = [];
    }
    await this.#read(id);
  }

  /** Something was committed somewhere. */
  heard(): void {
    if (this.view && route.panel.kind === 'customer') void this.#read(this.view.customer.id);
  }

  async #read(id: number): Promise<void> {
    const mine = ++this.#asked;
    try {
      const [view, theirs] = await Promise.all([desk.customer(id), desk.appointments(visitsOf(id))]);
      if (mine !== this.#asked) return;
      this.view = view;
      this.visits = theirs.appointments;
      this.problem = null;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }

  /** Whether it was taken as it is. */
  edit(request: EditCustomerRequest): Promise<boolean> {
    return this.doing(async () => {
      this.view = await desk.editCustomer(request);
      toasts.show(t('customer.saved', { customer: this.view.customer.name }));
    });
  }

  /** What is left of the person is said, and the card closes. */
  async erase(): Promise<boolean> {
    const id = this.view?.customer.id;
    if (id === undefined) return false;
    return this.doing(async () => {
      const left = await desk.eraseCustomer(id);
      toasts.show(
        left.in_calcom > 0
          ? count(left.in_calcom, 'customer.erased_calcom.one', 'customer.erased_calcom.other')
          : count(left.appointments, 'customer.erased.one', 'customer.erased.other'),
      );
    });
  }

  /** The other card becomes part of this one. */
  async merge(double: number): Promise<boolean> {
    const id = this.view?.customer.id;
    if (id === undefined) return false;
    return this.doing(async () => {
      const merged = await desk.mergeCustomers(id, double);
      if (this.view?.customer.id === id) this.view = merged;
      toasts.show(t('customer.merged', { customer: merged.customer.name }));
    });
  }

  async export(choice: ExportChoice): Promise<void> {
    const id = this.view?.customer.id;
    if (id === undefined) return;
    try {
      const path = await desk.exportCustomer(id, choice);
      toasts.show(t('customer.exported', { path }));
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    }
  }
}

function visitsOf(customerId: number) {
  return {
    typed: '',
    from: null,
    to: null,
    status: null,
    staff_id: null,
    service_id: null,
    customer_id: customerId,
    sync: null,
    latest_first: true,
    after: null,
    limit: VISITS,
  };
}

export const card = new Card();
