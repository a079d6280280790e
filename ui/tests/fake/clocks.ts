/** The two nights of 2027 in which the fake salon's clocks change; in all others they do not. */
import { refuse } from './refuse';

const SPRING = '2027-03-28';
const AUTUMN = '2027-10-31';

export const changesClocks = (date: string) => date === SPRING || date === AUTUMN;

/** Asks what is meant by a time on the wall between two and three, unless its offset says so. */
export function insistOnInstant(start: string): void {
  const time = /T(02:\d\d)$/.exec(start)?.[1];
  if (!time) return;
  if (start.startsWith(SPRING)) throw refuse('time_does_not_exist', { next: `${SPRING}T03:00:00+02:00` });
  if (start.startsWith(AUTUMN)) {
    const choices = [`${AUTUMN}T${time}:00+02:00`, `${AUTUMN}T${time}:00+01:00`];
    throw refuse('time_is_ambiguous', { choices });
  }
}
