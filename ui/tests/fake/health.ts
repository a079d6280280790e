import type { HealthReport } from '../../src/lib/ipc/HealthReport';
import { instant, TODAY } from './book';
import { courseOf } from './course';

/** The figures of a day, good or bad. */
export function healthOf(unwell: boolean, review: number): HealthReport {
  const took = { count: 9, mean_ms: 1250, p50_ms: 900, p95_ms: 3100, max_ms: 4000 };
  const atOnce = { count: 9, mean_ms: 41, p50_ms: 38, p95_ms: 62, max_ms: 64 };
  return {
    hours: 24,
    state: unwell ? 'alert' : 'ok',
    done: unwell ? 18 : 20,
    failed: unwell ? 2 : 0,
    not_sent: 0,
    success_percent: unwell ? 90 : 100,
    confirmation: atOnce,
    answer: took,
    targets: {
      success_over_95: !unwell,
      success_over_98: !unwell,
      mean_under_10_s: true,
      max_under_30_s: true,
    },
    waiting: 1,
    sending: 0,
    uncertain: 0,
    blocked: 1,
    review: review,
    origins: [{ origin: 'desk', count: 12 }],
    codes: unwell ? [{ code: 'server_error', count: 2 }] : [],
    course: courseOf(unwell),
    backup: unwell
      ? { newest: null, bytes: null, kept: 0, fresh: false }
      : { newest: instant(TODAY, 75), bytes: 122_880, kept: 14, fresh: true },
  };
}
