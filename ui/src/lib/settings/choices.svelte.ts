import { Failure } from '../desk/failure';
import { toasts } from '../shell/toasts.svelte';

/**
 * What somebody chooses is shown at once and sent one after the other, each with what was taken before it. What is refused is taken
 * back, and nothing else.
 */
export abstract class Choices<All extends object> {
  #taken = $state.raw<All | null>(null);
  #open = $state.raw<readonly Partial<All>[]>([]);
  #last: Promise<void> = Promise.resolve();

  protected abstract read(): Promise<All>;

  /** Answers what holds then. */
  protected abstract write(all: All): Promise<All>;

  /** `null` until it was read. */
  get current(): All | null {
    return this.#taken && this.#open.reduce<All>((all, change) => ({ ...all, ...change }), this.#taken);
  }

  async load(): Promise<void> {
    this.#taken = await this.read();
  }

  decide(change: Partial<All>): Promise<void> {
    this.#open = [...this.#open, change];
    this.#last = this.#last.then(() => this.#send(change));
    return this.#last;
  }

  async #send(change: Partial<All>): Promise<void> {
    try {
      if (this.#taken) this.#taken = await this.write({ ...this.#taken, ...change });
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    } finally {
      this.#open = this.#open.filter((one) => one !== change);
    }
  }
}
