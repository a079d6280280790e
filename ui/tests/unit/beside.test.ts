import { beforeEach, describe, expect, it } from 'vitest';
import { Beside } from '../../src/lib/desk/beside.svelte';

type View = { id: number; told: string };

/** Answers in the order of the questions, each given when the test says so. */
class Panel extends Beside<View> {
  readonly asked: ((told: string) => Promise<void>)[] = [];

  protected idOf({ id }: View): number {
    return id;
  }

  protected ask(id: number): Promise<View> {
    return new Promise((resolve) =>
      this.asked.push(async (told) => {
        resolve({ id, told });
        await new Promise<void>((done) => setTimeout(done));
      }),
    );
  }

  heard(): void {
    void this.readAgain();
  }

  write(view: View): void {
    this.became(view);
  }
}

let panel: Panel;

beforeEach(() => {
  panel = new Panel();
  void panel.open(1);
});

describe('what stands beside a screen', () => {
  it('is what was read last, in whatever order the answers come', async () => {
    panel.heard();
    await panel.asked[1]?.('after');
    await panel.asked[0]?.('before');
    expect(panel.view?.told).toBe('after');
  });

  it('is never what was said about another', async () => {
    void panel.open(2);
    await panel.asked[0]?.('the first');
    expect(panel.view).toBeNull();
    panel.write({ id: 1, told: 'the first' });
    expect(panel.view).toBeNull();
    await panel.asked[1]?.('the second');
    expect(panel.view?.told).toBe('the second');
  });
});
