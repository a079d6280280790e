/**
 * A salon in memory that answers the window's commands as the program would. For tests only: it is reached
 * through `@tauri-apps/api/mocks` and never becomes part of the shipped window.
 */
import { FakeFiles } from './files';
import type { AccountView } from '../../src/lib/ipc/AccountView';
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import type { LengthOverride } from '../../src/lib/ipc/LengthOverride';
import type { ServiceView } from '../../src/lib/ipc/ServiceView';
import type { AppointmentDetail } from '../../src/lib/ipc/AppointmentDetail';
import type { BookWaitingRequest } from '../../src/lib/ipc/BookWaitingRequest';
import type { CustomerChoice } from '../../src/lib/ipc/CustomerChoice';
import type { CustomerView } from '../../src/lib/ipc/CustomerView';
import type { ErasedView } from '../../src/lib/ipc/ErasedView';
import type { HandOverRequest } from '../../src/lib/ipc/HandOverRequest';
import type { ParkedView } from '../../src/lib/ipc/ParkedView';
import type { VisitPart } from '../../src/lib/ipc/VisitPart';
import type { ProposalView } from '../../src/lib/ipc/ProposalView';
import type { WaitRequest } from '../../src/lib/ipc/WaitRequest';
import type { BookRequest } from '../../src/lib/ipc/BookRequest';
import type { CancelManyRequest } from '../../src/lib/ipc/CancelManyRequest';
import type { CancelRequest } from '../../src/lib/ipc/CancelRequest';
import type { AskedView } from '../../src/lib/ipc/AskedView';
import type { CheckRequest } from '../../src/lib/ipc/CheckRequest';
import type { CheckView } from '../../src/lib/ipc/CheckView';
import type { ConnectRequest } from '../../src/lib/ipc/ConnectRequest';
import type { ConnectionTest } from '../../src/lib/ipc/ConnectionTest';
import type { CustomerListRequest } from '../../src/lib/ipc/CustomerListRequest';
import type { EditCustomerRequest } from '../../src/lib/ipc/EditCustomerRequest';
import type { DayView } from '../../src/lib/ipc/DayView';
import type { Decided } from '../../src/lib/ipc/Decided';
import type { HistoryView } from '../../src/lib/ipc/HistoryView';
import type { LinkChoice } from '../../src/lib/ipc/LinkChoice';
import type { MapFinding } from '../../src/lib/ipc/MapFinding';
import type { MoveRequest } from '../../src/lib/ipc/MoveRequest';
import type { PhaseSyncState } from '../../src/lib/ipc/PhaseSyncState';
import type { StaffKeyRequest } from '../../src/lib/ipc/StaffKeyRequest';
import type { StaffKeyView } from '../../src/lib/ipc/StaffKeyView';
import type { Preferences } from '../../src/lib/ipc/Preferences';
import type { OldEventType } from '../../src/lib/ipc/OldEventType';
import type { ProposeRequest } from '../../src/lib/ipc/ProposeRequest';
import type { ProvisionProgress } from '../../src/lib/ipc/ProvisionProgress';
import type { ProvisionStep } from '../../src/lib/ipc/ProvisionStep';
import type { Provisioned } from '../../src/lib/ipc/Provisioned';
import type { Remedy } from '../../src/lib/ipc/Remedy';
import type { HealthReport } from '../../src/lib/ipc/HealthReport';
import type { ReviewEntry } from '../../src/lib/ipc/ReviewEntry';
import type { SyncStatus } from '../../src/lib/ipc/SyncStatus';
import type { KeychainState, SalonInfo } from '../../src/lib/desk/types';
import {
  Book,
  blockedOf,
  changesClocks,
  type Start,
  hoursOf,
  instant,
  lasting,
  nameOf,
  NOW,
  services,
  staff,
  startOf,
  TODAY,
} from './book';
import { fillCalendar, fillCrowd } from './crowd';
import { cardOf, directoryPage, edit } from './customers';
import { aggregate, customer, enter, fillFriday } from './friday';
import { courseOf } from './course';
import { Late } from './late';
import { fillOdd } from './odd';
import { FakeOwner } from './owner';
import { fillPast } from './past';
import { refuse } from './refuse';
import { following, goingAlong, serviceOf, without } from './visits';
import { FakeWaiting } from './waiting';

/** What a test may choose about the salon it opens. */
export type Scene = {
  offline?: boolean;
  /** The book counts as empty: it can be made anew from Cal.com. */
  rebuildable?: boolean;
  connected?: boolean;
  keychain?: string | null;
  demo?: boolean;
  /** A crowded salon: this many people and appointments. */
  crowd?: { staff: number; appointments: number };
  /** The first of December is a day on which everything is unusual. */
  odd?: boolean;
  /** This many appointments from tomorrow on. */
  calendar?: number;
  /** This computer's clock is so many seconds ahead of Cal.com's. */
  clockOff?: number;
  /** Somebody has been here before. */
  past?: boolean;
  /** The phone agent has taken so many calls. */
  phoned?: number;
  /** The book came back from a backup. */
  restored?: boolean;
  /** Calls have been failing, and there is no backup. */
  unwell?: boolean;
  /** Making event types takes so long that somebody stops it. */
  slowSetUp?: boolean;
  /** Reading a file in takes so long that somebody stops it. */
  slowImport?: boolean;
  /** Nothing is set up. */
  newBook?: boolean;
  /** The owner's PIN. */
  pin?: string;
};

export class FakeSalon {
  readonly book = new Book();
  readonly owner: FakeOwner;
  readonly calls: string[] = [];
  /** Every start that was asked about or booked, as it was given. */
  readonly starts: string[] = [];
  revision = 1;
  /** What Cal.com says about every segment. */
  calcom: Omit<AskedView, 'key'> = { state: 'free', why: null };
  preferences: Preferences = {
    customer_mails: 'first',
    address: '',
    segment_cancelled: 'cancel_all',
    hold_online: true,
  };
  private visits: number[][] = [];
  private readonly parked = new Set<number>();
  readonly waiting = new FakeWaiting(this.book);
  private readonly history = new Map<number, HistoryView[]>();
  private readonly once = new Map<string, number>();
  private matched = new Map<number, number>(staff.slice(0, 3).map((one) => [one.id, one.id + 10]));
  private reviewList: ReviewEntry[];
  private account: AccountView | null;
  private provisioned = false;
  private stopped = false;
  private cleaned = false;
  private letGo: () => void = () => undefined;
  private readonly provisioning: (progress: ProvisionProgress) => void;
  private readonly changed: (topics: string[]) => void;
  readonly scene: Scene;
  readonly files = new FakeFiles();
  readonly late = new Late();

  constructor(
    scene: Scene,
    changed: (revision: number, topics: string[]) => void,
    provisioning: (progress: ProvisionProgress) => void,
  ) {
    this.scene = scene;
    this.provisioning = provisioning;
    this.changed = (topics) => {
      this.revision += 1;
      changed(this.revision, topics);
    };
    this.owner = new FakeOwner(this.book, this.changed);
    fillFriday(this.book);
    if (scene.past) fillPast(this.book);
    if (scene.crowd) fillCrowd(this.book, scene.crowd.staff, scene.crowd.appointments);
    if (scene.odd) fillOdd(this.book);
    if (scene.calendar) fillCalendar(this.book, scene.calendar);
    this.account = scene.connected === false ? null : this.demoAccount('https://api.cal.com/v2');
    this.reviewList = this.openReview();
  }

  private demoAccount(base_url: string): AccountView {
    return {
      base_url,
      team_id: 5,
      team_name: 'Friseur 1',
      can_silence: false,
      user_name: 'Olivia Inhaber',
      key_last_four: '9f2c',
      connected_at: '2026-11-20T10:00:00+01:00',
      key_home: 'keychain',
      mapped: 64,
      pairs: 66,
      staff_keys: null,
    };
  }

  /** On a server without teams nobody is connected before their own key is there. */
  private communityAccount(base_url: string): AccountView {
    const nobody = { user_name: null, key_last_four: null, refused: null };
    return {
      ...this.demoAccount(base_url),
      team_id: null,
      team_name: '',
      staff_keys: staff.map((one) => ({ staff_id: one.id, staff_name: one.name, ...nobody })),
    };
  }

  private ownKeys(): StaffKeyView[] {
    return this.account?.staff_keys ?? [];
  }

  connectStaff({ staff_id, key }: StaffKeyRequest): AccountView {
    if (!key.startsWith('cal_')) throw refuse('key_refused');
    const last = key.slice(-4);
    const holder = this.ownKeys().find((one) => one.key_last_four === last && one.staff_id !== staff_id);
    if (holder) throw refuse('key_of_another', { names: [holder.staff_name] });
    return this.withKey(staff_id, (one) => ({
      user_name: `${one.staff_name} Beispielhaft`,
      key_last_four: last,
      refused: null,
    }));
  }

  /** Somebody whom the book does not have yet. */
  takeOnStaff(key: string): AccountView {
    if (!this.account) throw refuse('not_connected');
    if (!key.startsWith('cal_')) throw refuse('key_refused');
    const one = { staff_id: 90, staff_name: 'Nora Neu', user_name: 'Nora Neu', refused: null };
    const staff_keys = [...this.ownKeys(), { ...one, key_last_four: key.slice(-4) }];
    this.account = { ...this.account, staff_keys };
    this.changed(['account', 'staff']);
    return this.account;
  }

  disconnectStaff(staffId: number): AccountView {
    return this.withKey(staffId, () => ({ user_name: null, key_last_four: null, refused: null }));
  }

  /** Cal.com does not take somebody's key any more. */
  refuseKey(staffId: number): void {
    this.withKey(staffId, () => ({ refused: 'invalid_key' }));
  }

  private withKey(staffId: number, change: (one: StaffKeyView) => Partial<StaffKeyView>): AccountView {
    if (!this.account) throw refuse('not_connected');
    const changed = (one: StaffKeyView) => (one.staff_id === staffId ? { ...one, ...change(one) } : one);
    this.account = { ...this.account, staff_keys: this.ownKeys().map(changed) };
    this.changed(['account']);
    return this.account;
  }

  private openReview(): ReviewEntry[] {
    const keller = this.book.entries.find((one) => one.view.customer.name === 'Karin Keller')?.view;
    return [
      {
        id: 1,
        code: 'slot_taken',
        appointment_id: keller?.id ?? null,
        customer_name: 'Karin Keller',
        service_name: 'Dauerwelle',
        phase_key: 'D',
        phase_name: 'Föhnen',
        start: instant(TODAY, 705),
        message: 'User either already has booking at this time or is not available',
        other: null,
        taken_by: {
          staff_name: 'Anna Albrecht',
          from: '11:40',
          to: '12:10',
          made_online: true,
          appointment_id: null,
          service_name: null,
        },
        facts: {},
        opened_at: instant(TODAY, 672),
        remedies: ['other_time', 'other_staff', 'link', 'retry', 'keep_local', 'cancel_all'],
      },
      {
        id: 2,
        code: 'unmapped_booking',
        appointment_id: null,
        customer_name: null,
        service_name: null,
        phase_key: null,
        phase_name: null,
        start: instant('2026-11-28', 660),
        message: null,
        other: null,
        taken_by: null,
        facts: {},
        opened_at: instant(TODAY, 601),
        remedies: ['dismiss'],
      },
      ...this.notices(),
    ];
  }

  private notices(): ReviewEntry[] {
    const about = (id: number, code: string, facts: Record<string, unknown>): ReviewEntry => ({
      id,
      code,
      facts,
      appointment_id: null,
      customer_name: null,
      service_name: null,
      phase_key: null,
      phase_name: null,
      start: null,
      message: null,
      other: null,
      taken_by: null,
      opened_at: instant(TODAY, 600),
      remedies: ['dismiss'],
    });
    const loss = {
      since: instant(TODAY, 75),
      until: instant(TODAY, 552),
      appointments: 1,
      customers: 2,
      starts: [instant(TODAY, 840)],
    };
    return [
      ...(this.scene.clockOff ? [about(3, 'clock_off', { offset_seconds: this.scene.clockOff })] : []),
      ...(this.scene.restored ? [about(4, 'book_restored', loss)] : []),
    ];
  }

  health(): HealthReport {
    const unwell = this.scene.unwell ?? false;
    const took = { count: 9, mean_ms: 1250, p50_ms: 900, p95_ms: 3100, max_ms: 4000 };
    return {
      hours: 24,
      state: unwell ? 'alert' : 'ok',
      done: unwell ? 18 : 20,
      failed: unwell ? 2 : 0,
      not_sent: 0,
      success_percent: unwell ? 90 : 100,
      confirmation: took,
      answer: took,
      targets: {
        success_over_95: !unwell,
        success_over_98: !unwell,
        mean_under_10_s: true,
        max_under_30_s: true,
      },
      waiting: 1,
      sending: 0,
      uncertain: 0,
      blocked: 1,
      review: this.reviewList.length,
      origins: [{ origin: 'desk', count: 12 }],
      codes: unwell ? [{ code: 'server_error', count: 2 }] : [],
      course: courseOf(unwell),
      backup: unwell
        ? { newest: null, bytes: null, kept: 0, fresh: false }
        : { newest: instant(TODAY, 75), bytes: 122_880, kept: 14, fresh: true },
    };
  }

  salon(): SalonInfo {
    return {
      salon_name: 'Friseur 1',
      zone: 'Europe/Berlin',
      today: TODAY,
      now: NOW,
      profile: 'default',
      opens_on: TODAY,
      demo: this.scene.demo ?? false,
      version: '0.1.0',
    };
  }

  catalogue() {
    return { services, staff };
  }

  day(date: string): DayView {
    const appointments = this.book.on(date);
    return {
      revision: this.revision,
      date,
      zone: 'Europe/Berlin',
      from_minute: Math.min(changesClocks(date) ? 0 : 540, ...appointments.map((one) => one.from_minute)),
      to_minute: Math.max(1110, ...appointments.map((one) => one.to_minute)),
      staff: staff.map((one) => ({
        id: one.id,
        name: one.name,
        role: one.role,
        hours: hoursOf(one.id, date),
        blocked: blockedOf(one.id, date),
        load_percent: this.book.load(one.id, date),
      })),
      appointments,
    };
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

  handOver({ appointment_id, key, staff_id }: HandOverRequest): AppointmentDetail {
    const view = this.find(appointment_id);
    view.phases = view.phases.map((phase) =>
      phase.key === key ? { ...phase, staff_id, staff_name: nameOf(staff_id) } : phase,
    );
    this.remember(view.id, {
      action: 'handed_over',
      from: null,
      to: null,
      reason: `${key}: ${nameOf(staff_id)}`,
    });
    this.changed(['appointments', 'sync']);
    return this.appointment(view.id);
  }

  walkIn(serviceId: number): ProposalView[] {
    const service = this.service(serviceId);
    const all = service.staff_ids.flatMap((id) =>
      this.book
        .propose(service, id, { date: TODAY, minute: 680 }, 1, null, 5)
        .filter(({ date }) => date === TODAY),
    );
    return all.sort((a, b) => a.from_minute - b.from_minute);
  }

  wait(request: WaitRequest) {
    const entry = this.waiting.add(this.who(request.customer), request);
    this.changed(['waiting']);
    return entry;
  }

  stopWaiting(id: number): null {
    this.waiting.remove(id);
    this.changed(['waiting']);
    return null;
  }

  bookWaiting({ id, start, staff_id }: BookWaitingRequest): AppointmentDetail {
    const entry = this.waiting.find(id);
    const booked = this.book_({
      customer: { kind: 'known', id: entry.customer.id },
      service_id: entry.service.id,
      staff_id: staff_id ?? entry.place?.staff_id ?? null,
      start: start ?? entry.place?.start ?? '',
      note: entry.note,
      lengths: [],
      then: [],
      hold: null,
      despite_warnings: false,
      idempotency_key: null,
    });
    this.waiting.remove(id);
    return booked;
  }

  eraseCustomer(id: number): ErasedView {
    const theirs = this.book.entries.map(({ view }) => view).filter(({ customer }) => customer.id === id);
    if (theirs.some(({ status, end }) => status === 'booked' && end > NOW)) throw refuse('still_booked');
    const one = this.book.customers.find((customer) => customer.id === id);
    if (one) Object.assign(one, { name: 'Gelöschte Person', phone: null, email: null, note: '' });
    this.changed(['customers']);
    return { appointments: theirs.length, in_calcom: 0 };
  }

  mergeCustomers(kept: number, double: number) {
    const one = this.book.customers.find((customer) => customer.id === kept);
    if (!one) throw refuse('unknown_customer');
    for (const { view } of this.book.entries) if (view.customer.id === double) view.customer = one;
    this.book.customers = this.book.customers.filter((customer) => customer.id !== double);
    this.changed(['customers']);
    return this.customer(kept);
  }

  private who(choice: CustomerChoice): CustomerView {
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

  customers(request: CustomerListRequest) {
    return directoryPage(this.book, request);
  }

  customer(id: number) {
    return cardOf(this.book, id);
  }

  editCustomer(request: EditCustomerRequest) {
    edit(this.book, request);
    this.changed(['customers']);
    return this.customer(request.id);
  }

  findCustomers(text: string) {
    const digits = text.replace(/\D/g, '');
    return this.book.customers
      .filter(
        (one) =>
          one.name.toLowerCase().includes(text.toLowerCase()) ||
          (digits.length > 2 && (one.phone ?? '').replace(/\D/g, '').includes(digits)),
      )
      .slice(0, 8);
  }

  private start(text: string) {
    this.starts.push(text);
    return startOf(text);
  }

  private service(id: number | null) {
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
      const number = serviceOf(request.then[index]?.service_id ?? 0).number ?? 0;
      return enter(this.book, who, number, link.staff_id, { date: at.date, minute: link.from_minute }, [
        'waiting',
      ]).id;
    });
    if (made.length > 0) this.visits.push([view.id, ...made]);
    if (request.idempotency_key) this.once.set(request.idempotency_key, view.id);
    this.changed(['appointments', 'sync']);
    return this.appointment(view.id);
  }

  private write(name: string, phone: string | null) {
    if (name.trim() === '') throw refuse('invalid_name');
    if (phone && phone.replace(/\D/g, '').length < 6) throw refuse('invalid_phone');
    return customer(this.book, name, phone, null);
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
      const date = this.book.entries.find((one) => one.view.id === id)?.date ?? TODAY;
      const at = { date, minute: view.from_minute };
      const service = this.service(view.service.id);
      this.insist(this.book.check(service, view.staff_id, at, view.customer.id, id), true);
    }
    for (const id of ids) {
      const view = this.find(id);
      view.status = 'booked';
      this.parked.delete(id);
      this.remember(id, { action: 'reinstated', from: null, to: view.start, reason: null });
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

  syncStatus(): SyncStatus {
    const count = (state: PhaseSyncState) =>
      this.book.entries.filter((one) => one.view.sync === state && one.view.status === 'booked').length;
    return {
      connection: !this.account ? 'not_connected' : this.scene.offline ? 'offline' : 'online',
      since: this.scene.offline ? instant(TODAY, 672) : null,
      reason: null,
      until: null,
      waiting: count('waiting'),
      sending: count('sending'),
      uncertain: count('uncertain'),
      review: this.reviewList.length,
      last_contact: instant(TODAY, this.scene.offline ? 671 : 679),
      keys_refused: this.ownKeys().flatMap((one) => (one.refused ? [one.staff_name] : [])),
    };
  }

  demoLine(cut: boolean): null {
    this.scene.offline = cut;
    return null;
  }

  /** Everything that waits arrives. */
  syncNow(): null {
    if (this.scene.offline) return null;
    for (const { view } of this.book.entries) {
      for (const phase of view.phases)
        if (phase.sync && phase.sync.state !== 'blocked')
          phase.sync = { ...phase.sync, state: 'synced', booking_id: 13_090_000 + phase.id };
      view.sync = aggregate(view.phases.flatMap((phase) => (phase.sync ? [phase.sync.state] : [])));
    }
    this.changed(['sync']);
    return null;
  }

  review(): ReviewEntry[] {
    return this.reviewList;
  }

  resolveReview(ids: number[], _remedy: Remedy): Decided[] {
    this.reviewList = this.reviewList.filter((one) => !ids.includes(one.id));
    this.changed(['review']);
    return ids.map((id) => ({ id, problem: null }));
  }

  linkChoices(): LinkChoice[] {
    return [{ id: 7, staff_name: 'Mehmet Yilmaz', start: instant(TODAY, 705), end: instant(TODAY, 735) }];
  }

  linkBooking(id: number): null {
    this.resolveReview([id], 'link');
    return null;
  }

  prefer(preferences: Preferences): null {
    this.preferences = preferences;
    return null;
  }

  accountView(): AccountView | null {
    return this.account;
  }

  keychain(): KeychainState {
    return { ok: !this.scene.keychain, code: this.scene.keychain ?? null };
  }

  testConnection(request: ConnectRequest): ConnectionTest {
    if (request.key !== null && !request.key.startsWith('cal_')) throw refuse('key_refused');
    if (request.base_url.includes('nowhere')) throw refuse('host_unreachable');
    if (request.base_url.includes('community'))
      return { user_name: 'Olivia Inhaber', shape: 'individual', teams: [] };
    return {
      user_name: 'Olivia Inhaber',
      shape: 'team',
      teams: [
        { id: 5, name: 'Friseur 1', may_manage: true, shape: 'team' },
        { id: 6, name: 'Barbier am Markt', may_manage: false, shape: 'organization_team' },
      ],
    };
  }

  connect(request: ConnectRequest): AccountView {
    const community = request.base_url.includes('community');
    this.account = community ? this.communityAccount(request.base_url) : this.demoAccount(request.base_url);
    this.changed(['account']);
    return this.account;
  }

  disconnect(): null {
    this.account = null;
    this.changed(['account']);
    return null;
  }

  staffMatches() {
    return staff.map((one) => {
      const user = this.matched.get(one.id);
      return {
        staff_id: one.id,
        staff_name: one.name,
        user_id: user ?? null,
        user_name: user ? `${one.name} Beispielhaft` : null,
        candidates: user
          ? []
          : [
              { user_id: 14, name: 'Lea Sonntag' },
              { user_id: 15, name: 'Lea Montag' },
            ],
      };
    });
  }

  matchStaff(staffId: number, userId: number): null {
    this.matched.set(staffId, userId);
    this.changed(['staff']);
    return null;
  }

  planEventTypes(): ProvisionStep[] {
    return services.slice(0, 3).flatMap((service) =>
      service.parts
        .filter((part) => part.kind === 'segment')
        .flatMap((part) =>
          staff.slice(0, 3).map((one, index) => ({
            service_name: service.name,
            segment_key: part.key,
            staff_name: one.name,
            minutes: part.minutes,
            slug: `kamm-${String(service.number)}-${part.key.toLowerCase()}-${String(one.id)}`,
            action: this.provisioned || index > 0 ? ('keep' as const) : ('create' as const),
            problem: null,
          })),
        ),
    );
  }

  /** One after the other; in a slow scene the first run gets no further than the first, until somebody stops it. */
  async applyEventTypes(): Promise<Provisioned> {
    const steps = this.planEventTypes();
    const toDo = steps.filter((step) => step.action === 'create');
    for (const [place, step] of toDo.entries()) {
      const done = place + 1;
      this.provisioning({ done, all: toDo.length, step });
      if (this.scene.slowSetUp && !this.stopped) {
        await new Promise<void>((go) => (this.letGo = go));
        return { steps: toDo.slice(0, done), left: toDo.length - done };
      }
    }
    this.provisioned = true;
    return { steps, left: 0 };
  }

  stopEventTypes(): null {
    this.stopped = true;
    this.letGo();
    return null;
  }

  /** Two that nobody needs any more; on one of them somebody is booked. */
  oldEventTypes(): OldEventType[] {
    const old = {
      event_type_id: 71,
      slug: 'kamm-440-e-s2',
      title: 'Ansatzfärbung · E · Anna',
      deleted: false,
    };
    const booked = { ...old, event_type_id: 72, slug: 'kamm-440-e-s3', bookings: 2, kept: 'booked' as const };
    return this.cleaned ? [booked] : [{ ...old, bookings: 0, kept: null }, booked];
  }

  cleanEventTypes(chosen: number[]): OldEventType[] {
    const old = this.oldEventTypes().filter((one) => chosen.includes(one.event_type_id));
    this.cleaned = true;
    return old.map((one) => ({ ...one, deleted: true }));
  }

  verifyEventTypes(): MapFinding[] {
    const missing = this.planEventTypes().filter((step) => step.action === 'create');
    return missing.map((step) => ({
      code: 'not_provisioned',
      service_name: step.service_name,
      segment_key: step.segment_key,
      segment_name: '',
      staff_name: step.staff_name,
      event_type_id: null,
      remedy: 'apply',
    }));
  }
}
