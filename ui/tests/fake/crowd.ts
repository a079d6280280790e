/** A salon bigger than any: to see whether the sheet stays quick. */
import { type Book, services, staff, TODAY } from './book';
import { customer, enter } from './friday';

export function fillCrowd(book: Book, people: number, appointments: number): void {
  for (let id = staff.length + 1; id <= people; id++) {
    staff.push({ id, name: `Person ${String(id)}`, role: 'stylist', calcom_user_id: null });
    for (const service of services) service.staff_ids.push(id);
  }
  const wanted = [440, 410, 448, 420];
  for (let minute = 540; minute < 1080; minute += 5) {
    for (const one of staff) {
      if (book.entries.length >= appointments) return;
      const number = wanted[(one.id + minute) % wanted.length] ?? 420;
      const service = services.find((known) => known.number === number);
      if (!service?.staff_ids.includes(one.id)) continue;
      if (!book.check(service, one.id, { date: TODAY, minute }, null, null).fits) continue;
      const who = customer(book, `Kundin ${String(book.entries.length)}`, null, null);
      enter(book, who, number, one.id, { date: TODAY, minute }, ['synced']);
    }
  }
}

/** Haircuts one after the other from tomorrow on: a long list, and nothing of it in anybody's way. */
export function fillCalendar(book: Book, appointments: number): void {
  const first = Date.parse(`${TODAY}T12:00:00Z`);
  for (let n = 0; n < appointments; n++) {
    const date = new Date(first + (1 + Math.floor(n / 18)) * 86_400_000).toISOString().slice(0, 10);
    const who = customer(book, `Gast ${String(n + 1).padStart(3, '0')}`, null, null);
    enter(book, who, 420, 1, { date, minute: 540 + (n % 18) * 30 }, ['synced']);
  }
}
