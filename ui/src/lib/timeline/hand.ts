/**
 * The hand on the sheet: clicks, drags with mouse, pen and finger. Knows pixels and elements, nothing of
 * appointments; what a gesture means is decided by whoever listens.
 */
import { edgeScroller } from './edges';

export type Point = { x: number; y: number };

/** What was taken hold of: an appointment, at one of its phases; `stretch`: to pull on it, not to carry it. */
type Grasp = { appointmentId: number; phase: string | null; stretch: boolean };

export type Gestures = {
  /** A click or tap on an appointment. */
  open: (appointmentId: number) => void;
  /** A click or tap on the mark of a segment. */
  explain: (appointmentId: number, mark: Element) => void;
  /** A press beside them. `true`: it puts away what was open over the sheet, and is nothing more. */
  putAway: () => boolean;
  /** A click or tap beside them, relative to the sheet; with the minute it names, if it was on a word that does. */
  pick: (at: Point, minute: number | null) => void;
  /** A drag begins; `false` leaves the appointment where it is. */
  lift: (grasp: Grasp, at: Point) => boolean;
  /** `client`: in the window, for what lies beside the sheet. */
  carry: (at: Point, client: Point) => void;
  drop: (client: Point) => void;
  abort: () => void;
  /** The mouse rests on free time, or has left it. */
  hover: (at: Point | null) => void;
};

/** A mouse that moved less than this has clicked. */
export const SLIP = 5;
/** A finger that rests this long wants to drag; before that it scrolls. */
export const LONG_PRESS = 320;

type Press = { grasp: Grasp; pointer: number; from: Point; client: Point; touch: boolean; timer: number };

function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

/** The appointment on which something happens. */
export function appointmentOf(event: Event): number | null {
  const element = closest(event, '[data-appointment-id]');
  return element && Number(element.dataset['appointmentId']);
}

/**
 * A gap is nobody's to open or carry: others are booked into it. Its grip, or Alt anywhere, pulls on it; a finger has no Alt and is
 * too thick for the grip, so it pulls on the gap wherever it rests on it.
 */
function graspOf(event: MouseEvent, finger = false): Grasp | null {
  const appointment = closest(event, '[data-appointment-id]');
  if (!appointment) return null;
  const inGap = closest(event, '[data-testid="gap"]') !== null;
  const stretch = event.altKey || closest(event, '[data-grip]') !== null || (finger && inGap);
  if (inGap && !stretch) return null;
  return {
    appointmentId: Number(appointment.dataset['appointmentId']),
    phase: closest(event, '[data-phase-key]')?.dataset['phaseKey'] ?? null,
    stretch,
  };
}

export function hand(sheet: HTMLElement, on: Gestures): () => void {
  let press: Press | null = null;
  let lifted = false;
  let swallowClick = false;

  const within = (client: Point): Point => {
    const box = sheet.getBoundingClientRect();
    return { x: client.x - box.left, y: client.y - box.top };
  };
  const clientOf = (event: MouseEvent): Point => ({ x: event.clientX, y: event.clientY });
  const edges = edgeScroller(sheet, (client) => on.carry(within(client), client));

  function release(): void {
    if (press) {
      window.clearTimeout(press.timer);
      if (sheet.hasPointerCapture(press.pointer)) sheet.releasePointerCapture(press.pointer);
    }
    edges.stop();
    delete sheet.dataset['lifted'];
    press = null;
    lifted = false;
  }

  function lift(): void {
    if (!press || lifted) return;
    lifted = on.lift(press.grasp, press.from);
    if (!lifted) return release();
    sheet.dataset['lifted'] = press.grasp.stretch ? 'stretch' : 'carry';
    sheet.setPointerCapture(press.pointer);
    on.hover(null);
  }

  function down(event: PointerEvent): void {
    swallowClick = !graspOf(event) && on.putAway();
    const touch = event.pointerType === 'touch';
    const grasp = graspOf(event, touch);
    if (event.button !== 0 || !grasp || press) return;
    press = {
      grasp,
      pointer: event.pointerId,
      from: within(clientOf(event)),
      client: clientOf(event),
      touch,
      timer: touch ? window.setTimeout(lift, LONG_PRESS) : 0,
    };
  }

  function moved(event: PointerEvent): void {
    const client = clientOf(event);
    if (!press) {
      if (event.pointerType === 'mouse') on.hover(graspOf(event) ? null : within(client));
      return;
    }
    if (event.pointerId !== press.pointer) return;
    const far = Math.hypot(client.x - press.client.x, client.y - press.client.y) > SLIP;
    if (!lifted && far && press.touch) return release();
    if (!lifted && far) lift();
    if (!lifted) return;
    on.carry(within(client), client);
    edges.follow(client);
  }

  function up(event: PointerEvent): void {
    if (!press || event.pointerId !== press.pointer) return;
    const wasLifted = lifted;
    release();
    if (!wasLifted) return;
    swallowClick = true;
    on.drop(clientOf(event));
  }

  function abort(): void {
    const wasLifted = lifted;
    release();
    if (wasLifted) on.abort();
  }

  function click(event: MouseEvent): void {
    if (swallowClick) {
      swallowClick = false;
      return;
    }
    // What lies on the sheet and has a meaning of its own.
    if (closest(event, 'button')) return;
    // The first of two quick ones may have opened a panel, and the columns are narrower since then.
    if (event.detail > 1) return;
    const grasp = graspOf(event);
    const mark = closest(event, '[data-mark]');
    const minute = closest(event, '[data-minute]')?.dataset['minute'];
    if (!grasp) on.pick(within(clientOf(event)), minute === undefined ? null : Number(minute));
    else if (mark) on.explain(grasp.appointmentId, mark);
    else if (!grasp.stretch) on.open(grasp.appointmentId);
  }

  function escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !lifted) return;
    event.stopPropagation();
    swallowClick = true;
    abort();
  }

  const holdStill = (event: TouchEvent) => {
    if (lifted) event.preventDefault();
  };
  const leave = () => on.hover(null);

  const listening = new AbortController();
  const { signal } = listening;
  sheet.addEventListener('pointerdown', down, { signal });
  sheet.addEventListener('pointermove', moved, { signal });
  sheet.addEventListener('pointerup', up, { signal });
  sheet.addEventListener('pointercancel', abort, { signal });
  sheet.addEventListener('pointerleave', leave, { signal });
  sheet.addEventListener('click', click, { signal });
  sheet.addEventListener('touchmove', holdStill, { passive: false, signal });
  window.addEventListener('keydown', escape, { capture: true, signal });

  return () => {
    release();
    listening.abort();
  };
}
