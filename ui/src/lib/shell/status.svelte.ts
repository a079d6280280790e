import { desk } from '../desk/commands';
import type { ReviewEntry } from '../ipc/ReviewEntry';
import type { SyncStatus } from '../ipc/SyncStatus';

/** Asked now and then as well as on each change: the line can drop without anything being committed. */
const POLL = 10_000;

class Status {
  sync = $state.raw<SyncStatus | null>(null);
  review = $state.raw<ReviewEntry[]>([]);

  async load(): Promise<void> {
    this.sync = await desk.syncStatus();
  }

  async loadReview(): Promise<void> {
    this.review = await desk.review();
  }

  /** Appointments that Cal.com does not have yet. */
  get open(): number {
    return this.sync ? this.sync.waiting + this.sync.sending + this.sync.uncertain : 0;
  }

  startPolling(): () => void {
    const timer = window.setInterval(() => void this.load().catch(() => undefined), POLL);
    return () => window.clearInterval(timer);
  }
}

export const status = new Status();
