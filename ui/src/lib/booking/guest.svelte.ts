import type { CustomerChoice } from '../ipc/CustomerChoice';
import type { CustomerView } from '../ipc/CustomerView';
import type { SheetCustomer } from '../ipc/SheetCustomer';
import { CustomerSearch } from './search.svelte';

/** Somebody the book knows: by their name at least, as the sheet has it. */
export type Known = SheetCustomer & Partial<CustomerView>;
export type NewCustomer = { name: string; phone: string; email: string };

/** Before or behind a name. */
const NUMBER = /^[+(]?\d[\d\s/().-]*|[+(]?\d[\d\s/().-]*$/;
/** Fewer digits belong to the name. */
const SHORTEST_NUMBER = 6;

/** What is typed in place of a customer, as the card of somebody new: a name, a phone number, or both as they are said on the phone. */
export function newBy(typed: string): NewCustomer {
  const [number = ''] = NUMBER.exec(typed) ?? [];
  const name = typed.replace(number, '').replace(/^[\s,;:]+|[\s,;:]+$/g, '');
  const isNumber = name === '' || number.replace(/\D/g, '').length >= SHORTEST_NUMBER;
  return isNumber ? { name, phone: number.trim(), email: '' } : { name: typed, phone: '', email: '' };
}

type Told = {
  /** It is another customer now. */
  chosen: () => void;
  /** Whether there is somebody may be another answer now. */
  changed: () => void;
};

/** Who it is for: somebody the book knows, somebody new, or somebody whom the search has yet to name. */
export class Guest {
  readonly search = new CustomerSearch();
  known = $state.raw<Known | null>(null);
  fresh = $state<NewCustomer | null>(null);
  /** The customer is typed and taken; who that is, is not answered yet. */
  deciding = $state(false);
  #decided: Promise<void> = Promise.resolve();
  readonly #tell: Partial<Told>;

  constructor(tell: Partial<Told> = {}) {
    this.#tell = tell;
  }

  get somebody(): boolean {
    return this.deciding || (this.known ?? this.fresh) !== null;
  }

  /** Typed, but several can be meant, and none of them is chosen. */
  get unclear(): boolean {
    return !this.somebody && this.search.at === 0 && this.search.found.length > 1;
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

  choose(customer: Known): void {
    this.search.clear();
    this.known = customer;
    this.fresh = null;
    this.#tell.chosen?.();
  }

  start(customer: NewCustomer): void {
    this.search.clear();
    this.fresh = customer;
    this.known = null;
    this.#tell.chosen?.();
  }

  forget(): void {
    this.known = null;
    this.fresh = null;
    this.#tell.changed?.();
  }

  /** Nobody, and what is not answered yet will not be taken. */
  clear(): void {
    this.search.clear();
    this.known = null;
    this.fresh = null;
    this.deciding = false;
    this.#decided = Promise.resolve();
  }

  /** The row of the search: one of those found, or somebody new by what is typed. */
  takeRow(row: number): void {
    const customer = this.search.found[row];
    if (customer) this.choose(customer);
    else if (this.search.typed) this.start(newBy(this.search.typed));
  }

  /** Enter: the marked row. A row that was pointed at has been seen; the first one is meant blindly. */
  takeMarked(): void {
    if (this.search.at > 0) this.takeRow(this.search.at);
    else this.#onceAnswered(() => this.takeRow(this.search.at));
  }

  /** Whoever is the only one that the typed name can mean is meant: that saves a click. */
  takeOnly(): void {
    if (this.somebody) return;
    this.#onceAnswered(() => {
      if (this.search.only) this.choose(this.search.only);
    });
  }

  /** Who goes on with a name typed and nothing chosen means the one who is found, or somebody new where nobody is. */
  takeTyped(): void {
    if (this.somebody || !this.search.typed) return;
    if (this.search.at > 0) return this.takeRow(this.search.at);
    this.#onceAnswered(() => {
      if (this.search.found.length < 2) this.takeRow(0);
    });
  }

  /** Hands are faster than answers: they go on with the next field, and what they meant is taken as soon as it is known. */
  #onceAnswered(take: () => void): void {
    if (this.search.answered) return take();
    const { typed } = this.search;
    this.deciding = true;
    this.#tell.changed?.();
    const decided = this.search.settled().then(() => {
      if (this.#decided !== decided) return;
      this.deciding = false;
      if (this.search.typed === typed && this.search.answered) take();
      this.#tell.changed?.();
    });
    this.#decided = decided;
  }

  /** As soon as it is known who was meant. */
  async settled(): Promise<void> {
    await this.#decided;
  }
}
