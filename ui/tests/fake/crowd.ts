/** A salon bigger than any: to see whether the sheet stays quick. */
import { type Book, TODAY } from './book';
import { services, staff } from './catalogue';
import { customer, enter } from './friday';

export function fillCrowd(book: Book, people: number, appointments: number): void {
  const newcomers = Array.from({ length: people - staff.length }, (_, index) => staff.length + 1 + index);
  for (const id of newcomers) {
    staff.push({ id, name: `Person ${String(id)}`, role: 'stylist', calcom_user_id: null });
    for (const service of services) service.staff_ids = [...service.staff_ids, id];
  }
  // One after the other, row by row: nobody is in anybody's way.
  const ends = new Map(newcomers.map((id) => [id, 540]));
  for (let n = 0; book.entries.length < appointments; n++) {
    const lead = newcomers[n % newcomers.length] ?? 0;
    const minute = ends.get(lead) ?? 540;
    const number = [440, 410, 448, 420][(lead + n) % 4] ?? 420;
    const who = customer(book, `Kundin ${String(book.entries.length)}`, null, null);
    const view = enter(book, who, number, lead, { date: TODAY, minute }, ['synced']);
    ends.set(lead, view.to_minute);
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
