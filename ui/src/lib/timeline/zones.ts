/**
 * The way over the edge of the sheet. Out of it: whatever is a `dropZone` takes appointments that are dragged onto it.
 * Into it: `sheet` tells which place of the sheet lies under the pointer, for things that are carried in from beside it
 * (see `carry.svelte.ts`).
 */
import type { Attachment } from 'svelte/attachments';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { Point } from './hand';
import type { Target } from './place';

type Take = (appointment: SheetAppointment) => void;

const takers = new Map<Element, Take>();

/**
 * `<aside {@attach dropZone((appointment) => park(appointment))}>`: an appointment that is let go over this element is
 * handed over, instead of being moved. While one is held over it, the element carries `data-dropping`.
 */
export function dropZone(take: Take): Attachment<HTMLElement> {
  return (node) => {
    takers.set(node, take);
    node.dataset['dropZone'] = '';
    return () => takers.delete(node);
  };
}

function zoneAt(client: Point): HTMLElement | null {
  const under = document.elementFromPoint(client.x, client.y);
  return under?.closest<HTMLElement>('[data-drop-zone]') ?? null;
}

/** Marks the zone under the pointer, and no other. Whether there is one. */
export function markZone(client: Point | null): boolean {
  const zone = client && zoneAt(client);
  for (const node of takers.keys()) {
    if (node instanceof HTMLElement && node !== zone) delete node.dataset['dropping'];
  }
  if (zone) zone.dataset['dropping'] = '';
  return zone !== null;
}

/** Hands the appointment to the zone under the pointer. Whether there was one. */
export function dropOnZone(client: Point, appointment: SheetAppointment): boolean {
  const zone = zoneAt(client);
  const take = zone && takers.get(zone);
  markZone(null);
  take?.(appointment);
  return take !== null && take !== undefined;
}

/** Where on the open sheet a point of the window lies; the sheet itself says it while it is there. */
type Locate = (client: Point) => Target | null;

let opened: { node: HTMLElement; locate: Locate } | null = null;

export const sheet = {
  at: (client: Point): Target | null => opened?.locate(client) ?? null,
  /** What is scrolled to get at more of it. */
  get node(): HTMLElement | null {
    return opened?.node ?? null;
  },
  /** Until the returned function is called. */
  open(node: HTMLElement, locate: Locate): () => void {
    const mine = (opened = { node, locate });
    return () => {
      if (opened === mine) opened = null;
    };
  },
};
