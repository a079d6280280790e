/** What is asked again and again is not always answered in that order: of the answers only that to the latest question counts. */
export class Latest {
  #begun = 0;

  /** Another question. What it answers tells, later on, whether it is still the latest. */
  begin(): () => boolean {
    const mine = ++this.#begun;
    return () => mine === this.#begun;
  }

  /** Whatever is still on its way comes too late. */
  forget(): void {
    this.#begun++;
  }
}
