import type { CustomerChoice } from '../ipc/CustomerChoice';
import type { CustomerView } from '../ipc/CustomerView';
import { search } from './search.svelte';

export type NewCustomer = { name: string; phone: string; email: string };

/** What is typed in place of a customer, as the card of somebody new. */
export function newBy(typed: string): NewCustomer {
  const phone = /^[+(]?\d[\d\s/().-]*$/.test(typed);
  return { name: phone ? '' : typed, phone: phone ? typed : '', email: '' };
}

type Told = {
  /** It is another customer now. */
  chosen: () => void;
  /** Whether there is somebody may be another answer now. */
  changed: () => void;
};

/** For whom the booking is: somebody the book knows, somebody new, or somebody whom the search has yet to name. */
export class Guest {
  known = $state.raw<CustomerView | null>(null);
  fresh = $state<NewCustomer | null>(null);
  /** The customer is typed and taken; who that is, is not answered yet. */
  deciding = $state(false);
  #decided: Promise<void> = Promise.resolve();
  readonly #tell: Told;

  constructor(tell: Told) {
    this.#tell = tell;
  }

  get somebody(): boolean {
    return this.deciding || (this.known ?? this.fresh) !== null;
  }

  get name(): string {
    return this.known?.name ?? this.fresh?.name ?? '';
  }

  /** As the book is asked for it; `null` for nobody. */
  get choice(): CustomerChoice | null {
    if (this.known) return { kind: 'known', id: this.known.id };
    if (!this.fresh) return null;
    const { name, phone, email } = this.fresh;
    return { kind: 'new', name: name.trim(), phone: phone.trim() || null, email: email.trim() || null };
  }

  choose(customer: CustomerView): void {
    search.clear();
    this.known = customer;
    this.fresh = null;
    this.#tell.chosen();
  }

  start(customer: NewCustomer): void {
    search.clear();
    this.fresh = customer;
    this.known = null;
    this.#tell.chosen();
  }

  forget(): void {
    this.known = null;
    this.fresh = null;
    this.#tell.changed();
  }

  /** Nobody, and what is not answered yet will not be taken. */
  clear(): void {
    search.clear();
    this.known = null;
    this.fresh = null;
    this.deciding = false;
    this.#decided = Promise.resolve();
  }

  /** The row of the search: one of those found, or somebody new by what is typed. */
  takeRow(row: number): void {
    const customer = search.found[row];
    if (customer) this.choose(customer);
    else if (search.typed) this.start(newBy(search.typed));
  }

  /** Enter: the marked row. A row that was pointed at has been seen; the first one is meant blindly. */
  takeMarked(): void {
    if (search.at > 0) this.takeRow(search.at);
    else this.#onceAnswered(() => this.takeRow(search.at));
  }

  /** Whoever is the only one that the typed name can mean is meant: that saves a click. */
  takeOnly(): void {
    if (this.somebody) return;
    this.#onceAnswered(() => {
      if (search.only) this.choose(search.only);
    });
  }

  /** Hands are faster than answers: they go on with the next field, and what they meant is taken as soon as it is known. */
  #onceAnswered(take: () => void): void {
    if (search.answered) return take();
    const { typed } = search;
    this.deciding = true;
    this.#tell.changed();
    const decided = search.settled().then(() => {
      if (this.#decided !== decided) return;
      this.deciding = false;
      if (search.typed === typed) take();
      this.#tell.changed();
    });
    this.#decided = decided;
  }

  /** As soon as it is known who was meant. */
  async settled(): Promise<void> {
    await this.#decided;
  }
}
