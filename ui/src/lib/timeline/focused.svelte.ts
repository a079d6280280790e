import { appointmentOf } from './hand';
import { move } from './move.svelte';

/**
 * The appointment of a sheet that keys work on. Drawn in another column, or asked about in between, it has lost the focus: keys go
 * on where they were.
 */
export class Focused {
  id = $state<number | null>(null);

  /** `drawn`: whatever changes when the sheet is drawn anew. */
  constructor(layer: () => HTMLElement | undefined, drawn: () => unknown) {
    $effect(() => {
      void [drawn(), move.subject];
      if (this.id === null || document.activeElement !== document.body) return;
      const element = layer()?.querySelector<HTMLElement>(`[data-appointment-id="${String(this.id)}"]`);
      element?.focus({ preventScroll: true });
    });
  }

  /** For wherever in the window somebody turns to. */
  readonly turned = (event: Event): void => {
    const inside = event.target instanceof Element && event.target.closest('[data-testid="move-card"]');
    if (!inside) this.id = appointmentOf(event);
  };
}
