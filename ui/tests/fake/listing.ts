/** The fake's appointment list: filtered, sorted and paged like the program's. */
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import type { ListRequest } from '../../src/lib/ipc/ListRequest';
import type { ListView } from '../../src/lib/ipc/ListView';
import type { Book } from './book';

function matches(view: AppointmentView, date: string, request: ListRequest): boolean {
  const typed = request.typed.trim().toLowerCase();
  const digits = typed.replace(/\D/g, '');
  const { name, phone } = view.customer;
  const named =
    typed === '' ||
    name.toLowerCase().includes(typed) ||
    typed.replace('#', '') === String(view.id) ||
    (digits.length > 2 && (phone ?? '').replace(/\D/g, '').includes(digits));
  const is = <Value>(wanted: Value | null, value: Value) => wanted === null || wanted === value;
  return (
    named &&
    (request.from === null || request.from <= date) &&
    (request.to === null || date <= request.to) &&
    is<string>(request.status, view.status) &&
    is(request.service_id, view.service.id) &&
    is(request.customer_id, view.customer.id) &&
    is(request.sync, view.sync) &&
    (request.staff_id === null || view.phases.some((phase) => phase.staff_id === request.staff_id))
  );
}

export function listed(book: Book, request: ListRequest): ListView {
  const order = (a: AppointmentView, b: AppointmentView) =>
    (a.start.localeCompare(b.start) || a.id - b.id) * (request.latest_first ? -1 : 1);
  const found = book.entries
    .filter(({ view, date }) => matches(view, date, request))
    .map(({ view }) => view)
    .sort(order);
  const begin = request.after ? found.findIndex((one) => one.id === request.after?.id) + 1 : 0;
  const appointments = found.slice(begin, begin + request.limit);
  const last = appointments.at(-1);
  const more = begin + appointments.length < found.length;
  return {
    total: found.length,
    appointments,
    next: last && more ? { start: last.start, id: last.id } : null,
  };
}
