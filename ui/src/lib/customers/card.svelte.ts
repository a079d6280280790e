import { Beside } from '../desk/beside.svelte';
import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { count, t } from '../i18n/i18n.svelte';
import type { AppointmentView } from '../ipc/AppointmentView';
import type { CustomerDetail } from '../ipc/CustomerDetail';
import type { EditCustomerRequest } from '../ipc/EditCustomerRequest';
import type { ExportChoice } from '../ipc/ExportChoice';
import { route } from '../shell/route.svelte';
import { toasts } from '../shell/toasts.svelte';

/** Visits on a card; older ones are in the appointment list. */
const VISITS = 30;

type Shown = { detail: CustomerDetail; visits: AppointmentView[] };

/** The customer's card beside a screen. */
class Card extends Beside<Shown> {
  protected idOf({ detail }: Shown): number {
    return detail.customer.id;
  }

  protected async ask(id: number): Promise<Shown> {
    const [detail, { appointments }] = await Promise.all([
      desk.customer(id),
      desk.appointments(visitsOf(id)),
    ]);
    return { detail, visits: appointments };
  }

  /** Something was committed somewhere. */
  heard(): void {
    if (route.panel.kind === 'customer') void this.readAgain();
  }

  #edited(detail: CustomerDetail): void {
    this.became({ detail, visits: this.view?.visits ?? [] });
  }

  /** Whether it was taken as it is. */
  edit(request: EditCustomerRequest): Promise<boolean> {
    return this.doing(async () => {
      const detail = await desk.editCustomer(request);
      this.#edited(detail);
      toasts.show(t('customer.saved', { customer: detail.customer.name }));
    });
  }

  /** What is left of the person is said, and the card closes. */
  async erase(): Promise<boolean> {
    const id = this.view?.detail.customer.id;
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
    const id = this.view?.detail.customer.id;
    if (id === undefined) return false;
    return this.doing(async () => {
      const detail = await desk.mergeCustomers(id, double);
      this.#edited(detail);
      toasts.show(t('customer.merged', { customer: detail.customer.name }));
    });
  }

  async export(choice: ExportChoice): Promise<void> {
    const id = this.view?.detail.customer.id;
    if (id === undefined) return;
    try {
      const path = await desk.exportCustomer(id, choice);
      toasts.tell(t('customer.exported', { path }));
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
