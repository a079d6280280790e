import { refuse } from './refuse';

/** Commands that the program cannot carry out, until the test says that it can again. */
export class Refusals {
  private readonly left = new Map<string, { code: string; times: number }>();

  begin(command: string, code = 'internal', times = Infinity): void {
    this.left.set(command, { code, times });
  }

  end(command: string): void {
    this.left.delete(command);
  }

  guard(command: string): void {
    const one = this.left.get(command);
    if (!one || one.times === 0) return;
    one.times -= 1;
    throw refuse(one.code);
  }
}
