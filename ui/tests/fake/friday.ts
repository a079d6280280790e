/** A believable Friday in the salon. Everybody in it is invented. */
import type { AppointmentSync } from '../../src/lib/ipc/AppointmentSync';
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import type { CustomerView } from '../../src/lib/ipc/CustomerView';
import type { LengthOverride } from '../../src/lib/ipc/LengthOverride';
import type { PhaseSyncState } from '../../src/lib/ipc/PhaseSyncState';
import type { PhaseSyncView } from '../../src/lib/ipc/PhaseSyncView';
import { type Book, instant, nameOf, lasting, planned, TODAY } from './book';
import { ANNA, FABIAN, MEHMET, services } from './catalogue';

let bookingNumber = 13_083_100;

function syncView(state: PhaseSyncState): PhaseSyncView {
  const blocked = state === 'blocked';
  const known = state === 'synced';
  bookingNumber += 3;
  return {
    state,
    since: instant(TODAY, state === 'synced' ? 545 : 672),
    code: blocked ? 'slot_taken' : null,
    message: blocked ? 'User either already has booking at this time or is not available' : null,
    booking_id: known ? bookingNumber : null,
    booking_uid: known ? `uid${bookingNumber}` : null,
    event_type_id: 700 + (bookingNumber % 40),
  };
}

const ORDER: AppointmentSync[] = ['blocked', 'uncertain', 'sending', 'waiting', 'synced', 'local'];

export function aggregate(states: PhaseSyncState[]): AppointmentSync {
  if (states.includes('blocked') && states.includes('synced')) return 'partial';
  return ORDER.find((one) => states.some((state) => state === one)) ?? 'local';
}

export function customer(
  book: Book,
  name: string,
  phone: string | null,
  lastVisit: string | null,
): CustomerView {
  const known = book.customers.find((one) => one.name === name);
  if (known) return known;
  const view = {
    id: book.customers.length + 1,
    name,
    phone,
    email: null,
    note: '',
    last_visit: lastVisit,
    no_shows: 0,
  };
  book.customers.push(view);
  return view;
}

export function enter(
  book: Book,
  who: CustomerView,
  number: number,
  lead: number,
  at: { date: string; minute: number },
  states: PhaseSyncState[],
  lengths: LengthOverride[] = [],
): AppointmentView {
  const usual = services.find((one) => one.number === number);
  if (!usual) throw new Error(`no service ${String(number)}`);
  const service = lasting(usual, lengths);
  const id = 740 + book.entries.length;
  let tooth = 0;
  const phases = planned(service, lead, at).map((phase, index) => ({
    ...phase,
    id: id * 10 + index,
    sync: phase.kind === 'staff' ? syncView(states[tooth++] ?? states.at(-1) ?? 'waiting') : null,
  }));
  const used = phases.flatMap((phase) => (phase.sync ? [phase.sync.state] : []));
  const view: AppointmentView = {
    id,
    customer: who,
    service: { id: service.id, number: service.number, name: service.name, colour: service.colour },
    staff_id: lead,
    staff_name: nameOf(lead),
    status: 'booked',
    origin: 'desk',
    start: instant(at.date, at.minute),
    end: instant(at.date, at.minute + service.minutes),
    from_minute: at.minute,
    to_minute: at.minute + service.minutes,
    note: '',
    composite: service.composite,
    segments: used.length,
    sync: aggregate(used),
    phases,
  };
  book.entries.push({ date: at.date, view });
  return view;
}

type Line = [name: string, phone: string, number: number, lead: number, at: string, states: PhaseSyncState[]];

const LINES: Line[] = [
  ['Jonas Winter', '0171 2000101', 424, FABIAN, '9:00', ['synced']],
  ['Monika Beispiel', '0171 1234567', 440, FABIAN, '9:25', ['synced', 'synced', 'uncertain', 'waiting']],
  ['Heinz Probst', '0170 5550142', 400, FABIAN, '9:55', ['synced']],
  ['Sabine Sommer', '0176 4455001', 444, FABIAN, '12:30', ['waiting']],
  ['Paul Neumann', '0151 2200331', 420, FABIAN, '16:15', ['synced']],
  ['Ebru Arslan', '0171 7788990', 410, ANNA, '9:00', ['synced']],
  ['Karin Keller', '0172 3344556', 448, ANNA, '10:10', ['synced', 'synced', 'synced', 'blocked']],
  ['Clara Vogt', '0160 9900112', 450, ANNA, '12:40', ['synced', 'sending', 'synced', 'synced']],
  ['Tom Richter', '0157 1231231', 420, ANNA, '17:00', ['waiting']],
  ['Emre Yildiz', '0163 8877665', 420, MEHMET, '11:00', ['synced']],
  ['Klaus Wagner', '0171 6655443', 420, MEHMET, '11:30', ['synced']],
  ['Nur Öztürk', '0175 1212121', 442, MEHMET, '13:15', ['synced']],
  ['Lena Lehmann', '0162 3434343', 420, MEHMET, '13:45', ['synced']],
  ['Greta Lindner', '0177 9898989', 410, MEHMET, '16:30', ['synced']],
];

export function fillFriday(book: Book): void {
  for (const [name, phone, number, lead, at, states] of LINES) {
    const [hours = 0, minutes = 0] = at.split(':').map(Number);
    const who = customer(book, name, phone, '2026-10-30T09:00:00+01:00');
    enter(book, who, number, lead, { date: TODAY, minute: hours * 60 + minutes }, states);
  }
  const saturday = '2026-11-28';
  enter(book, customer(book, 'Ida Falk', '0171 4545454', null), 410, ANNA, { date: saturday, minute: 540 }, [
    'synced',
  ]);
}
