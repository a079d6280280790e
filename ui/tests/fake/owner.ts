/** What the owner sets up in the fake salon: services, staff, hours, and which event type stands for whom. */
import type { ArchiveRequest } from '../../src/lib/ipc/ArchiveRequest';
import type { CatalogueSheets } from '../../src/lib/ipc/CatalogueSheets';
import type { DateHoursRequest } from '../../src/lib/ipc/DateHoursRequest';
import type { DifferingAppointment } from '../../src/lib/ipc/DifferingAppointment';
import type { EventGrid } from '../../src/lib/ipc/EventGrid';
import type { LinkRequest } from '../../src/lib/ipc/LinkRequest';
import type { PairRequest } from '../../src/lib/ipc/PairRequest';
import type { PairView } from '../../src/lib/ipc/PairView';
import type { ResolvedChild } from '../../src/lib/ipc/ResolvedChild';
import type { OnlineSheet } from '../../src/lib/ipc/OnlineSheet';
import type { PartSheet } from '../../src/lib/ipc/PartSheet';
import type { Publications } from '../../src/lib/ipc/Publications';
import type { ServiceSaved } from '../../src/lib/ipc/ServiceSaved';
import type { ServiceSheet } from '../../src/lib/ipc/ServiceSheet';
import type { StaffSaved } from '../../src/lib/ipc/StaffSaved';
import type { StaffSheet } from '../../src/lib/ipc/StaffSheet';
import type { TimeOffRequest } from '../../src/lib/ipc/TimeOffRequest';
import { isDate, MINUTES_PER_DAY } from '../../src/lib/time/civil';
import { type Book, instant, type Start, startOf } from './book';
import { services, staff, takenOver } from './catalogue';
import { refuse } from './refuse';

const COLOURS = ['blue', 'rose', 'teal', 'amber'];
const LONG_DAY = [{ from_minute: 540, to_minute: 1110 }];

const instantOf = ({ date, minute }: Start) => instant(date, minute);

export class FakeOwner {
  private online = new Map<number, OnlineSheet>();
  private services: ServiceSheet[] = services.map((one) => ({
    id: one.id,
    version: 1,
    archived: false,
    number: one.number,
    name: one.name,
    category: one.category,
    colour: one.colour,
    price_cents: one.price_cents,
    public: true,
    parts: one.parts.map((part): PartSheet => {
      if (part.kind === 'gap') return { kind: 'gap', minutes: part.minutes, bookable: part.bookable };
      const helper = takenOver[`${String(one.number)}:${part.key}`];
      const ids = helper === undefined ? one.staff_ids : [helper, ...one.staff_ids];
      return {
        kind: 'segment',
        key: part.key,
        name: part.name,
        minutes: part.minutes,
        hand_over: helper !== undefined,
        performers: ids.map((staff_id) => ({ staff_id, minutes: null })),
      };
    }),
  }));
  private staff: StaffSheet[] = staff.map((one, at) => ({
    id: one.id,
    version: 1,
    archived: false,
    name: one.name,
    role: one.role,
    colour: COLOURS[at] ?? 'slate',
    calcom_user_id: one.calcom_user_id,
    week: [2, 3, 4, 5].map((weekday) => ({ weekday, stretches: LONG_DAY })),
    exceptions: [],
    time_off: [],
  }));
  private linked = new Map<string, number>();
  private readonly children = new Map<number, number>();
  private readonly adjusted = new Set<number>();
  private readonly book: Book;
  private readonly changed: (topics: string[]) => void;

  constructor(book: Book, changed: (topics: string[]) => void) {
    this.book = book;
    this.changed = changed;
  }

  sheets(): CatalogueSheets {
    const palette = ['blue', 'copper', 'plum', 'moss', 'teal', 'rose', 'amber', 'sand', 'slate'];
    return { services: this.services, staff: this.staff, palette };
  }

  serviceSheet(id: number): ServiceSaved {
    const service = this.services.find((one) => one.id === id);
    if (!service) throw refuse('unknown_service');
    const nowhere = { event_types: [], succeeded_at: null, failure: null };
    return { service, differing: this.differing(service), online: this.online.get(id) ?? nowhere };
  }

  private differing(service: ServiceSheet): DifferingAppointment[] {
    const minutes_today = service.parts.reduce((sum, part) => sum + part.minutes, 0);
    return this.book.entries
      .map((one) => one.view)
      .filter((view) => view.service.id === service.id && view.status === 'booked')
      .filter((view) => view.to_minute - view.from_minute !== minutes_today && !this.adjusted.has(view.id))
      .map((view) => ({
        id: view.id,
        start: view.start,
        customer_name: view.customer.name,
        staff_name: view.staff_name,
        minutes: view.to_minute - view.from_minute,
        minutes_today,
        differences: ['lengths'],
        booked_anew: false,
        refusals: [],
        warnings: [],
      }));
  }

  /** Somebody has put an event type at the address of the balayage. */
  publishService(id: number, adopt: boolean): Publications {
    const service = this.services.find((one) => one.id === id);
    if (!service) throw refuse('unknown_service');
    const known = (this.online.get(id)?.event_types.length ?? 0) > 0;
    const inTheWay = service.name === 'Balayage' && !known;
    const at = '2026-11-27T09:12:00+01:00';
    if (inTheWay && !adopt) {
      const failure = { tried_at: at, attempts: 1, code: 'slug_in_use', message: '' };
      this.online.set(id, { event_types: [], succeeded_at: null, failure });
      throw refuse('slug_in_use', { names: ['Strähnen alt · 90 min'] });
    }
    const event_types = [{ event_type_id: 900 + id, staff_name: null }];
    this.online.set(id, { event_types, succeeded_at: at, failure: null });
    const minutes = service.parts.reduce((sum, part) => sum + part.minutes, 0);
    const what = inTheWay ? 'adopted' : known ? 'updated' : 'created';
    const one = { what, staff_name: null, event_type_id: 900 + id, minutes, attempts: 1 } as const;
    return { done: [{ ...one, slug: service.name.toLowerCase() }], without_key: [] };
  }

  saveService(sheet: ServiceSheet): ServiceSaved {
    if (sheet.parts.at(-1)?.kind === 'gap') throw refuse('gap_at_the_edge');
    const taken = this.services.some(
      (one) => one.number !== null && one.number === sheet.number && one.id !== sheet.id,
    );
    if (taken) throw refuse('number_taken');
    const keys = 'ABCDEFGHIJ'
      .split('')
      .filter((key) => !sheet.parts.some((part) => 'key' in part && part.key === key));
    const parts = sheet.parts.map((part) =>
      part.kind === 'segment' && part.key === null ? { ...part, key: keys.shift() ?? 'Z' } : part,
    );
    const id = sheet.id ?? Math.max(...this.services.map((one) => one.id ?? 0)) + 1;
    const before = this.services.find((one) => one.id === id);
    if (before && before.version !== sheet.version) throw refuse('changed_meanwhile');
    const saved = { ...sheet, id, parts, version: sheet.version + 1 };
    this.services = before
      ? this.services.map((one) => (one.id === id ? saved : one))
      : [...this.services, saved];
    this.changed(['services']);
    return this.serviceSheet(id);
  }

  archiveService({ id, archived }: ArchiveRequest): ServiceSaved {
    const { service } = this.serviceSheet(id);
    this.services = this.services.map((one) =>
      one.id === id ? { ...service, archived, version: service.version + 1 } : one,
    );
    this.changed(['services']);
    return this.serviceSheet(id);
  }

  adjust(id: number): void {
    this.adjusted.add(id);
    this.changed(['appointments']);
  }

  private person(id: number): StaffSheet {
    const found = this.staff.find((one) => one.id === id);
    if (!found) throw refuse('unknown_staff');
    return found;
  }

  private put(sheet: StaffSheet): StaffSheet {
    const known = this.staff.some((one) => one.id === sheet.id);
    this.staff = known
      ? this.staff.map((one) => (one.id === sheet.id ? sheet : one))
      : [...this.staff, sheet];
    this.changed(['staff']);
    return sheet;
  }

  saveStaff(sheet: StaffSheet): StaffSaved {
    const id = sheet.id ?? Math.max(...this.staff.map((one) => one.id ?? 0)) + 1;
    return { staff: this.put({ ...sheet, id, version: sheet.version + 1 }), in_the_way: [] };
  }

  archiveStaff({ id, archived }: ArchiveRequest): StaffSheet {
    const busy = this.book.entries.some((one) => one.view.staff_id === id && one.view.status === 'booked');
    if (archived && busy) throw refuse('still_booked');
    const person = this.person(id);
    return this.put({ ...person, archived, version: person.version + 1 });
  }

  takeTimeOff({ staff_id, from, to, pause, note }: TimeOffRequest): StaffSaved {
    const person = this.person(staff_id);
    const moment = (text: string, edge: number) =>
      isDate(text) ? instant(text, edge) : instantOf(startOf(text));
    const [start, end] = [moment(from, 0), moment(to, MINUTES_PER_DAY)];
    if (end <= start) throw refuse('invalid_hours');
    const off = {
      id: person.time_off.length + 1,
      start,
      end,
      reason: pause ? 'break' : 'time_off',
      note,
    };
    const hit = this.book.entries.filter(
      ({ view }) => view.staff_id === staff_id && view.start < end && start < view.end,
    );
    return {
      staff: this.put({ ...person, time_off: [...person.time_off, off] }),
      in_the_way: hit.map(({ view }) => ({
        id: view.id,
        start: view.start,
        customer_name: view.customer.name,
        service_name: view.service.name,
      })),
    };
  }

  giveTimeBack(id: number): StaffSheet {
    const person = this.staff.find((one) => one.time_off.some((off) => off.id === id));
    if (!person) throw refuse('unknown_time_off');
    return this.put({ ...person, time_off: person.time_off.filter((off) => off.id !== id) });
  }

  setDateHours({ staff_id, date, stretches, usual }: DateHoursRequest): StaffSaved {
    const person = this.person(staff_id);
    const others = person.exceptions.filter((one) => one.date !== date);
    const exceptions = usual ? others : [...others, { date, stretches }];
    return { staff: this.put({ ...person, exceptions }), in_the_way: [] };
  }

  eventGrid(): EventGrid {
    const cells = this.services.slice(0, 5).flatMap((service) =>
      service.parts.flatMap((part) => {
        if (part.kind === 'gap') return [];
        return part.performers.map((one, at) => {
          const service_id = service.id ?? 0;
          const segment_key = part.key ?? '';
          const linked = this.linked.get(`${String(service_id)}-${segment_key}-${String(one.staff_id)}`);
          const state = linked
            ? ('mapped' as const)
            : at === 0
              ? ('missing' as const)
              : at === 1
                ? ('wrong' as const)
                : ('managed' as const);
          const event_type_id =
            linked ?? (state === 'missing' ? null : 4000 + service_id * 10 + one.staff_id);
          return {
            service_id,
            segment_key,
            staff_id: one.staff_id,
            minutes: part.minutes,
            state,
            event_type_id,
            child_event_type_id:
              state === 'managed' ? (this.children.get(one.staff_id) ?? 9000 + one.staff_id) : null,
            mapped_minutes: state === 'wrong' ? part.minutes + 5 : part.minutes,
            slug:
              event_type_id === null ? null : `kamm-${String(service.number)}-${segment_key.toLowerCase()}`,
            flaws: state === 'wrong' ? (['wrong_length'] as const).slice() : [],
          };
        });
      }),
    );
    return { cells };
  }

  eventPair(pair: PairRequest): PairView {
    const cell = this.eventGrid().cells.find(
      (one) =>
        one.service_id === pair.service_id &&
        one.segment_key === pair.segment_key &&
        one.staff_id === pair.staff_id,
    );
    const id = cell?.event_type_id ?? null;
    return {
      event_type:
        id === null
          ? null
          : {
              id,
              title: 'Ansatzfärbung · A',
              slug: cell?.slug ?? '',
              minutes: 30,
              hidden: true,
              managed: false,
              hosts: 1,
            },
      gone: false,
      flaws: cell?.flaws ?? [],
      history:
        id === null
          ? []
          : [
              {
                at: '2026-11-20T10:00:00Z',
                how: 'provisioned',
                event_type_id: id,
                child_event_type_id: null,
                minutes: 30,
              },
            ],
    };
  }

  /** The child of the pair is another one from now on. */
  resolvePair(pair: PairRequest): ResolvedChild[] {
    this.children.set(pair.staff_id, 9100 + pair.staff_id);
    return [];
  }

  linkEventType(link: LinkRequest): EventGrid {
    const key = `${String(link.service_id)}-${link.segment_key}-${String(link.staff_id)}`;
    if (link.event_type_id === null) this.linked.delete(key);
    else if (link.event_type_id < 1000) throw refuse('unknown_event_type');
    else this.linked.set(key, link.event_type_id);
    return this.eventGrid();
  }
}
