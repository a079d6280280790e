/** Answers that come late, as from a disk that is busy: kept back until the test lets them go. */
export class Late {
  private readonly kept = new Map<string, { gone: Promise<void>; letGo: () => void }>();

  keepBack(command: string): void {
    let letGo: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    this.kept.set(command, { gone, letGo });
  }

  letGo(command: string): void {
    this.kept.get(command)?.letGo();
    this.kept.delete(command);
  }

  /** When this command may be answered; undefined: at once. */
  until(command: string): Promise<void> | undefined {
    return this.kept.get(command)?.gone;
  }
}
