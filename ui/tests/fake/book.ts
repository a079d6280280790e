/** The fake's book: plans combs, knows conflicts, proposes times. Minutes of a day in one zone. */
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import type { BlockedView } from '../../src/lib/ipc/BlockedView';
import type { CheckView } from '../../src/lib/ipc/CheckView';
import type { CustomerView } from '../../src/lib/ipc/CustomerView';
import type { MinuteSpan } from '../../src/lib/ipc/MinuteSpan';
import type { LengthOverride } from '../../src/lib/ipc/LengthOverride';
import type { PhaseView } from '../../src/lib/ipc/PhaseView';
import type { ProposalView } from '../../src/lib/ipc/ProposalView';
import type { ReasonView } from '../../src/lib/ipc/ReasonView';
import type { ServiceView } from '../../src/lib/ipc/ServiceView';
import { clock } from '../../src/lib/time/civil';
import { parseClock } from '../../src/lib/time/typed';
import { minutesShowing, momentOf, shownAt, wallDay } from '../../src/lib/time/wall';
import { refuse } from './refuse';
import { LEA, MEHMET, staff, takenOver } from './catalogue';

const ZONE = 'Europe/Berlin';
export const TODAY = '2026-11-27';
export const NOW = '2026-11-27T11:20:00+01:00';

export type Start = { date: string; minute: number };
/** An appointment and the day it is on. */
export type Entry = { date: string; view: AppointmentView };

/** On such days the fake's sheet begins at midnight. */
export const changesClocks = (date: string) => wallDay(date, ZONE).minutes !== 1440;

/** As the program gives it: RFC 3339 in the salon's zone. */
export function instant(date: string, minute: number): string {
  const day = wallDay(date, ZONE);
  const at = day.begins + minute * 60_000;
  const shown = shownAt(day, minute);
  const ahead = (Date.parse(`${date}T00:00:00Z`) - day.begins) / 60_000 + shown - minute;
  return `${new Date(at + ahead * 60_000).toISOString().slice(0, 19)}${ahead === 120 ? '+02:00' : '+01:00'}`;
}

export const nameOf = (id: number) => staff.find((one) => one.id === id)?.name ?? '';

export function startOf(text: string): Start {
  if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return momentOf(Date.parse(text), ZONE);
  const [date = '', time = '00:00'] = text.split('T');
  const day = wallDay(date, ZONE);
  const minutes = minutesShowing(day, parseClock(time) ?? 0);
  const [minute] = minutes;
  if (minute === undefined) throw refuse('time_does_not_exist');
  if (minutes.length > 1) throw refuse('time_is_ambiguous');
  return { date, minute };
}

export function hoursOf(staffId: number, date: string): MinuteSpan[] {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  if (weekday <= 1) return [];
  const to_minute = weekday === 6 ? 15 * 60 : staffId === LEA ? 15.5 * 60 : 18.5 * 60;
  return [{ from_minute: staffId === MEHMET && weekday !== 6 ? 11 * 60 : 9 * 60, to_minute }];
}

/**
 * Lea's break on Friday is held in Cal.com, half of her Saturday off is refused; nothing has to hold Mehmet's. On Tuesday hers are
 * short.
 */
export function blockedOf(staffId: number, date: string): BlockedView[] {
  const pause = { from_minute: 720, to_minute: 750, reason: 'break', note: '' };
  const since = '2026-11-27T08:40:00+01:00';
  const stands = { since, code: null, message: null };
  const held = [{ from_minute: 720, to_minute: 750, state: 'synced' as const, ...stands }];
  if (date === TODAY) return staffId === LEA ? [{ ...pause, sync: 'synced', held }] : [];
  if (date === '2026-12-01' && staffId === LEA)
    return [5, 10, 15, 20].map((minutes, index) => {
      const from_minute = 870 + index * 15;
      return { ...pause, from_minute, to_minute: from_minute + minutes, sync: 'synced', held: [] };
    });
  if (date !== '2026-11-28') return [];
  if (staffId === MEHMET) return [{ ...pause, sync: null, held: [] }];
  if (staffId !== LEA) return [];
  const school = { from_minute: 0, to_minute: 1440, reason: 'time_off', note: 'Berufsschule' };
  const refused = { from_minute: 540, to_minute: 840, state: 'blocked' as const, since, message: null };
  const waits = { from_minute: 840, to_minute: 1110, state: 'waiting' as const, ...stands };
  return [{ ...school, sync: 'blocked', held: [{ ...refused, code: 'slot_taken' }, waits] }];
}

/** The service as it lasts in one appointment. */
export function lasting(service: ServiceView, lengths: LengthOverride[]): ServiceView {
  const parts = service.parts.map((part) => {
    const said = lengths.find((length) => length.key === part.key);
    return said ? { ...part, minutes: said.minutes } : part;
  });
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0);
  return { ...service, minutes, parts: parts.filter((part) => part.minutes > 0) };
}

export function planned(service: ServiceView, lead: number, at: Start): PhaseView[] {
  let minute = at.minute;
  return service.parts.map((part) => {
    const from = minute;
    minute += part.minutes;
    const staff_id = takenOver[`${service.number ?? ''}:${part.key}`] ?? lead;
    return {
      id: 0,
      key: part.key,
      name: part.name,
      kind: part.kind === 'gap' ? 'gap' : 'staff',
      bookable: part.bookable,
      staff_id,
      staff_name: nameOf(staff_id),
      start: instant(at.date, from),
      end: instant(at.date, minute),
      from_minute: from,
      to_minute: minute,
      minutes: part.minutes,
      sync: null,
    };
  });
}

const overlap = (a: MinuteSpan, b: MinuteSpan) => a.from_minute < b.to_minute && b.from_minute < a.to_minute;

export class Book {
  entries: Entry[] = [];
  customers: CustomerView[] = [];

  on(date: string): AppointmentView[] {
    return this.entries
      .filter((entry) => entry.date === date && entry.view.status !== 'cancelled')
      .map((entry) => entry.view);
  }

  /** What is to be said about an appointment that would look like this. */
  verdictOn(date: string, phases: PhaseView[], customer: number, except: number): CheckView {
    const refusals = this.refusals(date, phases, except);
    const warnings = this.warnings(date, phases, customer, except);
    return { fits: refusals.length === 0, phases, then: [], refusals, warnings, nearest: null };
  }

  private refusals(date: string, phases: PhaseView[], except: number | null): ReasonView[] {
    const others = this.on(date).filter((one) => one.id !== except);
    const found: ReasonView[] = [];
    for (const phase of phases.filter((one) => one.kind === 'staff')) {
      for (const other of others) {
        const busy = other.phases.find(
          (one) => one.kind === 'staff' && one.staff_id === phase.staff_id && overlap(one, phase),
        );
        if (!busy) continue;
        found.push({
          code: 'staff_busy',
          phase_key: phase.key,
          staff_name: phase.staff_name,
          what: busy.name || other.service.name,
          customer_name: other.customer.name,
          from: clock(busy.from_minute),
          to: clock(busy.to_minute),
        });
      }
    }
    return found;
  }

  private warnings(date: string, phases: PhaseView[], customer: number | null, except: number | null) {
    const found: ReasonView[] = [];
    const plain = { phase_key: null, what: null, customer_name: null };
    const outside = phases.find(
      (phase) =>
        phase.kind === 'staff' &&
        !hoursOf(phase.staff_id, date).some(
          (span) => span.from_minute <= phase.from_minute && phase.to_minute <= span.to_minute,
        ),
    );
    if (outside) {
      const hours = hoursOf(outside.staff_id, date)[0];
      found.push({
        ...plain,
        code: hours ? 'outside_hours' : 'day_off',
        staff_name: outside.staff_name,
        from: hours ? clock(hours.from_minute) : null,
        to: hours ? clock(hours.to_minute) : null,
      });
    }
    const [first, last] = [phases[0], phases.at(-1)];
    const whole = { from_minute: first?.from_minute ?? 0, to_minute: last?.to_minute ?? 0 };
    const elsewhere = this.on(date).find(
      (one) => one.customer.id === customer && one.id !== except && overlap(one, whole),
    );
    if (elsewhere)
      found.push({
        ...plain,
        code: 'customer_busy',
        staff_name: elsewhere.staff_name,
        customer_name: elsewhere.customer.name,
        from: clock(elsewhere.from_minute),
        to: clock(elsewhere.to_minute),
      });
    if (date < TODAY || (date === TODAY && whole.from_minute < 680))
      found.push({ ...plain, code: 'in_the_past', staff_name: null, from: null, to: null });
    return found;
  }

  check(
    service: ServiceView,
    lead: number | null,
    at: Start,
    customer: number | null,
    except: number | null,
  ): CheckView {
    const leads = lead === null ? service.staff_ids : [lead];
    const answers = leads.map((id) => {
      const phases = planned(service, id, at);
      const refusals = this.refusals(at.date, phases, except);
      if (!service.staff_ids.includes(id))
        refusals.unshift({
          code: 'cannot_do',
          phase_key: 'A',
          staff_name: nameOf(id),
          what: null,
          customer_name: null,
          from: null,
          to: null,
        });
      return { phases, refusals, warnings: this.warnings(at.date, phases, customer, except) };
    });
    const best = answers.find((one) => one.refusals.length === 0) ?? answers[0];
    const fits = best?.refusals.length === 0;
    return {
      fits,
      phases: best?.phases ?? [],
      then: [],
      refusals: best?.refusals ?? [],
      warnings: best?.warnings ?? [],
      nearest: fits ? null : this.nearest(service, lead, at, except),
    };
  }

  private nearest(service: ServiceView, lead: number | null, at: Start, except: number | null) {
    const day = this.propose(service, lead, { date: at.date, minute: 540 }, 500, except, 5);
    const distance = (one: ProposalView) =>
      one.date === at.date ? Math.abs(one.from_minute - at.minute) : Number.POSITIVE_INFINITY;
    return day.sort((a, b) => distance(a) - distance(b))[0] ?? null;
  }

  propose(
    service: ServiceView,
    lead: number | null,
    from: Start,
    limit: number,
    except: number | null = null,
    apart = 45,
    until: number = Number.POSITIVE_INFINITY,
  ): ProposalView[] {
    const found: ProposalView[] = [];
    const home = this.entries.find((one) => one.view.id === except)?.view;
    for (let day = 0; day < 14 && found.length < limit; day++) {
      const date = new Date(Date.parse(`${from.date}T12:00:00Z`) + day * 86_400_000)
        .toISOString()
        .slice(0, 10);
      const first = day === 0 ? from.minute : 0;
      for (let minute = Math.max(first, 540); minute < 1110 && found.length < limit; minute += 5) {
        for (const id of lead === null ? service.staff_ids : [lead]) {
          if (home?.staff_id === id && home.start === instant(date, minute)) continue;
          if (Date.parse(instant(date, minute)) >= until) continue;
          const phases = planned(service, id, { date, minute });
          if (this.refusals(date, phases, except).length > 0) continue;
          if (this.warnings(date, phases, null, except).length > 0) continue;
          if (
            found.some((one) => one.staff_id === id && one.date === date && minute - one.from_minute < apart)
          )
            continue;
          found.push(this.proposal(service, id, { date, minute }, phases, found.length === 0));
        }
      }
    }
    return found.slice(0, limit);
  }

  private proposal(service: ServiceView, id: number, at: Start, phases: PhaseView[], first: boolean) {
    const host = this.on(at.date).find((one) =>
      one.phases.some(
        (gap) =>
          gap.kind === 'gap' &&
          gap.staff_id === id &&
          phases.every((p) => gap.from_minute <= p.from_minute && p.to_minute <= gap.to_minute),
      ),
    );
    const over = phases.find((phase) => phase.staff_id !== id);
    const adjoins = this.on(at.date).some((one) =>
      one.phases.some((phase) => phase.staff_id === id && phase.to_minute === at.minute),
    );
    const reason = host
      ? 'fills_gap'
      : first
        ? 'earliest'
        : over
          ? 'hand_over'
          : adjoins
            ? 'adjoins'
            : 'fits';
    return {
      start: instant(at.date, at.minute),
      end: instant(at.date, at.minute + service.minutes),
      date: at.date,
      from_minute: at.minute,
      staff_id: id,
      staff_name: nameOf(id),
      reason,
      reason_name: reason === 'fills_gap' ? (host?.customer.name ?? null) : (over?.staff_name ?? null),
      phases,
      then: [],
    } satisfies ProposalView;
  }

  load(staffId: number, date: string): number {
    const open = hoursOf(staffId, date).reduce((sum, span) => sum + span.to_minute - span.from_minute, 0);
    const booked = this.on(date)
      .flatMap((one) => one.phases)
      .filter((phase) => phase.kind === 'staff' && phase.staff_id === staffId)
      .reduce((sum, phase) => sum + phase.minutes, 0);
    return open === 0 ? 0 : Math.round((booked / open) * 100);
  }
}
