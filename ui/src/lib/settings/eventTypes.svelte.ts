import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { hearing } from '../desk/hearing';
import type { MapFinding } from '../ipc/MapFinding';
import type { OldEventType } from '../ipc/OldEventType';
import type { Progress } from '../ipc/Progress';
import type { ProvisionProgress } from '../ipc/ProvisionProgress';
import type { ProvisionStep } from '../ipc/ProvisionStep';
import { toasts } from '../shell/toasts.svelte';

type Account = {
  /** One thing at a time is asked of an account. */
  doing: (work: () => Promise<void>) => Promise<boolean>;
  /** How many event types it has may be another number now. */
  changed: () => Promise<void>;
};

/** The event types of an account: planned, made, verified, and those that nobody needs any more. */
export class EventTypeSettings {
  steps = $state.raw<ProvisionStep[] | null>(null);
  applied = $state(false);
  /** How far it is, while event types are being made. */
  progress = $state.raw<ProvisionProgress | null>(null);
  /** Event types that are left because somebody stopped. */
  left = $state(0);
  stopping = $state(false);
  /** Cal.com is being asked about event types, or told to delete some. */
  asking = $state(false);
  /** How far that is, where it takes one question for each. */
  asked = $state.raw<Progress | null>(null);
  /** What is wrong with the event types; nothing is known before they were verified. */
  findings = $state.raw<MapFinding[] | null>(null);
  /** Event types that nobody needs any more; nothing is known before they were looked for. */
  old = $state.raw<OldEventType[] | null>(null);
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  /** What was answered does not hold any more. */
  forget(): void {
    this.steps = null;
    this.findings = null;
    this.old = null;
    this.left = 0;
  }

  plan(): Promise<boolean> {
    return this.#ask(async () => {
      this.forget();
      this.steps = await desk.planEventTypes();
      this.applied = false;
    });
  }

  apply(): Promise<boolean> {
    this.stopping = false;
    return this.#account.doing(async () => {
      const deaf = await desk.onProvisioned((progress) => (this.progress = progress));
      try {
        const done = await desk.applyEventTypes();
        this.steps = done.steps;
        this.left = done.left;
        this.applied = true;
      } finally {
        deaf();
        this.progress = null;
        await this.#account.changed();
      }
    });
  }

  /** What is under way comes to its end; carrying out the plan again goes on. */
  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await desk.stopEventTypes();
    } catch (cause) {
      this.stopping = false;
      toasts.failure(Failure.from(cause));
    }
  }

  verify(): Promise<boolean> {
    return this.#ask(async () => {
      this.forget();
      this.findings = await desk.verifyEventTypes();
    });
  }

  lookForOld(): Promise<boolean> {
    return this.#ask(async () => {
      this.forget();
      this.old = await desk.oldEventTypes();
    });
  }

  /** Deletes what the list shows and nothing hangs on. */
  clean(): Promise<boolean> {
    return this.#ask(async () => {
      const chosen = this.old?.filter((one) => one.kept === null).map((one) => one.event_type_id) ?? [];
      this.old = await desk.cleanEventTypes(chosen);
    });
  }

  #ask(work: () => Promise<void>): Promise<boolean> {
    return this.#account.doing(async () => {
      this.asking = true;
      try {
        await hearing((asked) => (this.asked = asked), work);
      } finally {
        this.asking = false;
      }
    });
  }
}
