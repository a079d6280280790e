/** Answers that come late, as from a disk that is busy: kept back until the test lets them go. */
export class Late {
  private readonly kept = new Map<string, { gone: Promise<void>; letGo: () => void; passing: boolean }>();

  keepBack(command: string): void {
    let letGo: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    this.kept.set(command, { gone, letGo, passing: false });
  }

  /** What is kept back stays so; whatever is asked from now on is answered before it. */
  passOthers(command: string): void {
    const kept = this.kept.get(command);
    if (kept) kept.passing = true;
  }

  letGo(command: string): void {
    this.kept.get(command)?.letGo();
    this.kept.delete(command);
  }

  /** When this command may be answered; undefined: at once. */
  until(command: string): Promise<void> | undefined {
    const kept = this.kept.get(command);
    return kept?.passing ? undefined : kept?.gone;
  }
}
