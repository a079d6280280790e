/** The fake's waiting list. */
import type { ProposalView } from '../../src/lib/ipc/ProposalView';
import type { WaitingView } from '../../src/lib/ipc/WaitingView';
import type { WaitRequest } from '../../src/lib/ipc/WaitRequest';
import type { CustomerView } from '../../src/lib/ipc/CustomerView';
import { type Book, nameOf, NOW, TODAY } from './book';
import { refuse } from './refuse';
import { serviceOf } from './visits';

export class FakeWaiting {
  private entries: WaitingView[] = [];
  private readonly book: Book;

  constructor(book: Book) {
    this.book = book;
  }

  list(): WaitingView[] {
    return this.entries.map((entry) => ({ ...entry, place: this.place(entry) }));
  }

  find(id: number): WaitingView {
    const entry = this.list().find((one) => one.id === id);
    if (!entry) throw refuse('unknown_waiting');
    return entry;
  }

  add(customer: CustomerView, request: WaitRequest): WaitingView {
    const service = serviceOf(request.service_id);
    if (request.from && request.to && request.to < request.from) throw refuse('never_suits');
    const entry: WaitingView = {
      id: this.entries.length + 1,
      customer,
      service: { id: service.id, number: service.number, name: service.name, colour: service.colour },
      staff_id: request.staff_id,
      staff_name: request.staff_id === null ? null : nameOf(request.staff_id),
      from: request.from,
      to: request.to,
      weekdays: request.weekdays.length > 0 ? request.weekdays : [1, 2, 3, 4, 5, 6, 7],
      from_minute: request.from_minute ?? 0,
      to_minute: request.to_minute ?? 1440,
      note: request.note,
      since: NOW,
      over: request.to !== null && request.to < TODAY,
      place: null,
    };
    this.entries.push(entry);
    return this.find(entry.id);
  }

  remove(id: number): null {
    this.find(id);
    this.entries = this.entries.filter((one) => one.id !== id);
    return null;
  }

  private place(entry: WaitingView): ProposalView | null {
    const from =
      entry.from && entry.from > TODAY ? { date: entry.from, minute: 0 } : { date: TODAY, minute: 680 };
    const service = serviceOf(entry.service.id);
    const suits = ({ date, from_minute }: ProposalView) => {
      const weekday = ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
      const to_minute = from_minute + service.minutes;
      return (
        entry.weekdays.includes(weekday) &&
        entry.from_minute <= from_minute &&
        to_minute <= entry.to_minute &&
        (entry.to === null || date <= entry.to)
      );
    };
    return this.book.propose(service, entry.staff_id, from, 300, null, 5).find(suits) ?? null;
  }
}
