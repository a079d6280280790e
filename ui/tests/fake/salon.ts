import type { BlockedView } from '../../src/lib/ipc/BlockedView';
import { FakeFiles } from './files';
import type { AppointmentDetail } from '../../src/lib/ipc/AppointmentDetail';
import type { BookWaitingRequest } from '../../src/lib/ipc/BookWaitingRequest';
import type { ErasedView } from '../../src/lib/ipc/ErasedView';
import type { ProposalView } from '../../src/lib/ipc/ProposalView';
import type { WaitRequest } from '../../src/lib/ipc/WaitRequest';
import type { ConnectionState } from '../../src/lib/ipc/ConnectionState';
import type { CustomerListRequest } from '../../src/lib/ipc/CustomerListRequest';
import type { EditCustomerRequest } from '../../src/lib/ipc/EditCustomerRequest';
import type { DayView } from '../../src/lib/ipc/DayView';
import type { PhaseSyncState } from '../../src/lib/ipc/PhaseSyncState';
import type { Preferences } from '../../src/lib/ipc/Preferences';
import type { ProvisionProgress } from '../../src/lib/ipc/ProvisionProgress';
import type { HealthReport } from '../../src/lib/ipc/HealthReport';
import type { SyncStatus } from '../../src/lib/ipc/SyncStatus';
import type { SalonInfo } from '../../src/lib/ipc/SalonInfo';
import type { SheetAppointment } from '../../src/lib/ipc/SheetAppointment';
import { addDays } from '../../src/lib/time/civil';
import { Book, blockedOf, changesClocks, hoursOf, instant, NOW, TODAY } from './book';
import { services, staff } from './catalogue';
import { fillCalendar, fillCrowd } from './crowd';
import { cardOf, directoryPage, edit } from './customers';
import { aggregate, fillFriday } from './friday';
import { Late } from './late';
import { fillOdd } from './odd';
import { FakeOwner } from './owner';
import { fillPast } from './past';
import { Refusals } from './refusals';
import { refuse } from './refuse';
import { FakeZones } from './zones';
import { FakeWaiting } from './waiting';
import { FakeAccount } from './account';
import { FakeDiary } from './diary';
import { healthOf } from './health';
import { FakeReview } from './review';
import type { Scene } from './scene';

const waits = (time: BlockedView): BlockedView => ({
  ...time,
  sync: time.sync && 'waiting',
  held: time.held.map((held) => ({ ...held, state: 'waiting' })),
});

/** The whole of the fake salon: what the window is told by a program that is not there. */
export class FakeSalon {
  readonly book = new Book();
  readonly owner: FakeOwner;
  readonly account: FakeAccount;
  readonly zones: FakeZones;
  readonly diary: FakeDiary;
  readonly review: FakeReview;
  readonly calls: string[] = [];
  revision = 1;
  preferences: Preferences = {
    customer_mails: 'first',
    address: '',
    segment_cancelled: 'cancel_all',
    hold_online: true,
  };
  readonly waiting = new FakeWaiting(this.book);
  /** Something was committed: as the program tells it. */
  readonly changed: (topics: string[]) => void;
  readonly scene: Scene;
  readonly files = new FakeFiles();
  readonly late = new Late();
  readonly refusals = new Refusals();
  private blocksWait = false;

  constructor(
    scene: Scene,
    changed: (revision: number, topics: string[]) => void,
    provisioning: (progress: ProvisionProgress) => void,
  ) {
    this.scene = scene;
    this.changed = (topics) => {
      this.revision += 1;
      changed(this.revision, topics);
    };
    this.owner = new FakeOwner(this.book, this.changed);
    this.zones = new FakeZones(scene);
    this.account = new FakeAccount(scene, this.changed, provisioning);
    this.diary = new FakeDiary(this.book, this.changed);
    fillFriday(this.book);
    if (scene.past) fillPast(this.book);
    if (scene.crowd) fillCrowd(this.book, scene.crowd.staff, scene.crowd.appointments);
    if (scene.odd) fillOdd(this.book);
    if (scene.calendar) fillCalendar(this.book, scene.calendar);
    this.review = new FakeReview(this.book, scene, this.changed);
  }

  /** What holds time in Cal.com is sent once more. */
  sendBlocksAgain(): void {
    this.blocksWait = true;
    this.changed(['appointments']);
  }

  salon(): SalonInfo {
    return {
      salon_name: 'Friseur 1',
      zone: this.zones.zone,
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

  phones(date: string): Record<number, string> {
    const customers = this.book.on(date).map(({ customer }) => customer);
    return Object.fromEntries(customers.flatMap(({ id, phone }) => (phone === null ? [] : [[id, phone]])));
  }

  week(staffId: number, from: string): DayView[] {
    if (!this.catalogue().staff.some(({ id }) => id === staffId)) throw refuse('unknown_staff');
    return Array.from({ length: 7 }, (_, index) => {
      const day = this.day(addDays(from, index));
      const does = ({ phases }: SheetAppointment) => phases.some((phase) => phase.staff_id === staffId);
      return {
        ...day,
        staff: day.staff.filter(({ id }) => id === staffId),
        appointments: day.appointments.filter(does),
      };
    });
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
        blocked: blockedOf(one.id, date).map((time) => (this.blocksWait ? waits(time) : time)),
        load_percent: this.book.load(one.id, date),
      })),
      appointments,
    };
  }

  walkIn(serviceId: number): ProposalView[] {
    const service = this.diary.service(serviceId);
    const all = service.staff_ids.flatMap((id) =>
      this.book
        .propose(service, id, { date: TODAY, minute: 680 }, 1, null, 5)
        .filter(({ date }) => date === TODAY),
    );
    return all.sort((a, b) => a.from_minute - b.from_minute);
  }

  wait(request: WaitRequest) {
    const entry = this.waiting.add(this.diary.who(request.customer), request);
    this.changed(['waiting']);
    return entry;
  }

  stopWaiting(id: number): null {
    this.waiting.remove(id);
    this.changed(['waiting']);
    return null;
  }

  bookWaiting({ id, start, staff_id, despite_warnings }: BookWaitingRequest): AppointmentDetail {
    const entry = this.waiting.find(id);
    const booked = this.diary.book_({
      customer: { kind: 'known', id: entry.customer.id },
      service_id: entry.service.id,
      staff_id: staff_id ?? entry.place?.staff_id ?? null,
      start: start ?? entry.place?.start ?? '',
      note: entry.note,
      lengths: [],
      then: [],
      hold: null,
      despite_warnings,
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

  syncStatus(): SyncStatus {
    const count = (state: PhaseSyncState) =>
      this.book.entries.filter((one) => one.view.sync === state && one.view.status === 'booked').length;
    return {
      connection: this.connection(),
      since: this.scene.offline ? (this.scene.offlineSince ?? instant(TODAY, 672)) : null,
      reason: null,
      until: null,
      waiting: count('waiting'),
      sending: count('sending'),
      uncertain: count('uncertain'),
      review: this.review.list.length,
      last_contact: this.scene.offlineSince ?? instant(TODAY, this.scene.offline ? 671 : 679),
      keys_refused: this.account.ownKeys().flatMap((one) => (one.refused ? [one.staff_name] : [])),
    };
  }

  private connection(): ConnectionState {
    if (!this.account.accountView()) return 'not_connected';
    if (this.scene.refused) return 'credentials';
    return this.scene.offline ? 'offline' : 'online';
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

  prefer(preferences: Preferences): null {
    this.preferences = preferences;
    return null;
  }

  health(): HealthReport {
    return healthOf(this.scene.unwell ?? false, this.review.list.length);
  }
}
