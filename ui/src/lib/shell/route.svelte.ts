import type { Screen } from './screens';

type Panel =
  | { kind: 'none' }
  | { kind: 'booking' }
  | { kind: 'walk_in' }
  | { kind: 'waiting' }
  | { kind: 'customer'; id: number }
  | { kind: 'call'; id: number }
  | { kind: 'appointment'; id: number };

const NONE: Panel = { kind: 'none' };

/** Which screen is open, and what stands beside it. Each screen keeps its panel and its place while another is open. */
class Route {
  screen = $state<Screen>('day');
  #panels = $state.raw<Partial<Record<Screen, Panel>>>({});
  /** How far each screen was scrolled, in pixels. */
  readonly #scrolled = new Map<Screen, number>();

  get panel(): Panel {
    return this.panelOn(this.screen);
  }

  /** What stands beside a screen, or will once it is open again. */
  panelOn(screen: Screen): Panel {
    return this.#panels[screen] ?? NONE;
  }

  go(screen: Screen): void {
    this.screen = screen;
  }

  /** Beside the timeline. */
  openAppointment(id: number): void {
    this.screen = 'day';
    this.#show({ kind: 'appointment', id });
  }

  /** Beside the screen that is open. */
  openBeside(id: number): void {
    this.#show({ kind: 'appointment', id });
  }

  openCustomer(id: number): void {
    this.screen = 'customers';
    this.#show({ kind: 'customer', id });
  }

  openCall(id: number): void {
    this.screen = 'calls';
    this.#show({ kind: 'call', id });
  }

  openBooking(): void {
    this.screen = 'day';
    this.#show({ kind: 'booking' });
  }

  /** Beside the timeline: who comes in without an appointment, or who and what waits for a place. */
  openAside(kind: 'walk_in' | 'waiting'): void {
    this.screen = 'day';
    this.#show({ kind });
  }

  closePanel(): void {
    this.#show(NONE);
  }

  #show(panel: Panel): void {
    this.#panels = { ...this.#panels, [this.screen]: panel };
  }

  scrolledOf(screen: Screen): number {
    return this.#scrolled.get(screen) ?? 0;
  }

  rememberScroll(screen: Screen, pixels: number): void {
    this.#scrolled.set(screen, pixels);
  }
}

export const route = new Route();
