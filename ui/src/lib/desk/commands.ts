import { invoke } from '@tauri-apps/api/core';
import { listen, type UnlistenFn } from '@tauri-apps/api/event';
import type { Language } from '../i18n/messages';
import type { AccountView } from '../ipc/AccountView';
import type { AdjustRequest } from '../ipc/AdjustRequest';
import type { AppointmentDetail } from '../ipc/AppointmentDetail';
import type { AskedView } from '../ipc/AskedView';
import type { ArchiveRequest } from '../ipc/ArchiveRequest';
import type { BookRequest } from '../ipc/BookRequest';
import type { BookWaitingRequest } from '../ipc/BookWaitingRequest';
import type { CallListView } from '../ipc/CallListView';
import type { CallView } from '../ipc/CallView';
import type { CancelManyRequest } from '../ipc/CancelManyRequest';
import type { CancelRequest } from '../ipc/CancelRequest';
import type { CatalogueSheets } from '../ipc/CatalogueSheets';
import type { CatalogueView } from '../ipc/CatalogueView';
import type { Changed } from '../ipc/Changed';
import type { CheckRequest } from '../ipc/CheckRequest';
import type { CheckView } from '../ipc/CheckView';
import type { ConnectionTest } from '../ipc/ConnectionTest';
import type { ConnectRequest } from '../ipc/ConnectRequest';
import type { CustomerDetail } from '../ipc/CustomerDetail';
import type { CustomerGlance } from '../ipc/CustomerGlance';
import type { CustomerListRequest } from '../ipc/CustomerListRequest';
import type { CustomerListView } from '../ipc/CustomerListView';
import type { CustomerView } from '../ipc/CustomerView';
import type { DateHoursRequest } from '../ipc/DateHoursRequest';
import type { DayView } from '../ipc/DayView';
import type { Decided } from '../ipc/Decided';
import type { EditCustomerRequest } from '../ipc/EditCustomerRequest';
import type { ErasedView } from '../ipc/ErasedView';
import type { ExportChoice } from '../ipc/ExportChoice';
import type { FoundSheet } from '../ipc/FoundSheet';
import type { HandOverRequest } from '../ipc/HandOverRequest';
import type { HealthReport } from '../ipc/HealthReport';
import type { EventGrid } from '../ipc/EventGrid';
import type { HoldRequest } from '../ipc/HoldRequest';
import type { HoldView } from '../ipc/HoldView';
import type { ImportLook } from '../ipc/ImportLook';
import type { ImportReport } from '../ipc/ImportReport';
import type { ImportRequest } from '../ipc/ImportRequest';
import type { KeychainState } from '../ipc/KeychainState';
import type { LeftLine } from '../ipc/LeftLine';
import type { LinkChoice } from '../ipc/LinkChoice';
import type { ListRequest } from '../ipc/ListRequest';
import type { ListView } from '../ipc/ListView';
import type { LinkRequest } from '../ipc/LinkRequest';
import type { MachineChoice } from '../ipc/MachineChoice';
import type { MachineView } from '../ipc/MachineView';
import type { MapFinding } from '../ipc/MapFinding';
import type { MoveRequest } from '../ipc/MoveRequest';
import type { OldEventType } from '../ipc/OldEventType';
import type { OwnerState } from '../ipc/OwnerState';
import type { ParkedView } from '../ipc/ParkedView';
import type { OtherZones } from '../ipc/OtherZones';
import type { PairRequest } from '../ipc/PairRequest';
import type { PairView } from '../ipc/PairView';
import type { Preferences } from '../ipc/Preferences';
import type { Progress } from '../ipc/Progress';
import type { ProposalView } from '../ipc/ProposalView';
import type { ProposeRequest } from '../ipc/ProposeRequest';
import type { ProvisionProgress } from '../ipc/ProvisionProgress';
import type { ProvisionStep } from '../ipc/ProvisionStep';
import type { Provisioned } from '../ipc/Provisioned';
import type { Publications } from '../ipc/Publications';
import type { Rebuild } from '../ipc/Rebuild';
import type { Remedy } from '../ipc/Remedy';
import type { ResolvedChild } from '../ipc/ResolvedChild';
import type { ReviewEntry } from '../ipc/ReviewEntry';
import type { SalonInfo } from '../ipc/SalonInfo';
import type { ServiceSaved } from '../ipc/ServiceSaved';
import type { ServiceSheet } from '../ipc/ServiceSheet';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { StaffKeyRequest } from '../ipc/StaffKeyRequest';
import type { StaffMatch } from '../ipc/StaffMatch';
import type { StaffSaved } from '../ipc/StaffSaved';
import type { StaffSheet } from '../ipc/StaffSheet';
import type { StartView } from '../ipc/StartView';
import type { SyncStatus } from '../ipc/SyncStatus';
import type { TeamMember } from '../ipc/TeamMember';
import type { TimeOffRequest } from '../ipc/TimeOffRequest';
import type { WeekdayHours } from '../ipc/WeekdayHours';
import type { WaitingView } from '../ipc/WaitingView';
import type { WaitRequest } from '../ipc/WaitRequest';
import { Failure } from './failure';

let askForPin: () => Promise<boolean> = () => Promise.resolve(false);

/** Who is asked when a command is the owner's; true: ask the program again. */
export function whenPinNeeded(ask: () => Promise<boolean>): void {
  askForPin = ask;
}

async function call<Answer>(
  command: string,
  args: Record<string, unknown> = {},
  asked = invoke<Answer>(command, args),
): Promise<Answer> {
  try {
    return await asked;
  } catch (cause) {
    const failure = Failure.from(cause);
    if (failure.code === 'pin_needed' && (await askForPin())) return call<Answer>(command, args);
    throw failure;
  }
}

declare global {
  interface Window {
    /** What the program's window has asked before the page was read: the answer to `start`. */
    startAhead?: Promise<StartView>;
  }
}

/** Once: whoever asks again wants to know how things stand now. */
function startAhead(): Promise<StartView> | undefined {
  const { startAhead } = window;
  delete window.startAhead;
  return startAhead;
}

/** Everything the window may ask of the program. Each call rejects with a `Failure`. */
export const desk = {
  start: () => call<StartView>('start', {}, startAhead()),
  /** What is booked on the first day besides that which its first picture shows; once. */
  restOfFirstDay: () => call<SheetAppointment[]>('rest_of_first_day'),
  revision: () => call<number>('revision'),
  /** Once the first picture stands. */
  prepare: () => call<null>('prepare'),
  salon: () => call<SalonInfo>('salon'),
  startWithSample: (name: string, zone: string) => call<null>('start_with_sample', { name, zone }),
  nameSalon: (name: string, zone: string) => call<null>('name_salon', { name, zone }),
  sampleServices: () => call<null>('sample_services'),
  catalogue: () => call<CatalogueView>('catalogue'),
  /** What of seven days from a date on is somebody's. */
  week: (staffId: number, date: string) => call<DayView[]>('week', { staffId, date }),
  day: (date: string) => call<DayView>('day', { date }),
  /** By customer. */
  phones: (date: string) => call<Record<number, string>>('phones', { date }),
  appointment: (id: number) => call<AppointmentDetail>('appointment', { id }),
  appointments: (request: ListRequest) => call<ListView>('appointments', { request }),
  findCustomers: (text: string) => call<CustomerView[]>('find_customers', { text }),

  customers: (request: CustomerListRequest) => call<CustomerListView>('customers', { request }),
  customer: (id: number) => call<CustomerDetail>('customer', { id }),
  customerGlance: (id: number) => call<CustomerGlance>('customer_glance', { id }),
  /** Whom somebody new may be. */
  resembling: (name: string, phone: string) => call<CustomerView[]>('resembling', { name, phone }),
  editCustomer: (request: EditCustomerRequest) => call<CustomerDetail>('edit_customer', { request }),
  eraseCustomer: (id: number) => call<ErasedView>('erase_customer', { id }),
  mergeCustomers: (kept: number, double: number) => call<CustomerDetail>('merge_customers', { kept, double }),
  /** Writes a file and answers where it lies. */
  exportCustomer: (id: number, choice: ExportChoice) => call<string>('export_customer', { id, choice }),

  /** The page before this call; null: the latest. */
  calls: (before: number | null) => call<CallListView>('calls', { before }),
  findCalls: (text: string) => call<CallView[]>('find_calls', { text }),

  propose: (request: ProposeRequest) => call<ProposalView[]>('propose', { request }),
  check: (request: CheckRequest) => call<CheckView>('check', { request }),
  /** What Cal.com says about it, if it can be asked; the desk does not wait for that. */
  askCalcom: (request: CheckRequest) => call<AskedView[]>('ask_calcom', { request }),
  hold: (request: HoldRequest) => call<HoldView>('hold', { request }),
  releaseHold: (token: string) => call<null>('release_hold', { token }),

  book: (request: BookRequest) => call<AppointmentDetail>('book', { request }),
  move: (request: MoveRequest) => call<AppointmentDetail>('move_appointment', { request }),
  cancel: (request: CancelRequest) => call<AppointmentDetail>('cancel_appointment', { request }),
  cancelMany: (request: CancelManyRequest) => call<null>('cancel_appointments', { request }),
  /** All of them or none. */
  reinstate: (ids: number[]) => call<null>('reinstate_appointments', { ids }),
  handOver: (request: HandOverRequest) => call<AppointmentDetail>('hand_over', { request }),
  /** Who can take somebody now, and how soon. */
  walkIn: (serviceId: number) => call<ProposalView[]>('walk_in', { serviceId }),
  tray: () => call<ParkedView[]>('tray'),
  /** All of them or none. */
  park: (ids: number[]) => call<null>('park', { ids }),

  waiting: () => call<WaitingView[]>('waiting'),
  wait: (request: WaitRequest) => call<WaitingView>('wait', { request }),
  stopWaiting: (id: number) => call<null>('stop_waiting', { id }),
  bookWaiting: (request: BookWaitingRequest) => call<AppointmentDetail>('book_waiting', { request }),

  markNoShow: (id: number) => call<AppointmentDetail>('mark_no_show', { id }),

  sheets: () => call<CatalogueSheets>('sheets'),
  serviceSheet: (id: number) => call<ServiceSaved>('service_sheet', { id }),
  saveService: (sheet: ServiceSheet) => call<ServiceSaved>('save_service', { sheet }),
  archiveService: (request: ArchiveRequest) => call<ServiceSaved>('archive_service', { request }),
  adjust: (request: AdjustRequest) => call<AppointmentDetail>('adjust_appointment', { request }),
  saveStaff: (sheet: StaffSheet) => call<StaffSaved>('save_staff', { sheet }),
  archiveStaff: (request: ArchiveRequest) => call<StaffSheet>('archive_staff', { request }),
  takeTimeOff: (request: TimeOffRequest) => call<StaffSaved>('take_time_off', { request }),
  giveTimeBack: (id: number) => call<StaffSheet>('give_time_back', { id }),
  setDateHours: (request: DateHoursRequest) => call<StaffSaved>('set_date_hours', { request }),

  importLook: (request: ImportRequest) => call<ImportLook>('import_look', { request }),
  importFile: (request: ImportRequest) => call<ImportReport>('import_file', { request }),
  /** What was read in stays; the file can be read in again. */
  stopImport: () => call<null>('stop_import'),
  /** Writes a file and answers where it lies. */
  importLeft: (request: ImportRequest, lines: LeftLine[]) => call<string>('import_left', { request, lines }),

  syncStatus: () => call<SyncStatus>('sync_status'),
  health: (hours: number) => call<HealthReport>('health', { hours }),
  syncNow: () => call<null>('sync_now'),
  review: () => call<ReviewEntry[]>('review'),
  split: (id: number) => call<null>('split_appointment', { id }),
  resolveReview: (ids: number[], remedy: Remedy) => call<Decided[]>('resolve_review', { ids, remedy }),
  linkChoices: (id: number) => call<LinkChoice[]>('link_choices', { id }),
  linkBooking: (id: number, choice: number) => call<null>('link_booking', { id, choice }),

  preferences: () => call<Preferences>('preferences'),
  setPreferences: (preferences: Preferences) => call<null>('set_preferences', { preferences }),

  account: () => call<AccountView | null>('account'),
  keychain: () => call<KeychainState>('keychain'),
  testConnection: (request: ConnectRequest) => call<ConnectionTest>('test_connection', { request }),
  connect: (request: ConnectRequest) => call<AccountView>('connect', { request }),
  disconnect: () => call<null>('disconnect'),
  teamMembers: () => call<TeamMember[]>('team_members'),
  connectStaff: (request: StaffKeyRequest) => call<AccountView>('connect_staff', { request }),
  takeOnStaff: (key: string) => call<AccountView>('take_on_staff', { key }),
  disconnectStaff: (staffId: number) => call<AccountView>('disconnect_staff', { staffId }),
  staffMatches: () => call<StaffMatch[]>('staff_matches'),
  matchStaff: (staffId: number, userId: number) => call<null>('match_staff', { staffId, userId }),
  otherZones: () => call<OtherZones | null>('other_zones'),
  moveToZone: (zone: string, despiteAppointments: boolean) =>
    call<null>('move_to_zone', { zone, despiteAppointments }),
  calcomWeek: (staffId: number) => call<WeekdayHours[]>('calcom_week', { staffId }),
  foundServices: () => call<FoundSheet[]>('found_services'),
  linkFound: (serviceId: number, eventTypes: number[]) =>
    call<number>('link_found', { serviceId, eventTypes }),
  mayRebuild: () => call<boolean>('may_rebuild'),
  previewRebuild: () => call<Rebuild>('preview_rebuild'),
  rebuild: () => call<Rebuild>('rebuild'),
  planEventTypes: () => call<ProvisionStep[]>('plan_event_types'),
  /** `onProvisioned` hears of each one that is done. */
  applyEventTypes: () => call<Provisioned>('apply_event_types'),
  stopEventTypes: () => call<null>('stop_event_types'),
  oldEventTypes: () => call<OldEventType[]>('old_event_types'),
  /** Only what nothing hangs on is deleted, whatever was chosen. */
  cleanEventTypes: (chosen: number[]) => call<OldEventType[]>('clean_event_types', { chosen }),
  resolvePair: (request: PairRequest) => call<ResolvedChild[]>('resolve_pair', { request }),
  /** Without `adopt`, what stands at its address already is left alone: `slug_in_use`. */
  publishService: (serviceId: number, adopt: boolean) =>
    call<Publications>('publish_service', { serviceId, adopt }),
  verifyEventTypes: () => call<MapFinding[]>('verify_event_types'),
  eventGrid: () => call<EventGrid>('event_grid'),
  eventPair: (request: PairRequest) => call<PairView>('event_pair', { request }),
  linkEventType: (request: LinkRequest) => call<EventGrid>('link_event_type', { request }),

  ownerState: () => call<OwnerState>('owner_state'),
  enterPin: (pin: string) => call<null>('enter_pin', { pin }),
  /** Null takes the PIN away. */
  setPin: (current: string, pin: string | null) => call<null>('set_pin', { current, new: pin }),
  leaveOwner: () => call<null>('leave_owner'),
  machine: () => call<MachineView>('machine'),
  setMachine: (choice: MachineChoice) => call<MachineView>('set_machine', { choice }),
  speak: (language: Language) => call<null>('speak', { language }),
  quit: () => call<null>('quit'),

  /** Cuts or mends the line to the stand-in; only in the demo. */
  demoLine: (cut: boolean) => call<null>('demo_line', { cut }),

  onProvisioned: (heard: (progress: ProvisionProgress) => void): Promise<UnlistenFn> =>
    listen<ProvisionProgress>('provisioned', (event) => heard(event.payload)),
  /** How far something long has come; one thing at a time is waited for. */
  onProgress: (heard: (progress: Progress) => void): Promise<UnlistenFn> =>
    listen<Progress>('progress', (event) => heard(event.payload)),

  onChanged: (heard: (changed: Changed) => void): Promise<UnlistenFn> =>
    listen<Changed>('changed', (event) => heard(event.payload)),

  /** Somebody wanted to close the window of a kiosk. */
  onKeptOpen: (heard: () => void): Promise<UnlistenFn> => listen('kept-open', heard),
};
