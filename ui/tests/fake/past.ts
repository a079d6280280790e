/** What somebody had before: a regular with habits, thick hair and a missed appointment. */
import { type Book } from './book';
import { ANNA, FABIAN } from './catalogue';
import { customer, enter } from './friday';

export function fillPast(book: Book): void {
  const who = customer(book, 'Heinz Probst', null, null);
  who.note = 'Verträgt kein Ammoniak. Kaffee schwarz.';
  const long = [{ key: 'A', minutes: 45 }];
  enter(book, who, 440, FABIAN, { date: '2026-10-30', minute: 560 }, ['synced'], long);
  enter(book, who, 420, ANNA, { date: '2026-10-02', minute: 600 }, ['synced']).status = 'no_show';
  enter(book, who, 420, ANNA, { date: '2026-09-15', minute: 600 }, ['synced']).status = 'no_show';
  enter(book, who, 440, FABIAN, { date: '2026-09-04', minute: 560 }, ['synced']);
}
