/**
 * A comb: the phases of an appointment (or of one that is only planned) as teeth, gaps and hand-overs,
 * each in the column of whoever does it. Columns are counted from the appointment's home column.
 */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { SheetPhase } from '../ipc/SheetPhase';
import { without } from './geometry';

/** Stretches shorter than this are not worth offering. */
const WORTH_NAMING = 10;

export type Tooth = { phase: SheetPhase; shift: number; first: boolean };
/** `free`: what of it can still be sold, in time order. */
export type Gap = { phase: SheetPhase; shift: number; free: MinuteSpan[] };
/** Somebody else works meanwhile; `shift` is where, `null` if they have no column here. */
export type HandOver = { phase: SheetPhase; shift: number | null };

export type Comb = {
  home: number;
  span: MinuteSpan;
  teeth: Tooth[];
  gaps: Gap[];
  handOvers: HandOver[];
};

/** A comb that the sheet shows before it is written. */
export type Planned = { phases: SheetPhase[]; staffId: number; colour: string };

/** When the last of several combs ends. */
export function endOf(planned: readonly Planned[]): number {
  return Math.max(0, ...planned.flatMap(({ phases }) => phases.map(({ to_minute }) => to_minute)));
}

/** Column numbers by staff id. */
export type Columns = ReadonlyMap<number, number>;

/** Who is at work when, by staff id: what gaps are no longer free for. */
export type Busy = ReadonlyMap<number, readonly MinuteSpan[]>;

/** More than its teeth: something holds them together. */
export const isComposed = ({ gaps, handOvers }: Comb) => gaps.length + handOvers.length > 0;

/** What most appointments are, and all of a day of thousands. */
const single = (home: number, phase: SheetPhase): Comb => ({
  ...{ home, span: phase },
  ...{ teeth: [{ phase, shift: 0, first: true }], gaps: [], handOvers: [] },
});

/** `busy` is asked only for gaps. */
export function combOf(
  phases: readonly SheetPhase[],
  homeStaff: number,
  columns: Columns,
  busy: () => Busy,
): Comb | null {
  const [only, ...more] = phases;
  if (only && more.length === 0 && only.kind === 'staff' && only.staff_id === homeStaff) {
    const home = columns.get(homeStaff);
    return home === undefined ? null : single(home, only);
  }
  const isHere = (phase: SheetPhase) => columns.has(phase.staff_id);
  const first = phases.find(isHere);
  if (!first) return null;
  const home = columns.get(homeStaff) ?? columns.get(first.staff_id) ?? 0;
  const shift = (phase: SheetPhase) => (columns.get(phase.staff_id) ?? home) - home;
  const work = phases.filter((phase) => phase.kind === 'staff');
  // In the column of whoever helps only the help is drawn.
  const handOvers = work
    .filter((phase) => (isHere(phase) ? shift(phase) !== 0 : columns.has(homeStaff)))
    .map((phase) => ({ phase, shift: isHere(phase) ? shift(phase) : null }));
  const drawn = phases.filter((phase) => isHere(phase) || handOvers.some((over) => over.phase === phase));
  return {
    home,
    span: {
      from_minute: Math.min(...drawn.map((p) => p.from_minute)),
      to_minute: Math.max(...drawn.map((p) => p.to_minute)),
    },
    teeth: work.filter(isHere).map((phase, index) => ({ phase, shift: shift(phase), first: index === 0 })),
    gaps: phases
      .filter((phase) => phase.kind === 'gap' && isHere(phase))
      .map((phase) => ({ phase, shift: shift(phase), free: freeStretches(phase, busy()) })),
    handOvers,
  };
}

/** What of a gap can still be sold, once the appointments inside it are taken out. */
function freeStretches(gap: SheetPhase, busy: Busy): MinuteSpan[] {
  if (!gap.bookable) return [];
  const left = without(gap, busy.get(gap.staff_id) ?? []);
  return left.filter((span) => span.to_minute - span.from_minute >= WORTH_NAMING);
}

export function busyOf(appointments: readonly SheetAppointment[]): Busy {
  const busy = new Map<number, MinuteSpan[]>();
  for (const phase of appointments.flatMap((appointment) => appointment.phases)) {
    if (phase.kind !== 'staff') continue;
    const spans = busy.get(phase.staff_id) ?? [];
    spans.push(phase);
    busy.set(phase.staff_id, spans);
  }
  return busy;
}

/** The same comb elsewhere: what a drag shows until the program has answered. */
export function shifted(
  phases: readonly SheetPhase[],
  minutes: number,
  fromStaff: number,
  toStaff: number,
): SheetPhase[] {
  return phases.map((phase) => ({
    ...phase,
    from_minute: phase.from_minute + minutes,
    to_minute: phase.to_minute + minutes,
    staff_id: phase.staff_id === fromStaff ? toStaff : phase.staff_id,
  }));
}

/** The same comb with other lengths: what comes after a longer part begins later. */
export function stretched(phases: readonly SheetPhase[], lengths: readonly LengthOverride[]): SheetPhase[] {
  let later = 0;
  return phases.map((phase) => {
    const from_minute = phase.from_minute + later;
    const minutes = lengths.find((length) => length.key === phase.key)?.minutes ?? phase.minutes;
    later += minutes - phase.minutes;
    return { ...phase, minutes, from_minute, to_minute: phase.to_minute + later };
  });
}

/**
 * The gap that is meant by a hold on one phase: the gap itself, else the one before it, whose end moves along with
 * what is held; in front of the first gap that gap.
 */
export function gapMeant(phases: readonly SheetPhase[], held: string): SheetPhase | undefined {
  const at = phases.findIndex((phase) => phase.key === held);
  const gaps = phases.filter((phase) => phase.kind === 'gap');
  return gaps.findLast((gap) => phases.indexOf(gap) <= at) ?? gaps[0];
}
