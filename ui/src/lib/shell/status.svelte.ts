import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
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

  async load(): Promise<void> {
    this.sync = await desk.syncStatus();
  }

  async loadReview(): Promise<void> {
    try {
      this.review = await desk.review();
      this.reviewProblem = null;
    } catch (cause) {
      this.reviewProblem = Failure.from(cause);
    }
  }

  async loadHealth(): Promise<void> {
    try {
      this.health = await desk.health(HOURS);
      this.healthProblem = null;
    } catch (cause) {
      this.healthProblem = Failure.from(cause);
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
