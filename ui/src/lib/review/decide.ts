import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { count, t } from '../i18n/i18n.svelte';
import type { Remedy } from '../ipc/Remedy';
import { keepFocus } from '../shell/focus';
import { status } from '../shell/status.svelte';
import { toasts } from '../shell/toasts.svelte';

/** Remedies that need to be told nothing more, and so do for several entries at once. */
export const AT_ONCE: readonly Remedy[] = [
  'retry',
  'keep_local',
  'keep_both',
  'split',
  'cancel_all',
  'dismiss',
];

/** Carries one decision out and says what became of it. */
export function decide(ids: number[], remedy: Remedy): Promise<void> {
  return deciding(async () => {
    const decided = await desk.resolveReview(ids, remedy);
    const refused = decided.filter((one) => one.problem !== null);
    const first = refused[0]?.problem;
    if (first && ids.length === 1) toasts.failure(Failure.from(first));
    else if (first) toasts.show(count(refused.length, 'review.not_all.one', 'review.not_all.other'));
    else toasts.show(t('remedy.done'));
  });
}

/** The booking that an entry is about is this one. */
export function link(entry: number, choice: number): Promise<void> {
  return deciding(async () => {
    await desk.linkBooking(entry, choice);
    toasts.show(t('remedy.done'));
  });
}

async function deciding(work: () => Promise<void>): Promise<void> {
  const backToFocus = keepFocus();
  try {
    await work();
    await Promise.all([status.loadReview(), status.load()]);
  } catch (cause) {
    toasts.failure(Failure.from(cause));
  }
  void backToFocus();
}
