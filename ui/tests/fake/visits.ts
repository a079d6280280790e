/** Several services in one visit: what follows begins where the one before ends. */
import type { AlongWish } from '../../src/lib/ipc/AlongWish';
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import type { CheckView } from '../../src/lib/ipc/CheckView';
import type { LinkView } from '../../src/lib/ipc/LinkView';
import type { ServiceWish } from '../../src/lib/ipc/ServiceWish';
import { type Book, instant, lasting, nameOf, type Start } from './book';
import { services } from './catalogue';
import { refuse } from './refuse';

export function serviceOf(id: number) {
  const found = services.find((one) => one.id === id);
  if (!found) throw refuse('unknown_service');
  return found;
}

/** What follows a first service that `lead` does until `at.minute`; the first verdict that says no, or all of them. */
export function following(
  book: Book,
  then: ServiceWish[],
  at: Start,
  lead: number,
  customer: number | null,
): { links: LinkView[]; against: CheckView | null } {
  const links: LinkView[] = [];
  let [minute, before] = [at.minute, lead];
  for (const wish of then) {
    const service = lasting(serviceOf(wish.service_id), wish.lengths);
    const start = { date: at.date, minute };
    const ways = wish.staff_id !== null ? [wish.staff_id] : [before, ...service.staff_ids];
    const verdicts = ways.map((id) => ({ id, verdict: book.check(service, id, start, customer, null) }));
    const best = verdicts.find(({ verdict }) => verdict.fits && verdict.warnings.length === 0) ?? verdicts[0];
    if (!best) throw refuse('nobody_can');
    if (!best.verdict.fits) return { links, against: best.verdict };
    links.push({
      appointment_id: null,
      staff_id: best.id,
      staff_name: nameOf(best.id),
      start: instant(at.date, minute),
      from_minute: minute,
      phases: best.verdict.phases,
    });
    minute += service.minutes;
    before = best.id;
  }
  return { links, against: null };
}

/** Where those that go along with `view` come to be, if it goes to `at` and `lead`; the first verdict that says no, or all of them. */
export function goingAlong(
  book: Book,
  along: AlongWish[],
  view: AppointmentView,
  at: Start,
  lead: number,
): { links: LinkView[]; against: CheckView | null } {
  const links: LinkView[] = [];
  for (const { appointment_id, staff_id } of along) {
    const mate = book.entries.find((one) => one.view.id === appointment_id)?.view;
    if (!mate) throw refuse('unknown_appointment');
    const minute = at.minute + mate.from_minute - view.from_minute;
    const staff = staff_id ?? (mate.staff_id === view.staff_id ? lead : mate.staff_id);
    const start = { date: at.date, minute };
    const verdict = without(book, [view.id, ...along.map((one) => one.appointment_id)], () =>
      book.check(serviceOf(mate.service.id), staff, start, mate.customer.id, null),
    );
    if (!verdict.fits) return { links, against: verdict };
    links.push({
      appointment_id,
      staff_id: staff,
      staff_name: nameOf(staff),
      start: instant(at.date, minute),
      from_minute: minute,
      phases: verdict.phases,
    });
  }
  return { links, against: null };
}

/** Asks the book as if these were not in it. */
export function without<T>(book: Book, ids: number[], ask: () => T): T {
  const all = book.entries;
  book.entries = all.filter((one) => !ids.includes(one.view.id));
  try {
    return ask();
  } finally {
    book.entries = all;
  }
}
