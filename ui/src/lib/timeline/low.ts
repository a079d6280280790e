/**
 * The boxes of appointments that are too low for words. There can be thousands on the screen, and a component for each would take
 * several times as long as all the rest of the page: they are drawn by hand.
 */
import { tongue } from '../i18n/i18n.svelte';
import { onScreen } from '../shell/painted';
import type { Scale } from './geometry';
import { labelOf } from './spoken';
import type { Run, Standing } from './stack';

function blank(): HTMLElement {
  const box = document.createElement('div');
  box.className = 'low';
  box.tabIndex = 0;
  box.setAttribute('role', 'button');
  box.setAttribute('aria-pressed', 'false');
  box.dataset['testid'] = 'appointment';
  box.dataset['low'] = '';
  return box;
}

let cast: HTMLElement | undefined;

/** `tint` in place of `colour`: lines and fill, and none of what a comb has besides, which each box would carry along. */
function dress(box: HTMLElement, { appointment, low }: Standing): void {
  box.setAttribute('data-appointment-id', String(appointment.id));
  box.setAttribute('data-sync', appointment.sync);
  box.setAttribute('data-tint', appointment.service.colour);
  box.classList.toggle('absent', appointment.status === 'no_show');
  box.style.height = `${String(low?.height ?? 0)}px`;
}

/** What is said to whoever does not see it may come when it is on the screen. */
async function name(boxes: readonly [HTMLElement, Standing][], scale: Scale): Promise<void> {
  await onScreen();
  for (const [box, { appointment }] of boxes) box.ariaLabel = labelOf(scale, appointment);
}

type Box = { box: HTMLElement; one: Standing; below: number };

/** Those of one run. */
export class LowBoxes {
  #boxes = new Map<number, Box>();
  #language = '';
  #selectedId: number | null = null;
  #away: ReadonlySet<number> = new Set();

  /** Draws what is new, and leaves alone what stands. */
  draw(node: HTMLElement, { standing, end: above }: Run, scale: Scale): void {
    const stood = this.#language === tongue.language;
    const boxes = new Map<number, Box>();
    const dressed: [HTMLElement, Standing][] = [];
    let end = above;
    let next = node.firstElementChild;
    for (const one of standing) {
      const { id } = one.appointment;
      const from = one.low?.from ?? 0;
      const below = from - end;
      end = from + (one.low?.height ?? 0);
      const known = this.#boxes.get(id);
      const box = known?.box ?? ((cast ??= blank()).cloneNode() as HTMLElement);
      if (known?.one !== one || !stood) {
        dress(box, one);
        dressed.push([box, one]);
      }
      if (known?.below !== below) box.style.marginTop = `${String(below)}px`;
      if (box === next) next = next.nextElementSibling;
      else node.insertBefore(box, next);
      boxes.set(id, { box, one, below });
    }
    for (const [id, { box }] of this.#boxes) if (!boxes.has(id)) box.remove();
    this.#boxes = boxes;
    this.#language = tongue.language;
    this.#show([this.#selectedId, ...this.#away]);
    void name(dressed, scale);
  }

  /** Which one is open beside the sheet, and which are on their way to another place. */
  mark(selectedId: number | null, away: ReadonlySet<number>): void {
    const before = [this.#selectedId, ...this.#away];
    this.#selectedId = selectedId;
    this.#away = away;
    this.#show([...before, selectedId, ...away]);
  }

  #show(ids: readonly (number | null)[]): void {
    for (const id of ids) {
      const box = id === null ? undefined : this.#boxes.get(id)?.box;
      box?.classList.toggle('selected', id === this.#selectedId);
      box?.classList.toggle('away', id !== null && this.#away.has(id));
      box?.setAttribute('aria-pressed', String(id === this.#selectedId));
    }
  }
}
