/** The fake's customers: list, card and what is put right on it. */
import type { CustomerDetail } from '../../src/lib/ipc/CustomerDetail';
import type { CustomerListRequest } from '../../src/lib/ipc/CustomerListRequest';
import type { CustomerListView } from '../../src/lib/ipc/CustomerListView';
import type { CustomerView } from '../../src/lib/ipc/CustomerView';
import type { EditCustomerRequest } from '../../src/lib/ipc/EditCustomerRequest';
import type { CustomerGlance } from '../../src/lib/ipc/CustomerGlance';
import { type Book, NOW } from './book';
import { services } from './catalogue';
import { refuse } from './refuse';

const digits = (text: string | null) => (text ?? '').replace(/\D/g, '');

export function directoryPage(book: Book, { typed, after, limit }: CustomerListRequest): CustomerListView {
  const text = typed.trim().toLowerCase();
  const found = book.customers
    .map((one) => counted(book, one))
    .filter(
      (one) =>
        one.name.toLowerCase().includes(text) ||
        (digits(text).length > 2 && digits(one.phone).includes(digits(text))),
    )
    .sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
  const begin = after ? found.findIndex((one) => one.id === after.id) + 1 : 0;
  const customers = found.slice(begin, begin + limit);
  const last = customers.at(-1);
  const more = begin + customers.length < found.length;
  return { total: found.length, customers, next: last && more ? { name: last.name, id: last.id } : null };
}

function counted(book: Book, customer: CustomerView): CustomerView {
  const missed = book.entries.filter(
    ({ view }) => view.customer.id === customer.id && view.status === 'no_show',
  );
  return { ...customer, no_shows: missed.length };
}

export function cardOf(book: Book, id: number): CustomerDetail {
  const customer = book.customers.find((one) => one.id === id);
  if (!customer) throw refuse('unknown_customer');
  const theirs = book.entries.map(({ view }) => view).filter((view) => view.customer.id === id);
  const booked = theirs.filter((view) => view.status === 'booked');
  const isPast = (start: string) => Date.parse(start) < Date.parse(NOW);
  const alike = book.customers.filter(
    (one) =>
      one.id !== id && (one.name === customer.name || (one.phone !== null && one.phone === customer.phone)),
  );
  return {
    customer: counted(book, customer),
    known_since: '2024-03-05T10:00:00+01:00',
    visits: booked.filter((view) => isPast(view.start)).length,
    cancelled: theirs.filter((view) => view.status === 'cancelled').length,
    next_visit: booked.map((view) => view.start).find((start) => !isPast(start)) ?? null,
    alike: alike.map((one) => ({ id: one.id, name: one.name, same_phone: one.phone === customer.phone })),
  };
}

export function edit(book: Book, request: EditCustomerRequest): void {
  const customer = book.customers.find((one) => one.id === request.id);
  if (!customer) throw refuse('unknown_customer');
  if (request.name.trim() === '') throw refuse('invalid_name');
  if (request.phone && digits(request.phone).length < 6) throw refuse('invalid_phone');
  customer.name = request.name.trim();
  customer.phone = request.phone?.trim() ? request.phone.trim() : null;
  customer.email = request.email?.trim() ? request.email.trim() : null;
  customer.note = request.note.trim();
}

const words = (name: string) =>
  name.toLowerCase().replace(/[,.-]/g, ' ').split(/\s+/).filter(Boolean).sort().join(' ');

export function resembling(book: Book, name: string, phone: string): CustomerView[] {
  const number = digits(phone).replace(/^0/, '49').replace(/^0049/, '49');
  return book.customers.filter(
    (one) =>
      words(one.name) === words(name) ||
      (number.length > 8 && digits(one.phone).replace(/^0/, '49') === number),
  );
}

const mostOf = (ids: number[]) =>
  [...ids].sort((a, b) => ids.filter((x) => x === b).length - ids.filter((x) => x === a).length)[0] ?? null;

export function glanceOf(book: Book, id: number): CustomerGlance {
  const { customer, next_visit } = cardOf(book, id);
  const past = book.entries
    .map(({ view }) => view)
    .filter((view) => view.customer.id === id && view.status !== 'cancelled' && view.start < NOW)
    .sort((a, b) => b.start.localeCompare(a.start));
  const came = past.filter((view) => view.status === 'booked');
  return {
    customer,
    next_visit,
    usual_service_id: mostOf(came.map((view) => view.service.id)),
    usual_staff_id: mostOf(came.map((view) => view.staff_id)),
    visits: past.slice(0, 5).map((view) => ({
      appointment_id: view.id,
      start: view.start,
      service: view.service,
      staff_id: view.staff_id,
      staff_name: view.staff_name,
      minutes: view.to_minute - view.from_minute,
      missed: view.status === 'no_show',
      note: view.note,
      unusual: view.phases.flatMap(({ key, name, minutes }) => {
        const usual = services
          .find((one) => one.id === view.service.id)
          ?.parts.find((part) => part.key === key)?.minutes;
        return usual === undefined || usual === minutes ? [] : [{ key, name, minutes, usual }];
      }),
    })),
  };
}
