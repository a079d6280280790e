/** A drag that rests at the edge of what is seen of the sheet pulls the rest of it along. */
import type { Point } from './hand';
import { openPart } from './intoView';

/** Within this distance of the edge. */
const EDGE = 48;
/** Pixels per millisecond, at the edge itself. */
const PACE = 0.9;
/** A window that was busy for longer does not leap. */
const LONGEST_FRAME = 100;

/** How fast to scroll along one axis: not at all in the middle, faster the nearer to an edge. */
export function pull(at: number, from: number, to: number): number {
  if (at > to - EDGE) return Math.min(1, (at - to + EDGE) / EDGE) * PACE;
  if (at < from + EDGE) return -Math.min(1, (from + EDGE - at) / EDGE) * PACE;
  return 0;
}

/** `scrolled`: the sheet has moved under a hand that rests at `client`. */
export function edgeScroller(sheet: HTMLElement, scrolled: (client: Point) => void) {
  let at: Point | null = null;
  let frame = 0;
  let last = 0;

  function step(now: number): void {
    frame = 0;
    const passed = Math.min(LONGEST_FRAME, last === 0 ? 16 : now - last);
    last = now;
    const scroller = sheet.closest('[data-scroller]');
    if (!scroller || !at) return;
    const { left, top, right, bottom } = openPart(scroller);
    const across = pull(at.x, left, right);
    const down = pull(at.y, top, bottom);
    // Setting it to what it is paints its bars.
    if (across === 0 && down === 0) return;
    const before = { x: scroller.scrollLeft, y: scroller.scrollTop };
    scroller.scrollLeft += passed * across;
    scroller.scrollTop += passed * down;
    if (scroller.scrollLeft === before.x && scroller.scrollTop === before.y) return;
    scrolled(at);
    frame = requestAnimationFrame(step);
  }

  return {
    follow(client: Point): void {
      at = client;
      if (frame === 0) last = 0;
      frame ||= requestAnimationFrame(step);
    },
    stop(): void {
      at = null;
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}
