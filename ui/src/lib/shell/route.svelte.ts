export type Screen = 'day' | 'review' | 'settings';
export type Panel = { kind: 'none' } | { kind: 'booking' } | { kind: 'appointment'; id: number };

/** Which screen is open, and what stands beside the timeline. */
class Route {
  screen = $state<Screen>('day');
  panel = $state.raw<Panel>({ kind: 'none' });

  go(screen: Screen): void {
    this.screen = screen;
  }

  openAppointment(id: number): void {
    this.screen = 'day';
    this.panel = { kind: 'appointment', id };
  }

  openBooking(): void {
    this.screen = 'day';
    this.panel = { kind: 'booking' };
  }

  closePanel(): void {
    this.panel = { kind: 'none' };
  }
}

export const route = new Route();
