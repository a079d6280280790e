/**
 * How the appointments of one column stand. Those too low for words are one box each, one below the other in the flow of the
 * page. Whatever is placed by itself gets a layer of its own, and WebKit walks through all layers for each piece that it paints:
 * with thousands of them a drag would stumble.
 */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import { type Busy, type Columns, type Comb, combOf } from './comb';
import { height, laneOf, type Lanes, type Scale, TINY, top } from './geometry';

/** Pixels of the sheet. */
type Low = { from: number; height: number };
/** `low`: one box is enough. */
export type Standing = { appointment: SheetAppointment; comb: Comb; low: Low | null };
/** What stands together, in time order: low ones of one hour, the first of them below `end`; or one that is not low. */
export type Run = { key: number; end: number; low: boolean; standing: Standing[] };
export type Stack = { column: number; runs: Run[] };

/** WebKit's pixels come in parts of 64. What it would cut off would add up from morning to evening. */
const whole = (pixels: number) => Math.round(pixels * 64) / 64;

/** A single step in its own column, in nobody's gap, without room for words. */
function lowOf(id: number, { teeth, gaps, span }: Comb, lanes: Lanes, scale: Scale): Low | null {
  const [tooth, ...others] = teeth;
  if (!tooth || others.length + gaps.length > 0 || tooth.shift !== 0) return null;
  const { phase } = tooth;
  const tall = height(scale, phase) >= TINY * scale.rem || laneOf(lanes, id, phase.staff_id) > 0;
  if (tall) return null;
  return {
    from: whole(top(scale, span.from_minute)),
    height: Math.max(whole(height(scale, span)) - 1, 3),
  };
}

export function standingAs(appointment: SheetAppointment, comb: Comb, lanes: Lanes, scale: Scale): Standing {
  return { appointment, comb, low: lowOf(appointment.id, comb, lanes, scale) };
}

/** How one appointment stands; thought about when it first comes into sight, and the same from then on. */
export function standingOf(columns: Columns, busy: () => Busy, lanes: Lanes, scale: Scale) {
  const known = new Map<SheetAppointment, Standing | null>();
  return (appointment: SheetAppointment): Standing | null => {
    let standing = known.get(appointment);
    if (standing === undefined) {
      const comb = combOf(appointment.phases, appointment.staff_id, columns, busy);
      standing = comb && standingAs(appointment, comb, lanes, scale);
      known.set(appointment, standing);
    }
    return standing;
  };
}

/** `standing`: in time order. By column, then time: the order in which Tab walks through the day. */
export function stacksOf(standing: readonly Standing[]): Stack[] {
  const columns = new Map<number, Standing[]>();
  for (const one of standing) {
    const column = columns.get(one.comb.home);
    if (column) column.push(one);
    else columns.set(one.comb.home, [one]);
  }
  return [...columns]
    .sort(([a], [b]) => a - b)
    .map(([column, standing]) => ({ column, runs: runsOf(standing) }));
}

const hourOf = ({ comb }: Standing) => Math.floor(comb.span.from_minute / 60);

/** By the hour, because WebKit passes over a whole box that lies beside the piece it paints. */
function runsOf(standing: readonly Standing[]): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const one of standing) {
    const last = runs.at(-1);
    const before = last?.standing[0];
    if (one.low && last?.low && before && hourOf(before) === hourOf(one)) last.standing.push(one);
    else runs.push({ key: one.appointment.id, end, low: one.low !== null, standing: [one] });
    if (one.low) end = one.low.from + one.low.height;
  }
  return runs;
}
