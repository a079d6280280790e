/**
 * Where things lie on the day sheet. Pure: minutes that have passed since the day began in, pixels and lanes out.
 * Spans are half-open: `from_minute` is inside, `to_minute` is not.
 */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { StaffDay } from '../ipc/StaffDay';
import { label, shownAt, type WallDay } from '../time/wall';

/** Everything on the sheet starts on a multiple of this. */
export const GRID_MINUTES = 5;

/** 0 shows the whole day if it can; 1 and 2 come closer. */
export type Zoom = 0 | 1 | 2;

/**
 * `rem`: how much larger than usual words are set, so that what they need grows with them. `wall`: what the clock shows at its
 * minutes; where those are not the ones of its own day, `own` says which they are there.
 */
export type Scale = {
  from: number;
  to: number;
  pxPerMinute: number;
  rem: number;
  wall: WallDay;
  own?: (span: MinuteSpan) => MinuteSpan;
};

/** Inside of what scrolls, in pixels. */
export type Room = { width: number; height: number };

const ZOOM_FACTORS: Record<Zoom, number> = { 0: 1, 1: 1.6, 2: 2.6 };
/** Below this a ten-minute tooth can no longer be read; above it a quiet day looks lost. */
const LEGIBLE = { least: 1.25, most: 2.6 };

export function scaleFor(
  wall: WallDay,
  { from_minute: from, to_minute: to }: MinuteSpan,
  zoom: Zoom,
  viewport: number,
  rem = 1,
): Scale {
  const first = Math.floor(from / 60) * 60;
  const last = Math.ceil(to / 30) * 30;
  const fitting = last > first ? viewport / (last - first) : LEGIBLE.least * rem;
  const whole = Math.min(LEGIBLE.most * rem, Math.max(LEGIBLE.least * rem, fitting));
  return {
    from: first,
    to: last,
    pxPerMinute: crisp(whole * ZOOM_FACTORS[zoom], LEGIBLE.least * rem),
    rem,
    wall,
  };
}

/** Between two fine lines. */
export function lineMinutes(pxPerMinute: number): number {
  return pxPerMinute >= 2.4 ? GRID_MINUTES : 15;
}

/** Whole pixels from line to line, so that they are as sharp and as far from each other as they look. */
function crisp(pxPerMinute: number, least: number): number {
  const minutes = lineMinutes(pxPerMinute);
  const tile = Math.floor(pxPerMinute * minutes + 1e-6);
  return Math.max(tile, Math.ceil(least * minutes - 1e-6)) / minutes;
}

export function sameScale(a: Scale, b: Scale): boolean {
  return a.from === b.from && a.to === b.to && a.pxPerMinute === b.pxPerMinute;
}

/** When the first of them begins to work. */
export function openingOf(staff: readonly Pick<StaffDay, 'hours'>[]): number | null {
  const begins = staff.flatMap(({ hours }) => hours.map((span) => span.from_minute));
  return begins.length > 0 ? Math.min(...begins) : null;
}

/** A tooth that is lower than this, in pixels of usual words, bears none. */
export const TINY = 12;

export function top(scale: Scale, minute: number): number {
  return (minute - scale.from) * scale.pxPerMinute;
}

export function height(scale: Scale, span: MinuteSpan): number {
  return (span.to_minute - span.from_minute) * scale.pxPerMinute;
}

/** The grid line at or above a height, kept on the sheet. */
export function minuteAt(scale: Scale, y: number): number {
  const minute = scale.from + y / scale.pxPerMinute;
  const snapped = Math.floor(minute / GRID_MINUTES + 1e-6) * GRID_MINUTES;
  return Math.min(scale.to - GRID_MINUTES, Math.max(scale.from, snapped));
}

/** The grid line nearest to a height: for things that are dragged. */
export function nearestMinute(scale: Scale, y: number): number {
  return minuteAt(scale, y + (GRID_MINUTES * scale.pxPerMinute) / 2);
}

export function columnAt(x: number, width: number, columns: number): number {
  return Math.min(columns - 1, Math.max(0, Math.floor((x / width) * columns)));
}

/** Where the clock shows a full hour. */
export function hourMarks({ from, to, wall }: Scale): number[] {
  const marks: number[] = [];
  for (let minute = from; minute < to; minute += GRID_MINUTES)
    if (shownAt(wall, minute) % 60 === 0) marks.push(minute);
  return marks;
}

/** What the clock shows at a minute of the sheet. */
export function clockAt(scale: Scale, minute: number): string {
  return label(scale.wall, minute);
}

/** From when to when, as the clock shows it. */
export function timesOf({ wall, own }: Scale, span: MinuteSpan): { from: string; to: string } {
  const { from_minute, to_minute } = own?.(span) ?? span;
  return { from: label(wall, from_minute), to: label(wall, to_minute) };
}

export function overlaps(a: MinuteSpan, b: MinuteSpan): boolean {
  return a.from_minute < b.to_minute && b.from_minute < a.to_minute;
}

/** What is left of a span once others are taken out of it. */
export function without(span: MinuteSpan, taken: readonly MinuteSpan[]): MinuteSpan[] {
  const inOrder = taken.filter((t) => overlaps(t, span)).sort((a, b) => a.from_minute - b.from_minute);
  const left: MinuteSpan[] = [];
  let from = span.from_minute;
  for (const one of inOrder) {
    if (one.from_minute > from) left.push({ from_minute: from, to_minute: one.from_minute });
    from = Math.max(from, one.to_minute);
  }
  if (from < span.to_minute) left.push({ from_minute: from, to_minute: span.to_minute });
  return left;
}

/** The times outside a person's hours, to be hatched. */
export function closedSpans(staff: StaffDay, scale: Scale): MinuteSpan[] {
  return without({ from_minute: scale.from, to_minute: scale.to }, staff.hours);
}

/** What of them lies on the sheet. */
export function onSheet<T extends MinuteSpan>(spans: readonly T[], scale: Scale): T[] {
  const sheet = { from_minute: scale.from, to_minute: scale.to };
  const shown = spans.filter((span) => overlaps(span, sheet));
  return shown.map((span) => ({
    ...span,
    from_minute: Math.max(span.from_minute, scale.from),
    to_minute: Math.min(span.to_minute, scale.to),
  }));
}

/** How far an appointment stands in from the left in one column; those at the edge are not listed. */
export type Lanes = ReadonlyMap<string, number>;

export function laneOf(lanes: Lanes, appointmentId: number, staffId: number): number {
  return lanes.get(`${appointmentId}:${staffId}`) ?? 0;
}

type Fragment = MinuteSpan & { appointmentId: number; staffId: number };

/**
 * Combs that lie into each other share a column: the one that begins first keeps the edge, the ones in its
 * gaps step in by a lane, so that it stays visible what sits inside what.
 */
export function lanesOf(appointments: readonly SheetAppointment[]): Lanes {
  const shared = sharedColumns(appointments);
  const columns = new Map<number, Fragment[]>();
  for (const fragment of shared.size > 0 ? appointments.flatMap(fragmentsOf) : []) {
    if (!shared.has(fragment.staffId)) continue;
    const column = columns.get(fragment.staffId) ?? [];
    column.push(fragment);
    columns.set(fragment.staffId, column);
  }
  const lanes = new Map<string, number>();
  for (const column of columns.values()) {
    column.sort((a, b) => a.from_minute - b.from_minute || b.to_minute - a.to_minute);
    const ends: number[] = [];
    for (const fragment of column) {
      const free = ends.findIndex((end) => end <= fragment.from_minute);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = fragment.to_minute;
      if (lane > 0) lanes.set(`${fragment.appointmentId}:${fragment.staffId}`, lane);
    }
  }
  return lanes;
}

/** The columns in which one begins before those that began earlier have ended. Of thousands of appointments most follow each other. */
function sharedColumns(appointments: readonly SheetAppointment[]): Set<number> {
  const ends = new Map<number, number>();
  const shared = new Set<number>();
  for (const { phases } of appointments)
    for (const { staff_id, from_minute, to_minute } of phases) {
      const end = ends.get(staff_id) ?? 0;
      if (from_minute < end) shared.add(staff_id);
      ends.set(staff_id, Math.max(end, to_minute));
    }
  return shared;
}

/** One stretch per column that an appointment touches. */
function fragmentsOf(appointment: SheetAppointment): Fragment[] {
  const byStaff = new Map<number, Fragment>();
  for (const { staff_id: staffId, from_minute, to_minute } of appointment.phases) {
    const known = byStaff.get(staffId);
    byStaff.set(staffId, {
      appointmentId: appointment.id,
      staffId,
      from_minute: Math.min(known?.from_minute ?? from_minute, from_minute),
      to_minute: Math.max(known?.to_minute ?? to_minute, to_minute),
    });
  }
  return [...byStaff.values()];
}
