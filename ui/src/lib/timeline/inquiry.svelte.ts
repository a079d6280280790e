import { Failure } from '../desk/failure';
import type { CheckView } from '../ipc/CheckView';

type Question = () => Promise<CheckView>;

/**
 * "Would it fit here?", asked with every step of the hand. One question is on its way at a time; of those that come
 * meanwhile only the newest is asked, so that the answers keep pace however long one takes.
 */
export class Inquiry {
  verdict = $state.raw<CheckView | null>(null);
  problem = $state.raw<Failure | null>(null);
  /** The answer to the newest question is not there yet. */
  open = $state(false);
  #next: Question | null = null;
  #asking: Promise<void> | null = null;

  ask(question: Question): void {
    this.verdict = null;
    this.problem = null;
    this.open = true;
    this.#next = question;
    this.#asking ??= this.#work();
  }

  /** The answer to what was asked before is of no interest any more. */
  forget(): void {
    this.#next = null;
    this.verdict = null;
    this.problem = null;
    this.open = false;
  }

  /** As soon as the newest question is answered. */
  async settled(): Promise<void> {
    await this.#asking;
  }

  async #work(): Promise<void> {
    while (this.#next) {
      const question = this.#next;
      try {
        const verdict = await question();
        if (this.#next === question) this.verdict = verdict;
      } catch (cause) {
        if (this.#next === question) this.problem = Failure.from(cause);
      }
      if (this.#next === question) {
        this.#next = null;
        this.open = false;
      }
    }
    this.#asking = null;
  }
}
