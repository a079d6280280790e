import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import type { HealthReport } from '../ipc/HealthReport';
import type { ReviewEntry } from '../ipc/ReviewEntry';
import type { SyncStatus } from '../ipc/SyncStatus';

/** Asked now and then as well as on each change: the line can drop without anything being committed. */
const POLL = 10_000;
/** The figures are of a day; a minute more or less does not matter. */
const POLL_HEALTH = 60_000;
/** How far back they go, in hours. */
const HOURS = 24;
/** What everybody at the desk has to see, wherever they are. */
const NOTICES = ['clock_off', 'book_restored', 'backup_failed'];

class Status {
  sync = $state.raw<SyncStatus | null>(null);
  review = $state.raw<ReviewEntry[]>([]);
  /** Why the list could not be read last. */
  reviewProblem = $state.raw<Failure | null>(null);
  health = $state.raw<HealthReport | null>(null);
  /** Why the figures could not be read last. */
  healthProblem = $state.raw<Failure | null>(null);
  readonly #latest = { sync: new Latest(), review: new Latest(), health: new Latest() };

  async load(): Promise<void> {
    const isLatest = this.#latest.sync.begin();
    const sync = await desk.syncStatus();
    if (isLatest()) this.sync = sync;
  }

  async loadReview(): Promise<void> {
    const isLatest = this.#latest.review.begin();
    try {
      const review = await desk.review();
      if (!isLatest()) return;
      this.review = review;
      this.reviewProblem = null;
    } catch (cause) {
      if (isLatest()) this.reviewProblem = Failure.from(cause);
    }
  }

  async loadHealth(): Promise<void> {
    const isLatest = this.#latest.health.begin();
    try {
      const health = await desk.health(HOURS);
      if (!isLatest()) return;
      this.health = health;
      this.healthProblem = null;
    } catch (cause) {
      if (isLatest()) this.healthProblem = Failure.from(cause);
    }
  }

  get notices(): ReviewEntry[] {
    return this.review.filter((entry) => NOTICES.includes(entry.code));
  }

  /** Appointments that Cal.com does not have yet. */
  get open(): number {
    return this.sync ? this.sync.waiting + this.sync.sending + this.sync.uncertain : 0;
  }

  startPolling(): () => void {
    const timers = [
      window.setInterval(() => void this.load().catch(() => undefined), POLL),
      window.setInterval(() => void this.loadHealth(), POLL_HEALTH),
    ];
    return () => timers.forEach((timer) => window.clearInterval(timer));
  }
}

export const status = new Status();
