import type { CheckView } from '../ipc/CheckView';

/** An error of the desk: a stable code that the window puts into words. */
export class Failure extends Error {
  readonly code: string;
  readonly details: unknown;

  constructor(code: string, message: string, details: unknown = null) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.details = details;
  }

  /** Whatever a command was rejected with; anything but the contract's shape becomes `internal`. */
  static from(cause: unknown): Failure {
    if (cause instanceof Failure) return cause;
    if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') {
      const message = 'message' in cause && typeof cause.message === 'string' ? cause.message : cause.code;
      return new Failure(cause.code, message, 'details' in cause ? cause.details : null);
    }
    return new Failure('internal', String(cause));
  }

  /** How long to wait before the next try, in seconds. */
  get waitSeconds(): number {
    return ((this.details ?? {}) as { wait_seconds?: number }).wait_seconds ?? 0;
  }

  /** What could be meant, or what is in the way. */
  get names(): string[] {
    return ((this.details ?? {}) as { names?: string[] }).names ?? [];
  }

  /** What a check would have said, if this is a refused or doubted time; without phases, which a refusal does not tell. */
  get verdict(): CheckView | null {
    if (this.code !== 'refused' && this.code !== 'warnings') return null;
    const { refusals = [], warnings = [], nearest = null } = (this.details ?? {}) as Partial<CheckView>;
    return { fits: refusals.length === 0, phases: [], then: [], refusals, warnings, nearest };
  }
}
