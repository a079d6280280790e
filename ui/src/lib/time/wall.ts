/**
 * The clock on the salon's wall, day by day. Most days have 24 hours; on the one on which the clock is put forward an hour is left
 * out, on the one on which it is put back an hour is there twice. What lies on a day is therefore counted in minutes that have
 * passed since it began, and only what a person reads or types is a time on the wall.
 */
import { clock, type Moment } from './civil';

/** From its minute on, the wall shows `shows`, then a minute more each minute. */
type Stretch = { from: number; shows: number };

export type WallDay = {
  date: string;
  /** Its first instant, in milliseconds. */
  begins: number;
  /** How long it lasts: 1380, 1440 or 1500, where clocks change by an hour. */
  minutes: number;
  /** In order; the first from minute 0 on. */
  stretches: readonly Stretch[];
};

/** A day of no date, on which nobody touches the clock. */
export const ORDINARY_DAY: WallDay = {
  date: '',
  begins: 0,
  minutes: 1440,
  stretches: [{ from: 0, shows: 0 }],
};

const MINUTE = 60_000;
const days = new Map<string, WallDay>();
const formatters = new Map<string, Intl.DateTimeFormat>();
/** By zone and minute: no zone changes its clock within one, and asking `Intl` is dear where a day names the same times again and again. */
const offsets = new Map<string, number>();
/** By instant and zone. */
const walls = new Map<string, string>();
/** A window stays open for weeks. */
const MOST = 5_000;

export function wallDay(date: string, zone: string): WallDay {
  const key = `${date} ${zone}`;
  const known = days.get(key);
  if (known) return known;
  const day = read(date, zone);
  days.set(key, day);
  return day;
}

function read(date: string, zone: string): WallDay {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // What lies in the tray has no date.
  if (Number.isNaN(midnight)) return { ...ORDINARY_DAY, date };
  const begins = midnightOf(midnight, zone);
  const minutes = (midnightOf(midnight + 1440 * MINUTE, zone) - begins) / MINUTE;
  const ahead = (minute: number) => offset(begins + minute * MINUTE, zone);
  const shows = (minute: number) => (begins + ahead(minute) - midnight) / MINUTE + minute;
  const stretches = [{ from: 0, shows: shows(0) }];
  if (ahead(0) !== ahead(minutes - 1)) {
    const change = firstWhere(minutes, (minute) => ahead(minute) !== ahead(0));
    stretches.push({ from: change, shows: shows(change) });
  }
  return { date, begins, minutes, stretches };
}

/** The first instant of a date, which is midnight unless the clock leaps over it. `civil`: midnight as if it were UTC. */
function midnightOf(civil: number, zone: string): number {
  const [before, after] = [offset(civil - 1440 * MINUTE, zone), offset(civil + 1440 * MINUTE, zone)];
  const [early, late] = [civil - Math.max(before, after), civil - Math.min(before, after)];
  if (early + offset(early, zone) >= civil) return early;
  // Between the two the clock leaps, or it is the later one.
  const minutes = (late - early) / MINUTE;
  return (
    early +
    firstWhere(
      minutes,
      (minute) => early + minute * MINUTE + offset(early + minute * MINUTE, zone) >= civil,
    ) *
      MINUTE
  );
}

/** The first of the numbers from 0 to `end` for which something holds that then goes on holding; `end` if it never does. */
function firstWhere(end: number, holds: (minute: number) => boolean): number {
  let [from, to] = [0, end];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** How far the wall is ahead of UTC at an instant, in milliseconds. */
function offset(instant: number, zone: string): number {
  const minute = Math.floor(instant / MINUTE);
  const key = `${String(minute)} ${zone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const asked = askOffset(minute * MINUTE, zone);
  if (offsets.size >= MOST) offsets.clear();
  offsets.set(key, asked);
  return asked;
}

function askOffset(instant: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const digits = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    } as const;
    formatter = new Intl.DateTimeFormat('en-US', { ...digits, hourCycle: 'h23', timeZone: zone });
    formatters.set(zone, formatter);
  }
  const parts = formatter.formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - instant;
}

/** What the wall shows, in minutes since midnight, at a minute of the day. */
export function shownAt(day: WallDay, minute: number): number {
  const stretch = day.stretches.findLast((one) => one.from <= minute) ?? { from: 0, shows: 0 };
  return stretch.shows + minute - stretch.from;
}

/** The minutes of the day at which the wall shows this: usually one, none in an hour left out, two in one that is there twice. */
export function minutesShowing(day: WallDay, shown: number): number[] {
  return day.stretches.flatMap(({ from, shows }, index) => {
    const end = day.stretches[index + 1]?.from ?? day.minutes;
    const minute = from + shown - shows;
    return from <= minute && minute < end ? [minute] : [];
  });
}

/** `02:30`; in an hour that is there twice `02:30 A` and `02:30 B`, as the law and timetables have it. */
export function label(day: WallDay, minute: number): string {
  const shown = shownAt(day, minute);
  const both = day.stretches.length > 1 ? minutesShowing(day, shown) : [];
  if (both.length < 2) return clock(shown);
  return `${clock(shown)} ${minute === both[0] ? 'A' : 'B'}`;
}

/** Where the clock is put forward or back, if it is: the minute of the day, and what the wall shows before and after. */
export function changeOf(day: WallDay): { minute: number; before: number; after: number } | null {
  const [first, second] = day.stretches;
  if (!first || !second) return null;
  return { minute: second.from, before: first.shows + second.from - first.from, after: second.shows };
}

/** What the wall shows at an instant, in RFC 3339. */
export function onWall(instant: string, zone: string): string {
  const key = `${instant} ${zone}`;
  const known = walls.get(key);
  if (known !== undefined) return known;
  const { date, minute } = momentOf(Date.parse(instant), zone);
  const shown = label(wallDay(date, zone), minute);
  if (walls.size >= MOST) walls.clear();
  walls.set(key, shown);
  return shown;
}

/** The date and the minute of the day at an instant, in milliseconds. */
export function momentOf(instant: number, zone: string): Moment {
  const date = new Date(instant + offset(instant, zone)).toISOString().slice(0, 10);
  return { date, minute: Math.floor((instant - wallDay(date, zone).begins) / MINUTE) };
}

/** A moment in the form in which the program takes a start: as the wall shows it, on days of changing clocks as an instant. */
export function startOf({ date, minute }: Moment, zone: string): string {
  const day = wallDay(date, zone);
  if (day.stretches.length === 1) return `${date}T${clock(shownAt(day, minute))}`;
  return new Date(day.begins + minute * MINUTE).toISOString().replace('.000Z', 'Z');
}
