import type { Attachment } from 'svelte/attachments';
import type { CheckView } from '../ipc/CheckView';
import type { SheetPhase } from '../ipc/SheetPhase';
import type { Planned } from './comb';
import { day } from './day.svelte';
import { edgeScroller } from './edges';
import { LONG_PRESS, type Point, SLIP } from './hand';
import { Inquiry } from './inquiry.svelte';
import type { Target } from './place';
import { sheet } from './zones';

/** What is carried onto the sheet from beside it: from the parking tray, from the waiting list. */
export type Load = {
  /** Whose name the ghost bears. */
  name: string;
  /** The service's palette entry. */
  colour: string;
  /** From its first to its last minute, for the ghost until the program has answered. */
  minutes: number;
  /** "Would it fit here?" */
  check: (target: Target) => Promise<CheckView>;
  /** It was let go over the sheet. `null`: the program could not say whether it fits. Books nothing by itself. */
  drop: (target: Target, verdict: CheckView | null) => void;
};

function plain(load: Load, { minute: from_minute, staffId: staff_id }: Target): SheetPhase {
  const { minutes } = load;
  return {
    ...{ key: 'A', name: '', kind: 'staff', bookable: false, staff_id, sync: null },
    ...{ from_minute, to_minute: from_minute + minutes, minutes },
  };
}

/**
 * A load on its way onto the sheet, begun by what is `from` it; the ghost, the live check and its reason are the sheet's, what a
 * drop means is the load's. Escape, or letting go beside the sheet, leaves everything as it was.
 */
class Carry {
  load = $state.raw<Load | null>(null);
  target = $state.raw<Target | null>(null);
  readonly #inquiry = new Inquiry();

  /**
   * `{@attach carry.from(() => load)}`: this can be carried, beside the buttons on it. A click that does not move stays a click, and a
   * finger that does not rest first scrolls.
   */
  from(load: () => Load): Attachment<HTMLElement> {
    return (node) => {
      const listening = new AbortController();
      const { signal } = listening;
      node.addEventListener('pointerdown', (event) => this.#begin(event, node, load()), { signal });
      const holdStill = (event: TouchEvent) => {
        if (this.load) event.preventDefault();
      };
      node.addEventListener('touchmove', holdStill, { passive: false, signal });
      return () => listening.abort();
    };
  }

  #begin(event: PointerEvent, node: HTMLElement, load: Load): void {
    const onButton = event.target instanceof Element && event.target.closest('button');
    if (event.button !== 0 || onButton) return;
    const { clientX, clientY, pointerId } = event;
    const touch = event.pointerType === 'touch';
    const edges = sheet.node && edgeScroller(sheet.node, (client) => this.#over(sheet.at(client)));
    const held = new AbortController();
    const over = new AbortController();
    const lift = () => {
      this.cancel();
      this.load = load;
      node.dataset['lifted'] = 'carry';
    };
    const resting = touch ? window.setTimeout(lift, LONG_PRESS) : 0;
    const mine = (then: (moved: PointerEvent) => void) => (moved: PointerEvent) => {
      if (moved.pointerId === pointerId) then(moved);
    };
    const carried = (client: Point) => {
      const target = sheet.at(client);
      this.#over(target);
      if (target) edges?.follow(client);
      else edges?.stop();
    };
    const letGo = () => {
      held.abort();
      edges?.stop();
      window.clearTimeout(resting);
      delete node.dataset['lifted'];
    };
    const end = () => {
      letGo();
      over.abort();
      if (this.load === load) this.cancel();
    };
    const options = { signal: held.signal };
    window.addEventListener(
      'pointermove',
      mine((moved) => {
        const lifted = this.load === load;
        if (!lifted && Math.hypot(moved.clientX - clientX, moved.clientY - clientY) <= SLIP) return;
        if (!lifted && touch) return end();
        if (!lifted) lift();
        carried({ x: moved.clientX, y: moved.clientY });
      }),
      options,
    );
    window.addEventListener(
      'pointerup',
      mine(() => {
        letGo();
        void this.#drop(load).finally(end);
      }),
      options,
    );
    window.addEventListener('pointercancel', mine(end), options);
    window.addEventListener(
      'keydown',
      (key) => {
        if (key.key !== 'Escape' || this.load !== load) return;
        key.stopPropagation();
        end();
      },
      { signal: over.signal, capture: true },
    );
  }

  #over(target: Target | null): void {
    const load = this.load;
    const { minute, staffId } = this.target ?? {};
    if (!load || (target?.minute === minute && target?.staffId === staffId)) return;
    this.target = target;
    if (target) this.#inquiry.ask(() => load.check(target));
    else this.#inquiry.forget();
  }

  /** Where it is when it is let go; unless it was called off, or something else is carried, before the answer is there. */
  async #drop(load: Load): Promise<void> {
    const { target } = this;
    if (this.load !== load || !target) return;
    await this.#inquiry.settled();
    if (this.load === load) load.drop(target, this.verdict);
  }

  cancel(): void {
    this.#inquiry.forget();
    this.load = null;
    this.target = null;
  }

  get verdict(): CheckView | null {
    return this.#inquiry.verdict;
  }

  /** Where it would lie on the day that is shown, and what goes along with it. */
  get ghosts(): Planned[] {
    const { load, target, verdict } = this;
    if (!load || target?.date !== day.date) return [];
    const { colour } = load;
    if (!verdict || verdict.phases.length === 0)
      return [{ phases: [plain(load, target)], staffId: target.staffId, colour }];
    const others = verdict.then.map(({ phases, staff_id: staffId }) => ({ phases, staffId, colour }));
    return [{ phases: verdict.phases, staffId: target.staffId, colour }, ...others];
  }
}

export const carry = new Carry();
