/** What part of a sheet is seen, and bringing there what somebody has come upon without pointing at it. */
import { tick } from 'svelte';

/** So much of it is enough to be seen, in pixels. */
const LEAST = 20;

type Edges = { left: number; top: number; right: number; bottom: number };

/** Names and hours stay where they are, in front of the sheet. */
export function openPart(scroller: Element): Edges {
  const { left, top, right, bottom } = scroller.getBoundingClientRect();
  const style = getComputedStyle(scroller);
  const [head, hours] = [parseFloat(style.scrollPaddingTop) || 0, parseFloat(style.scrollPaddingLeft) || 0];
  return { left: left + hours, top: top + head, right, bottom };
}

/** How far to go for a stretch to be within another; its beginning, if all of it has no room. */
function way(from: number, to: number, least: number, most: number): number {
  if (from < least) return from - least;
  return Math.max(0, Math.min(to - most, from - least));
}

/** What is out of sight. `from`: what has to be seen of it: its beginning, or any of it. */
export function comeIntoView(element: HTMLElement, from: 'beginning' | 'any'): void {
  const scroller = element.closest('[data-scroller]');
  if (!scroller) return;
  const open = openPart(scroller);
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const middle = (left + right) / 2;
  const end = from === 'any' ? bottom : Math.min(bottom, top + LEAST);
  if (middle <= open.left || middle >= open.right)
    scroller.scrollLeft += way(left, right, open.left, open.right);
  const seen = Math.min(end, open.bottom) - Math.max(top, open.top);
  if (seen < Math.min(LEAST, end - top)) scroller.scrollTop += way(top, bottom, open.top, open.bottom);
}

/** Which appointment is open beside the sheet, however somebody has come upon it. `read`: the sheet has what is on it. */
export function showChosen(layer: HTMLElement | undefined, id: number | null, read: boolean): void {
  if (id === null || !read) return;
  void tick().then(() => {
    const chosen = layer?.querySelector<HTMLElement>(`[data-appointment-id="${String(id)}"]`);
    if (chosen) comeIntoView(chosen, 'any');
  });
}
