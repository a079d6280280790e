/** A service while it is edited: pure changes of its comb, and what it would look like as an appointment. */
import type { PartSheet } from '../ipc/PartSheet';
import type { PerformerSheet } from '../ipc/PerformerSheet';
import type { ServiceSheet } from '../ipc/ServiceSheet';
import type { SheetPhase } from '../ipc/SheetPhase';

export type Segment = Extract<PartSheet, { kind: 'segment' }>;
export type Gap = Extract<PartSheet, { kind: 'gap' }>;

/** The picture begins at nine, as most days do. */
const OPENING = 9 * 60;

export function newService(performers: readonly PerformerSheet[]): ServiceSheet {
  return {
    id: null,
    version: 0,
    archived: false,
    number: null,
    name: '',
    category: '',
    colour: 'blue',
    price_cents: null,
    public: true,
    parts: [newSegment(performers)],
  };
}

function newSegment(performers: readonly PerformerSheet[]): Segment {
  const own = performers.map((one) => ({ ...one, minutes: null }));
  return { kind: 'segment', key: null, name: '', minutes: 30, hand_over: false, performers: own };
}

/** Who does the last segment before `index`: a new one is usually theirs too. */
function performersBefore(parts: readonly PartSheet[], index: number): PerformerSheet[] {
  const before = parts.slice(0, index).findLast((part) => part.kind === 'segment');
  return before?.performers ?? [];
}

/** A step behind `index`, done by whoever does the one before. */
export function withSegment(parts: readonly PartSheet[], index: number): PartSheet[] {
  return parts.toSpliced(index + 1, 0, newSegment(performersBefore(parts, index + 1)));
}

/** Processing time behind `index`, with a step behind it where the service would end with it. */
export function withGap(parts: readonly PartSheet[], index: number): PartSheet[] {
  const gap: Gap = { kind: 'gap', minutes: 30, bookable: true };
  const last = index === parts.length - 1;
  const after = last ? [gap, newSegment(performersBefore(parts, index + 1))] : [gap];
  return parts.toSpliced(index + 1, 0, ...after);
}

export function without(parts: readonly PartSheet[], index: number): PartSheet[] {
  return parts.toSpliced(index, 1);
}

/** The part moved to another place, where there is one. */
export function moved(parts: readonly PartSheet[], from: number, to: number): PartSheet[] {
  const part = parts[from];
  if (!part || to < 0 || to >= parts.length) return [...parts];
  return parts.toSpliced(from, 1).toSpliced(to, 0, part);
}

/** Whether processing time may follow the part: not another one. */
export function mayTakeGap(parts: readonly PartSheet[], index: number): boolean {
  return parts[index]?.kind === 'segment' && parts[index + 1]?.kind !== 'gap';
}

/** Enters somebody last, or takes them out. */
export function toggled(segment: Segment, staffId: number): Segment {
  const listed = segment.performers.some((one) => one.staff_id === staffId);
  const performers = listed
    ? segment.performers.filter((one) => one.staff_id !== staffId)
    : [...segment.performers, { staff_id: staffId, minutes: null }];
  return { ...segment, performers };
}

export function withOwnMinutes(segment: Segment, staffId: number, minutes: number | null): Segment {
  const own = minutes === segment.minutes ? null : minutes;
  const performers = segment.performers.map((one) =>
    one.staff_id === staffId ? { ...one, minutes: own } : one,
  );
  return { ...segment, performers };
}

/** The usual length from the first minute to the last. */
export function minutesOf(parts: readonly PartSheet[]): number {
  return parts.reduce((sum, part) => sum + part.minutes, 0);
}

/** For the lying comb. */
export function barOf(parts: readonly PartSheet[]): { key: string; kind: string; minutes: number }[] {
  return parts.map((part, index) => ({ key: String(index), kind: part.kind, minutes: part.minutes }));
}

/** Whose appointment it would be: who is named first for what is not handed over. */
export function leadOf(parts: readonly PartSheet[]): number {
  const segments = parts.filter((part) => part.kind === 'segment');
  const own = segments.find((segment) => !segment.hand_over) ?? segments[0];
  return own?.performers[0]?.staff_id ?? 0;
}

/** What the timeline would show of it, each step with whoever is preferred for it. */
export function phasesOf(parts: readonly PartSheet[]): SheetPhase[] {
  const lead = leadOf(parts);
  let minute = OPENING;
  let staff = lead;
  return parts.map((part, index) => {
    let minutes = part.minutes;
    if (part.kind === 'segment') {
      const may = (id: number) => part.performers.some((one) => one.staff_id === id);
      const helper = part.hand_over
        ? part.performers.find((one) => one.staff_id !== lead)?.staff_id
        : undefined;
      staff = helper ?? (may(lead) ? lead : (part.performers[0]?.staff_id ?? lead));
      minutes = part.performers.find((one) => one.staff_id === staff)?.minutes ?? minutes;
    }
    const from_minute = minute;
    minute += Math.max(1, minutes);
    return {
      key: String(index),
      name: part.kind === 'segment' ? part.name : '',
      kind: part.kind === 'segment' ? 'staff' : 'gap',
      bookable: part.kind === 'gap' && part.bookable,
      staff_id: staff,
      from_minute,
      to_minute: minute,
      minutes,
      sync: null,
    };
  });
}
