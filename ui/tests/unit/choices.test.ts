import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Choices } from '../../src/lib/settings/choices.svelte';
import { toasts } from '../../src/lib/shell/toasts.svelte';

type Lamp = { on: boolean; warm: boolean };

/** What was sent, each answered when the test says so. */
class Lamps extends Choices<Lamp> {
  readonly sent: Lamp[] = [];
  #answer: { take: () => void; refuse: () => void } | undefined;

  protected read(): Promise<Lamp> {
    return Promise.resolve({ on: false, warm: false });
  }

  protected write(all: Lamp): Promise<Lamp> {
    this.sent.push(all);
    return new Promise((resolve, reject) => {
      this.#answer = { take: () => resolve(all), refuse: () => reject(new Error('refused')) };
    });
  }

  take(): void {
    this.#answer?.take();
  }

  refuse(): void {
    this.#answer?.refuse();
  }
}

let lamps: Lamps;

beforeEach(async () => {
  vi.spyOn(toasts, 'failure').mockImplementation(() => undefined);
  lamps = new Lamps();
  await lamps.load();
});

describe('choices', () => {
  it('are shown at once, and sent one after the other with what was taken before', async () => {
    const first = lamps.decide({ on: true });
    const second = lamps.decide({ warm: true });
    expect(lamps.current).toEqual({ on: true, warm: true });
    await Promise.resolve();
    expect(lamps.sent).toEqual([{ on: true, warm: false }]);
    lamps.take();
    await first;
    await Promise.resolve();
    lamps.take();
    await second;
    expect(lamps.sent.at(-1)).toEqual({ on: true, warm: true });
    expect(lamps.current).toEqual({ on: true, warm: true });
  });

  it('are taken back when they are refused, and go on in none that is sent later', async () => {
    const first = lamps.decide({ on: true });
    const second = lamps.decide({ warm: true });
    await Promise.resolve();
    lamps.refuse();
    await first;
    expect(lamps.current).toEqual({ on: false, warm: true });
    await Promise.resolve();
    lamps.take();
    await second;
    expect(lamps.sent.at(-1)).toEqual({ on: false, warm: true });
    expect(lamps.current).toEqual({ on: false, warm: true });
    expect(toasts.failure).toHaveBeenCalledOnce();
  });
});
