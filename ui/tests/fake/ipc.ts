/** Puts the fake salon where the window expects the program. */
import { mockIPC } from '@tauri-apps/api/mocks';
import { emit } from '@tauri-apps/api/event';
import type { BookRequest } from '../../src/lib/ipc/BookRequest';
import type { BookWaitingRequest } from '../../src/lib/ipc/BookWaitingRequest';
import type { HandOverRequest } from '../../src/lib/ipc/HandOverRequest';
import type { WaitRequest } from '../../src/lib/ipc/WaitRequest';
import type { CancelManyRequest } from '../../src/lib/ipc/CancelManyRequest';
import type { CancelRequest } from '../../src/lib/ipc/CancelRequest';
import type { CheckRequest } from '../../src/lib/ipc/CheckRequest';
import type { ConnectRequest } from '../../src/lib/ipc/ConnectRequest';
import type { StaffKeyRequest } from '../../src/lib/ipc/StaffKeyRequest';
import type { CustomerListRequest } from '../../src/lib/ipc/CustomerListRequest';
import type { EditCustomerRequest } from '../../src/lib/ipc/EditCustomerRequest';
import type { ExportChoice } from '../../src/lib/ipc/ExportChoice';
import type { ListRequest } from '../../src/lib/ipc/ListRequest';
import type { MoveRequest } from '../../src/lib/ipc/MoveRequest';
import type { MachineChoice } from '../../src/lib/ipc/MachineChoice';
import type { Preferences } from '../../src/lib/ipc/Preferences';
import type { ProposeRequest } from '../../src/lib/ipc/ProposeRequest';
import type { Remedy } from '../../src/lib/ipc/Remedy';
import { glanceOf, resembling } from './customers';
import { listed } from './listing';
import { called, callsFor } from './phone';
import type { AdjustRequest } from '../../src/lib/ipc/AdjustRequest';
import type { ArchiveRequest } from '../../src/lib/ipc/ArchiveRequest';
import type { DateHoursRequest } from '../../src/lib/ipc/DateHoursRequest';
import type { LinkRequest } from '../../src/lib/ipc/LinkRequest';
import type { PairRequest } from '../../src/lib/ipc/PairRequest';
import type { SheetAppointment } from '../../src/lib/ipc/SheetAppointment';
import type { ServiceSheet } from '../../src/lib/ipc/ServiceSheet';
import type { StaffSheet } from '../../src/lib/ipc/StaffSheet';
import type { TimeOffRequest } from '../../src/lib/ipc/TimeOffRequest';
import type { ImportRequest } from '../../src/lib/ipc/ImportRequest';
import type { LeftLine } from '../../src/lib/ipc/LeftLine';
import { FakeDoor } from './door';
import { refuse } from './refuse';
import { FakeSalon } from './salon';
import type { Scene } from './scene';
import { newBook } from './start';

/** So many columns are in the first picture. */
const ON_THE_SCREEN = 14;

type Args = {
  request: unknown;
  key: unknown;
  sheet: unknown;
  date: string;
  text: string;
  name: string;
  phone: string;
  id: number;
  ids: number[];
  remedy: Remedy;
  choice: ExportChoice | MachineChoice;
  staffId: number;
  userId: number;
  cut: boolean;
  zone: string;
  despiteAppointments: boolean;
  preferences: Preferences;
  serviceId: number;
  before: number | null;
  kept: number;
  double: number;
  adopt: boolean;
  chosen: number[];
  lines: LeftLine[];
  eventTypes: number[];
  pin: string;
  current: string;
  new: string | null;
};

/** What takes one question each says how far it is; a test can keep it between two of them. */
async function oneByOne<T>(salon: FakeSalon, all: T[]): Promise<T[]> {
  for (const place of all.keys()) {
    await emit('progress', { done: place + 1, all: all.length });
    await salon.late.until('next_event_type');
  }
  return all;
}

function answers(salon: FakeSalon, door: FakeDoor): Record<string, (args: Args) => unknown> {
  let holds = 0;
  return {
    revision: () => salon.revision,
    prepare: () => null,
    salon: () => salon.salon(),
    catalogue: () => salon.catalogue(),
    day: ({ date }) => salon.day(date),
    week: ({ staffId, date }) => salon.week(staffId, date),
    phones: ({ date }) => salon.phones(date),
    appointment: ({ id }) => salon.diary.appointment(id),
    appointments: ({ request }) => listed(salon.book, request as ListRequest),
    customers: ({ request }) => salon.customers(request as CustomerListRequest),
    customer: ({ id }) => salon.customer(id),
    customer_glance: ({ id }) => glanceOf(salon.book, id),
    resembling: ({ name, phone }) => resembling(salon.book, name, phone),
    edit_customer: ({ request }) => salon.editCustomer(request as EditCustomerRequest),
    export_customer: ({ id, choice }) =>
      `/home/empfang/Downloads/kamm-${String(id)}.${choice as ExportChoice}`,
    find_customers: ({ text }) => salon.findCustomers(text),
    propose: ({ request }) => salon.diary.propose(request as ProposeRequest),
    ask_calcom: ({ request }) => salon.diary.asked(request as CheckRequest),
    check: ({ request }) => salon.diary.check(request as CheckRequest),
    hold: () => ({ token: `hold-${String(++holds)}`, expires: '2026-11-27T11:25:00+01:00' }),
    release_hold: () => null,
    book: ({ request }) => salon.diary.book_(request as BookRequest),
    move_appointment: ({ request }) => salon.diary.move(request as MoveRequest),
    cancel_appointment: ({ request }) => salon.diary.cancel(request as CancelRequest),
    cancel_appointments: ({ request }) => salon.diary.cancelMany(request as CancelManyRequest),
    reinstate_appointments: ({ ids }) => salon.diary.reinstate(ids),
    hand_over: ({ request }) => salon.diary.handOver(request as HandOverRequest),
    walk_in: ({ serviceId }) => salon.walkIn(serviceId),
    tray: () => salon.diary.tray(),
    park: ({ ids }) => salon.diary.park(ids),
    waiting: () => salon.waiting.list(),
    wait: ({ request }) => salon.wait(request as WaitRequest),
    stop_waiting: ({ id }) => salon.stopWaiting(id),
    book_waiting: ({ request }) => salon.bookWaiting(request as BookWaitingRequest),
    find_calls: ({ text }) => callsFor(salon.book, salon.scene.phoned ?? 0, String(text)),
    calls: ({ before }) => called(salon.book, salon.scene.phoned ?? 0, before),
    erase_customer: ({ id }) => salon.eraseCustomer(id),
    merge_customers: ({ kept, double }) => salon.mergeCustomers(kept, double),
    mark_no_show: ({ id }) => salon.diary.markNoShow(id),
    sheets: () => salon.owner.sheets(),
    service_sheet: ({ id }) => salon.owner.serviceSheet(id),
    save_service: ({ sheet }) => salon.owner.saveService(sheet as ServiceSheet),
    archive_service: ({ request }) => salon.owner.archiveService(request as ArchiveRequest),
    adjust_appointment: ({ request }) => {
      const { appointment_id } = request as AdjustRequest;
      salon.owner.adjust(appointment_id);
      return salon.diary.appointment(appointment_id);
    },
    save_staff: ({ sheet }) => salon.owner.saveStaff(sheet as StaffSheet),
    archive_staff: ({ request }) => salon.owner.archiveStaff(request as ArchiveRequest),
    take_time_off: ({ request }) => salon.owner.takeTimeOff(request as TimeOffRequest),
    give_time_back: ({ id }) => salon.owner.giveTimeBack(id),
    set_date_hours: ({ request }) => salon.owner.setDateHours(request as DateHoursRequest),
    event_grid: () => salon.owner.eventGrid(),
    event_pair: ({ request }) => salon.owner.eventPair(request as PairRequest),
    publish_service: ({ serviceId, adopt }) => salon.owner.publishService(serviceId, adopt),
    link_event_type: ({ request }) => salon.owner.linkEventType(request as LinkRequest),
    import_look: ({ request }) => salon.files.look(request as ImportRequest),
    import_file: ({ request }) => {
      const asked = request as ImportRequest;
      if (!salon.scene.slowImport || asked.rehearse) return salon.files.read(asked);
      return salon.files.readSlowly(asked, (progress) => void emit('progress', progress));
    },
    stop_import: () => salon.files.stop(),
    import_left: ({ lines }) => salon.files.writeLeft(lines),
    calcom_week: () => salon.zones.week(),
    other_zones: () => salon.zones.other(),
    move_to_zone: ({ zone, despiteAppointments }) => salon.zones.move(zone, despiteAppointments),
    found_services: () => salon.files.found(salon.owner.sheets().services),
    link_found: ({ eventTypes }) => salon.files.link(eventTypes),
    may_rebuild: () => salon.scene.rebuildable === true,
    preview_rebuild: () => salon.files.rebuild(),
    rebuild: () => salon.files.rebuild(),
    sync_status: () => salon.syncStatus(),
    demo_line: ({ cut }) => salon.demoLine(cut),
    health: () => salon.health(),
    sync_now: () => salon.syncNow(),
    review: () => salon.review.list,
    resolve_review: ({ ids, remedy }) => salon.review.resolveReview(ids, remedy),
    link_choices: () => salon.review.linkChoices(),
    link_booking: ({ id }) => salon.review.linkBooking(id),
    preferences: () => salon.preferences,
    set_preferences: ({ preferences }) => salon.prefer(preferences),
    account: () => salon.account.accountView(),
    keychain: () => salon.account.keychain(),
    test_connection: ({ request }) => salon.account.testConnection(request as ConnectRequest),
    connect: ({ request }) => salon.account.connect(request as ConnectRequest),
    disconnect: () => salon.account.disconnect(),
    connect_staff: ({ request }) => salon.account.connectStaff(request as StaffKeyRequest),
    take_on_staff: ({ key }) => salon.account.takeOnStaff(key as string),
    disconnect_staff: ({ staffId }) => salon.account.disconnectStaff(staffId as number),
    staff_matches: () => salon.account.staffMatches(),
    match_staff: ({ staffId, userId }) => salon.account.matchStaff(staffId, userId),
    plan_event_types: () => salon.account.planEventTypes(),
    apply_event_types: () => salon.account.applyEventTypes(),
    old_event_types: () => oneByOne(salon, salon.account.oldEventTypes()),
    clean_event_types: ({ chosen }) => oneByOne(salon, salon.account.cleanEventTypes(chosen)),
    resolve_pair: ({ request }) => salon.owner.resolvePair(request as PairRequest),
    stop_event_types: () => salon.account.stopEventTypes(),
    verify_event_types: () => salon.account.verifyEventTypes(),
    owner_state: () => door.state(),
    enter_pin: ({ pin }) => door.enter(pin),
    set_pin: ({ current, new: pin }) => door.set(current, pin),
    leave_owner: () => door.leave(),
    machine: () => door.machine(),
    set_machine: ({ choice }) => door.decide(choice as MachineChoice),
    speak: () => null,
    quit: () => null,
  };
}

export function openFakeSalon(scene: Scene): FakeSalon {
  const salon = new FakeSalon(
    scene,
    (revision, topics) => void emit('changed', { revision, topics }),
    (progress) => void emit('provisioned', progress),
  );
  const door = new FakeDoor(scene.pin ?? null);
  const known: Record<string, (args: Args) => unknown> = {
    ...answers(salon, door),
    ...(scene.newBook ? newBook(salon) : {}),
  };
  const ask = (command: string, args: Partial<Args> = {}) => known[command]?.(args as Args);
  const of = (customer?: string) => salon.book.entries.find(({ view }) => view.customer.name === customer);
  let rest: SheetAppointment[] = [];
  known['rest_of_first_day'] = () => rest.splice(0);
  known['start'] = () => {
    if (scene.broken) throw refuse('store_corrupt');
    const parked = of(scene.parked);
    if (parked) salon.diary.park([parked.view.id]);
    const day = salon.day(salon.salon().opens_on);
    const columns = new Set(day.staff.slice(0, ON_THE_SCREEN).map(({ id }) => id));
    const isShown = (one: SheetAppointment) => one.phases.some((phase) => columns.has(phase.staff_id));
    rest = day.appointments.filter((one) => !isShown(one));
    const first = structuredClone({
      salon: ask('salon'),
      catalogue: ask('catalogue'),
      owner: ask('owner_state'),
      day: { ...day, appointments: day.appointments.filter(isShown) },
    });
    const unheard = of(scene.cancelledUnheard);
    if (unheard) salon.diary.cancel({ appointment_id: unheard.view.id, whole_visit: false, reason: '' });
    return first;
  };
  mockIPC(
    (command, args) => {
      salon.calls.push(command);
      const answer = known[command];
      if (!answer) throw refuse('internal');
      if (scene.failing?.includes(command)) throw refuse('internal');
      door.guard(command);
      salon.refusals.guard(command);
      const given = (args ?? {}) as Args;
      const said = salon.late.until(command)?.then(() => answer(given)) ?? answer(given);
      return said instanceof Promise ? (said as Promise<unknown>) : structuredClone(said);
    },
    { shouldMockEvents: true },
  );
  return salon;
}
