/**
 * What of a day sheet has to be drawn: what is on the screen and a margin around it. A salon's Saturday is drawn whole; of
 * thousands of appointments only those that can be seen are. Changes in steps, so that scrolling draws seldom. The margin is
 * drawn once the day is there.
 */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { Columns } from './comb';
import type { Scale } from './geometry';

export type Seen = MinuteSpan & { firstColumn: number; lastColumn: number };

/** Of the scroller, in pixels of the sheet. */
export type Box = { left: number; top: number; width: number; height: number };

const STEP_MINUTES = 60;
const STEP_COLUMNS = 2;

/** `margin`: how many steps past the screen. */
export function seenOf(box: Box, scale: Scale, columnWidth: number, margin = 1): Seen {
  const minute = (y: number) => scale.from + y / scale.pxPerMinute;
  const down = (value: number, step: number) => (Math.floor(value / step) - margin) * step;
  const up = (value: number, step: number) => (Math.ceil(value / step) + margin) * step;
  return {
    from_minute: down(minute(box.top), STEP_MINUTES),
    to_minute: up(minute(box.top + box.height), STEP_MINUTES),
    firstColumn: down(box.left / columnWidth, STEP_COLUMNS),
    lastColumn: up((box.left + box.width) / columnWidth, STEP_COLUMNS),
  };
}

export function sameSeen(a: Seen, b: Seen): boolean {
  return (
    a.from_minute === b.from_minute &&
    a.to_minute === b.to_minute &&
    a.firstColumn === b.firstColumn &&
    a.lastColumn === b.lastColumn
  );
}

/** Any of it: a tooth, a gap, a line to somebody else's column. */
export function isSeen(
  { phases, staff_id }: Pick<SheetAppointment, 'phases' | 'staff_id'>,
  columns: Columns,
  seen: Seen,
): boolean {
  let first = columns.get(staff_id) ?? Infinity;
  let last = columns.get(staff_id) ?? -Infinity;
  let [from, to] = [Infinity, -Infinity];
  for (const phase of phases) {
    const column = columns.get(phase.staff_id);
    if (column === undefined) continue;
    first = Math.min(first, column);
    last = Math.max(last, column);
    from = Math.min(from, phase.from_minute);
    to = Math.max(to, phase.to_minute);
  }
  return (
    from < seen.to_minute && seen.from_minute < to && first <= seen.lastColumn && seen.firstColumn <= last
  );
}
