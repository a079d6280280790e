/**
 * The hand on the sheet: clicks, drags with mouse, pen and finger. Knows pixels and elements, nothing of
 * appointments; what a gesture means is decided by whoever listens.
 */

export type Point = { x: number; y: number };

export type Gestures = {
  /** A click or tap on an appointment. */
  open: (appointmentId: number) => void;
  /** A click or tap beside them, relative to the sheet; with the minute it names, if it was on a word that does. */
  pick: (at: Point, minute: number | null) => void;
  /** A drag begins; `false` leaves the appointment where it is. */
  lift: (appointmentId: number, at: Point) => boolean;
  carry: (at: Point) => void;
  drop: () => void;
  abort: () => void;
  /** The mouse rests on free time, or has left it. */
  hover: (at: Point | null) => void;
};

/** A mouse that moved less than this has clicked. */
const SLIP = 5;
/** A finger that rests this long wants to drag; before that it scrolls. */
const LONG_PRESS = 320;
/** Within this distance of the edge a drag scrolls the sheet along. */
const EDGE = 48;

type Press = { id: number; pointer: number; from: Point; client: Point; touch: boolean; timer: number };

export function hand(sheet: HTMLElement, on: Gestures): () => void {
  let press: Press | null = null;
  let lifted = false;
  let swallowClick = false;

  const at = (event: MouseEvent): Point => {
    const box = sheet.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const appointmentUnder = (event: Event): number | null => {
    const element = event.target instanceof Element ? event.target.closest('[data-appointment-id]') : null;
    const gap = event.target instanceof Element ? event.target.closest('[data-testid="gap"]') : null;
    return element && !gap ? Number(element.getAttribute('data-appointment-id')) : null;
  };

  const minuteNamed = (event: Event): number | null => {
    const element = event.target instanceof Element ? event.target.closest('[data-minute]') : null;
    return element ? Number(element.getAttribute('data-minute')) : null;
  };

  function release(): void {
    if (press) {
      window.clearTimeout(press.timer);
      if (sheet.hasPointerCapture(press.pointer)) sheet.releasePointerCapture(press.pointer);
    }
    delete sheet.dataset['lifted'];
    press = null;
    lifted = false;
  }

  function lift(): void {
    if (!press || lifted) return;
    lifted = on.lift(press.id, press.from);
    if (!lifted) return release();
    sheet.dataset['lifted'] = String(press.id);
    sheet.setPointerCapture(press.pointer);
    on.hover(null);
  }

  function down(event: PointerEvent): void {
    swallowClick = false;
    const id = appointmentUnder(event);
    if (event.button !== 0 || id === null || press) return;
    const touch = event.pointerType === 'touch';
    press = {
      id,
      pointer: event.pointerId,
      from: at(event),
      client: { x: event.clientX, y: event.clientY },
      touch,
      timer: touch ? window.setTimeout(lift, LONG_PRESS) : 0,
    };
  }

  function moved(event: PointerEvent): void {
    if (!press) {
      if (event.pointerType === 'mouse') on.hover(appointmentUnder(event) === null ? at(event) : null);
      return;
    }
    if (event.pointerId !== press.pointer) return;
    const far = Math.hypot(event.clientX - press.client.x, event.clientY - press.client.y) > SLIP;
    if (!lifted && far && press.touch) return release();
    if (!lifted && far) lift();
    if (!lifted) return;
    scrollAlong(event.clientY);
    on.carry(at(event));
  }

  function scrollAlong(clientY: number): void {
    const scroller = sheet.closest('[data-scroller]');
    if (!scroller) return;
    const box = scroller.getBoundingClientRect();
    if (clientY > box.bottom - EDGE) scroller.scrollTop += 12;
    else if (clientY < box.top + EDGE * 2) scroller.scrollTop -= 12;
  }

  function up(event: PointerEvent): void {
    if (!press || event.pointerId !== press.pointer) return;
    const wasLifted = lifted;
    release();
    if (!wasLifted) return;
    swallowClick = true;
    on.drop();
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
    const id = appointmentUnder(event);
    if (id === null) on.pick(at(event), minuteNamed(event));
    else on.open(id);
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

  sheet.addEventListener('pointerdown', down);
  sheet.addEventListener('pointermove', moved);
  sheet.addEventListener('pointerup', up);
  sheet.addEventListener('pointercancel', abort);
  sheet.addEventListener('pointerleave', leave);
  sheet.addEventListener('click', click);
  sheet.addEventListener('touchmove', holdStill, { passive: false });
  window.addEventListener('keydown', escape, { capture: true });

  return () => {
    release();
    sheet.removeEventListener('pointerdown', down);
    sheet.removeEventListener('pointermove', moved);
    sheet.removeEventListener('pointerup', up);
    sheet.removeEventListener('pointercancel', abort);
    sheet.removeEventListener('pointerleave', leave);
    sheet.removeEventListener('click', click);
    sheet.removeEventListener('touchmove', holdStill);
    window.removeEventListener('keydown', escape, { capture: true });
  };
}
