/** Calls with the phone agent: two that changed the book, one from a withheld number that did not. */
import type { CallListView } from '../../src/lib/ipc/CallListView';
import type { CallView } from '../../src/lib/ipc/CallView';
import { type Book, instant, TODAY } from './book';

const SIZE = 50;

function morning(book: Book): CallView[] {
  const of = (customer: string) => {
    const found = book.entries.find(({ view }) => view.customer.name === customer);
    if (!found) throw new Error(`${customer} is not in the fake's book`);
    return found.view;
  };
  const spoke = (customer: string, deed: string, minute: number, summary: string): CallView => {
    const appointment = of(customer);
    return {
      id: minute,
      direction: 'inbound',
      phone: appointment.customer.phone,
      customer: { id: appointment.customer.id, name: customer },
      started: instant(TODAY, minute),
      ended: instant(TODAY, minute + 3),
      outcome: 'successful',
      summary,
      deeds: [{ deed, appointment }],
    };
  };
  const withheld: CallView = {
    id: 600,
    direction: 'inbound',
    phone: null,
    customer: null,
    started: instant(TODAY, 600),
    ended: instant(TODAY, 601),
    outcome: 'unsuccessful',
    summary: '',
    deeds: [],
  };
  return [
    spoke('Tom Richter', 'moved', 640, 'Herr Richter kommt erst nach der Arbeit.'),
    withheld,
    spoke('Monika Beispiel', 'booked', 545, 'Ansatzfärbung, am liebsten bei Fabian.'),
  ];
}

/** Everything a call can be found by, as the program does it; by the beginnings of words. */
export function callsFor(book: Book, count: number, typed: string): CallView[] {
  const wanted = typed.toLowerCase();
  return all(book, count).filter(({ customer, phone }) => {
    const words = `${customer?.name ?? ''} ${phone ?? ''}`.toLowerCase();
    return ` ${words}`.includes(` ${wanted}`);
  });
}

/** `count`: so many calls in all; what is more than the morning's are short ones that did nothing. */
function all(book: Book, count: number): CallView[] {
  const known = count === 0 ? [] : morning(book);
  const [, short] = known;
  for (let id = 500; short && known.length < count; id--)
    known.push({ ...short, id, started: instant(TODAY, id), ended: instant(TODAY, id + 1) });
  return known;
}

export function called(book: Book, count: number, before: number | null): CallListView {
  const known = all(book, count);
  const begin = before === null ? 0 : known.findIndex((call) => call.id === before) + 1;
  const calls = known.slice(begin, begin + SIZE);
  const more = begin + calls.length < known.length;
  return { total: known.length, calls, next: more ? (calls.at(-1)?.id ?? null) : null };
}
