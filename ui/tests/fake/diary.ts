import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import type { LengthOverride } from '../../src/lib/ipc/LengthOverride';
import type { ServiceView } from '../../src/lib/ipc/ServiceView';
import type { AppointmentDetail } from '../../src/lib/ipc/AppointmentDetail';
import type { CustomerChoice } from '../../src/lib/ipc/CustomerChoice';
import type { CustomerView } from '../../src/lib/ipc/CustomerView';
import type { HandOverRequest } from '../../src/lib/ipc/HandOverRequest';
import type { ParkedView } from '../../src/lib/ipc/ParkedView';
import type { VisitPart } from '../../src/lib/ipc/VisitPart';
import type { BookRequest } from '../../src/lib/ipc/BookRequest';
import type { CancelManyRequest } from '../../src/lib/ipc/CancelManyRequest';
import type { CancelRequest } from '../../src/lib/ipc/CancelRequest';
import type { AskedView } from '../../src/lib/ipc/AskedView';
import type { CheckRequest } from '../../src/lib/ipc/CheckRequest';
import type { CheckView } from '../../src/lib/ipc/CheckView';
import type { HistoryView } from '../../src/lib/ipc/HistoryView';
import type { MoveRequest } from '../../src/lib/ipc/MoveRequest';
import type { ProposeRequest } from '../../src/lib/ipc/ProposeRequest';
import type { Book } from './book';
import { type Start, lasting, nameOf, NOW, startOf, TODAY } from './book';
import { services } from './catalogue';
import { customer, enter } from './friday';
import { refuse } from './refuse';
import { following, goingAlong, serviceOf, without } from './visits';

/** What the fake's receptionist does: proposes, books, moves, parks, calls off, and what it remembers of that. */
export class FakeDiary {
  /** Every start that was asked about or booked, as it was given. */
  readonly starts: string[] = [];
  /** What Cal.com says about every segment. */
  calcom: Omit<AskedView, 'key'> = { state: 'free', why: null };
  private visits: number[][] = [];
  private readonly parked = new Set<number>();
  private readonly history = new Map<number, HistoryView[]>();
  private readonly once = new Map<string, number>();

  private readonly book: Book;
  private readonly changed: (topics: string[]) => void;

  constructor(book: Book, changed: (topics: string[]) => void) {
    this.book = book;
    this.changed = changed;
  }

  appointment(id: number): AppointmentDetail {
    const view = this.find(id);
    const booked: HistoryView = {
      at: '2026-11-20T14:05:00+01:00',
      origin: 'desk',
      action: 'booked',
      from: null,
      to: view.start,
      reason: null,
    };
    const visit = this.restOfVisit(view);
    const history = [booked, ...(this.history.get(id) ?? [])];
    return { appointment: view, whole: false, parked: this.parked.has(id), visit, history };
  }

  private restOfVisit(view: AppointmentView): VisitPart[] {
    const mates = (this.visits.find((ids) => ids.includes(view.id)) ?? []).filter((one) => one !== view.id);
    const place = ({ id, status }: AppointmentView) => (this.parked.has(id) ? 'tray' : status);
    return mates.map((one) => {
      const mate = this.find(one);
      const { service, staff_id, staff_name, status, start, end } = mate;
      const together = place(mate) === place(view) && ['tray', 'booked'].includes(place(view));
      const goes_along = together && start.slice(0, 10) === view.start.slice(0, 10);
      return { id: one, service, staff_id, staff_name, status, start, end, goes_along };
    });
  }

  tray(): ParkedView[] {
    const all = [...this.parked].map((id) => {
      const appointment = this.find(id);
      const visit = this.restOfVisit(appointment).filter((part) => part.goes_along);
      return { appointment, visit, since: NOW };
    });
    return all.filter(({ appointment, visit }) => visit.every((part) => appointment.start < part.start));
  }

  park(ids: number[]): null {
    for (const id of ids) {
      this.find(id).status = 'cancelled';
      this.parked.add(id);
      this.remember(id, { action: 'parked', from: null, to: null, reason: null });
    }
    this.changed(['appointments', 'sync']);
    return null;
  }

  handOver({ appointment_id, key, staff_id, despite_warnings }: HandOverRequest): AppointmentDetail {
    const view = this.find(appointment_id);
    const phases = view.phases.map((phase) =>
      phase.key === key ? { ...phase, staff_id, staff_name: nameOf(staff_id) } : phase,
    );
    const date = view.start.slice(0, 10);
    this.insist(this.book.verdictOn(date, phases, view.customer.id, view.id), despite_warnings);
    view.phases = phases;
    this.remember(view.id, {
      action: 'handed_over',
      from: null,
      to: null,
      reason: `${key}: ${nameOf(staff_id)}`,
    });
    this.changed(['appointments', 'sync']);
    return this.appointment(view.id);
  }

  who(choice: CustomerChoice): CustomerView {
    const known =
      choice.kind === 'known' ? this.book.customers.find((one) => one.id === choice.id) : undefined;
    if (known) return known;
    if (choice.kind === 'known') throw refuse('unknown_customer');
    return choice.kind === 'walk_in'
      ? customer(this.book, 'Laufkundschaft', null, null)
      : this.write(choice.name, choice.phone);
  }

  private find(id: number) {
    const entry = this.book.entries.find((one) => one.view.id === id);
    if (!entry) throw refuse('unknown_appointment');
    return entry.view;
  }

  private write(name: string, phone: string | null) {
    if (name.trim() === '') throw refuse('invalid_name');
    if (phone && phone.replace(/\D/g, '').length < 6) throw refuse('invalid_phone');
    return customer(this.book, name, phone, null);
  }

  private start(text: string) {
    this.starts.push(text);
    return startOf(text);
  }

  service(id: number | null) {
    const found = services.find((one) => one.id === id);
    if (!found) throw refuse('unknown_service');
    return found;
  }

  propose(request: ProposeRequest) {
    const now = { date: TODAY, minute: 680 };
    const asked = request.from ? this.start(request.from) : now;
    const from = asked.date === TODAY && asked.minute < now.minute ? now : asked;
    const moved = request.appointment_id === null ? null : this.find(request.appointment_id);
    const service = lasting(this.service(moved ? moved.service.id : request.service_id), request.lengths);
    const lead = request.staff_id ?? moved?.staff_id ?? null;
    const search = (from: { date: string; minute: number }, limit: number, until?: number) => {
      const most = request.then.length > 0 ? 500 : limit;
      const found = this.book.propose(service, lead, from, most, request.appointment_id, 45, until);
      return found
        .flatMap((one) => {
          const end = { date: one.date, minute: one.from_minute + service.minutes };
          const { links, against } = following(this.book, request.then, end, one.staff_id, null);
          return against ? [] : [{ ...one, then: links }];
        })
        .slice(0, limit);
    };
    if (request.before) return search(now, 500, Date.parse(request.before)).slice(-request.limit);
    if (!request.after) return search(from, request.limit);
    const after = startOf(request.after);
    return search({ date: after.date, minute: after.minute + 5 }, request.limit);
  }

  /** What Cal.com says about a time: as `calcom` has it. */
  asked(request: CheckRequest): AskedView[] {
    const verdict = this.check(request);
    const at = verdict.phases.filter((phase) => phase.kind === 'staff');
    return at.map(({ key }) => ({ key, ...this.calcom }));
  }

  check(request: CheckRequest): CheckView {
    const moved = request.appointment_id === null ? null : this.find(request.appointment_id);
    const service = lasting(this.service(moved ? moved.service.id : request.service_id), request.lengths);
    const at = this.start(request.start);
    const customerId = moved ? moved.customer.id : request.customer_id;
    const lead = request.staff_id ?? moved?.staff_id ?? null;
    const away = request.along.map((one) => one.appointment_id);
    const verdict = without(this.book, away, () =>
      this.book.check(service, lead, at, customerId, request.appointment_id),
    );
    if (verdict.fits && moved && lead !== null) {
      const { links, against } = goingAlong(this.book, request.along, moved, at, lead);
      return against ?? { ...verdict, then: links };
    }
    if (!verdict.fits || request.then.length === 0) return verdict;
    const end = { date: at.date, minute: at.minute + service.minutes };
    const first = verdict.phases[0]?.staff_id ?? 0;
    const { links, against } = following(this.book, request.then, end, first, customerId);
    return against ?? { ...verdict, then: links };
  }

  private insist(verdict: CheckView, despiteWarnings: boolean): void {
    const details = { refusals: verdict.refusals, warnings: verdict.warnings, nearest: verdict.nearest };
    if (!verdict.fits) throw refuse('refused', details);
    if (verdict.warnings.length > 0 && !despiteWarnings) throw refuse('warnings', details);
  }

  book_(request: BookRequest): AppointmentDetail {
    const repeated = request.idempotency_key ? this.once.get(request.idempotency_key) : undefined;
    if (repeated !== undefined) return this.appointment(repeated);
    const who = this.who(request.customer);
    const service = lasting(this.service(request.service_id), request.lengths);
    const at = this.start(request.start);
    const verdict = this.book.check(service, request.staff_id, at, who.id, null);
    this.insist(verdict, request.despite_warnings);
    const lead = request.staff_id ?? verdict.phases[0]?.staff_id ?? 1;
    const view = enter(this.book, who, service.number ?? 0, lead, at, ['waiting'], request.lengths);
    view.note = request.note;
    const end = { date: at.date, minute: at.minute + service.minutes };
    const { links, against } = following(this.book, request.then, end, lead, who.id);
    if (against) this.insist(against, true);
    const made = links.map((link, index) => {
      const { service_id = 0, lengths } = request.then[index] ?? {};
      const number = serviceOf(service_id).number ?? 0;
      const then = { date: at.date, minute: link.from_minute };
      return enter(this.book, who, number, link.staff_id, then, ['waiting'], lengths).id;
    });
    if (made.length > 0) this.visits.push([view.id, ...made]);
    if (request.idempotency_key) this.once.set(request.idempotency_key, view.id);
    this.changed(['appointments', 'sync']);
    return this.appointment(view.id);
  }

  move(request: MoveRequest): AppointmentDetail {
    const view = this.find(request.appointment_id);
    const at = this.start(request.start);
    const lead = request.staff_id ?? view.staff_id;
    const service = lasting(this.service(view.service.id), request.lengths);
    const verdict = this.check({
      ...{ ...request, service_id: view.service.id, customer_id: null, then: [], hold: null },
      staff_id: lead,
    });
    this.insist(verdict, request.despite_warnings);
    this.put(view, lead, at, service, request.lengths);
    for (const link of verdict.then) {
      const mate = this.find(link.appointment_id ?? 0);
      const start = { date: at.date, minute: link.from_minute };
      this.put(mate, link.staff_id, start, this.service(mate.service.id), []);
    }
    this.changed(['appointments', 'sync']);
    return this.appointment(view.id);
  }

  private put(
    view: AppointmentView,
    lead: number,
    at: Start,
    service: ServiceView,
    lengths: LengthOverride[],
  ): void {
    this.book.entries = this.book.entries.filter((one) => one.view.id !== view.id);
    const moved = enter(this.book, view.customer, service.number ?? 0, lead, at, ['waiting'], lengths);
    moved.id = view.id;
    moved.phases = moved.phases.map((phase, index) => ({ ...phase, id: view.id * 10 + index }));
    this.parked.delete(view.id);
    this.remember(view.id, { action: 'moved', from: view.start, to: moved.start, reason: null });
  }

  private remember(id: number, what: Pick<HistoryView, 'action' | 'from' | 'to' | 'reason'>): void {
    this.history.set(id, [...(this.history.get(id) ?? []), { at: NOW, origin: 'desk', ...what }]);
  }

  cancel(request: CancelRequest): AppointmentDetail {
    const view = this.find(request.appointment_id);
    const mates = this.visits.find((ids) => ids.includes(view.id)) ?? [];
    if (request.whole_visit) for (const id of mates) this.find(id).status = 'cancelled';
    this.parked.delete(view.id);
    view.status = 'cancelled';
    this.remember(view.id, { action: 'cancelled', from: null, to: null, reason: request.reason });
    this.changed(['appointments', 'sync']);
    return this.appointment(view.id);
  }

  cancelMany({ appointment_ids, reason }: CancelManyRequest): null {
    if (appointment_ids.some((id) => this.find(id).status === 'no_show')) throw refuse('not_booked');
    for (const appointment_id of appointment_ids) this.cancel({ appointment_id, whole_visit: false, reason });
    return null;
  }

  /** All of them or none. */
  reinstate(ids: number[]): null {
    for (const id of ids) {
      const view = this.find(id);
      // Who was missing never lost their time.
      if (view.status === 'no_show') continue;
      const date = this.book.entries.find((one) => one.view.id === id)?.date ?? TODAY;
      const at = { date, minute: view.from_minute };
      const service = this.service(view.service.id);
      this.insist(this.book.check(service, view.staff_id, at, view.customer.id, id), true);
    }
    for (const id of ids) {
      const view = this.find(id);
      const action = view.status === 'no_show' ? 'came' : 'reinstated';
      view.status = 'booked';
      this.parked.delete(id);
      this.remember(id, { action, from: null, to: view.start, reason: null });
    }
    this.changed(['appointments', 'sync']);
    return null;
  }

  markNoShow(id: number): AppointmentDetail {
    const view = this.find(id);
    view.status = 'no_show';
    this.remember(id, { action: 'no_show', from: null, to: null, reason: null });
    this.changed(['appointments']);
    return this.appointment(id);
  }
}
