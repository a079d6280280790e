import type { LengthOverride } from '../ipc/LengthOverride';
import { GRID_MINUTES } from '../timeline/geometry';

/** How long a segment or a gap may be in the book, in minutes. */
export const LONGEST_PART = 720;

/** A tooth or a gap as it lasts in this one appointment. */
export type Part = { key: string; name: string; kind: string; minutes: number };

/** `lengths` with another length for one part. */
export function withLength(lengths: LengthOverride[], key: string, minutes: number): LengthOverride[] {
  return [...lengths.filter((length) => length.key !== key), { key, minutes }];
}

/** The parts with the lengths that were said. */
export function lasting<T extends Part>(parts: T[], lengths: LengthOverride[]): T[] {
  return parts.map((part) => {
    const said = lengths.find((length) => length.key === part.key);
    return said ? { ...part, minutes: said.minutes } : part;
  });
}

/** The next step of the grid up or down. Only a gap can be left out. */
export function stepped(part: Part, direction: 1 | -1): number {
  const onGrid =
    direction > 0 ? Math.floor(part.minutes / GRID_MINUTES) : Math.ceil(part.minutes / GRID_MINUTES);
  const least = part.kind === 'gap' ? 0 : GRID_MINUTES;
  return Math.min(LONGEST_PART, Math.max(least, (onGrid + direction) * GRID_MINUTES));
}

/** What is booked, and the gaps of the catalogue that were left out, each behind its segment. */
export function partsOf(booked: Part[], catalogue: Part[]): Part[] {
  const leftOut = catalogue.filter(
    (part) => part.kind === 'gap' && !booked.some((phase) => phase.key === part.key),
  );
  return booked.flatMap((phase) => {
    const gap = leftOut.find((part) => part.key === `GAP_${phase.key}`);
    return gap ? [phase, { ...gap, minutes: 0 }] : [phase];
  });
}
