/**
 * What would lead out of Kamm, or put another page in its place: the keys of the browser that the window is made of, its menu,
 * and files dropped onto it. A kiosk has no way out but the PIN, and nobody misses a browser at a reception desk.
 */
import { print } from '../print/print.svelte';
import { covered } from './covered';

/** Print, save, open, reload, view source, another window or tab, close, look for, downloads, history, address. */
const WITH_CONTROL = new Set('psorunwtfjhld');
const ALONE = new Set([
  'F1',
  'F3',
  'F5',
  'F6',
  'F7',
  'F11',
  'BrowserBack',
  'BrowserForward',
  'BrowserRefresh',
  'BrowserHome',
]);
const WITH_ALT = new Set(['ArrowLeft', 'ArrowRight', 'Home']);

function leadsOut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey) return WITH_CONTROL.has(event.key.toLowerCase());
  return ALONE.has(event.key) || (event.altKey && WITH_ALT.has(event.key));
}

/** Before anything else hears the key. Printing stays, but what is printed is the day. */
export function keepInside(event: KeyboardEvent): void {
  if (!leadsOut(event)) return;
  // On an appointment Alt and the arrows stretch its gaps.
  if (event.altKey && event.target instanceof Element && event.target.closest('[data-appointment-id]'))
    return;
  event.preventDefault();
  const onPaper = event.ctrlKey && event.key === 'p';
  if (onPaper && !covered() && !event.repeat) void print.day();
}

/** The menu of a field has what is needed to paste a number; everywhere else it is the browser's. */
export function keepMenu(event: Event): void {
  if (!(event.target instanceof Element && event.target.closest('input, textarea'))) event.preventDefault();
}

/** A file that is dropped beside a field for files would be opened in place of the desk. */
export function keepDrops(event: Event): void {
  if (!(event.target instanceof Element && event.target.closest('input[type="file"]')))
    event.preventDefault();
}
