import type * as Rest from './rest';

/** The rest of the window's code. What is opened before it is there stands open, and is drawn when it comes. */
class Later {
  rest = $state.raw<typeof Rest | null>(null);

  async fetch(): Promise<typeof Rest> {
    return (this.rest ??= await import('./rest'));
  }
}

export const later = new Later();
