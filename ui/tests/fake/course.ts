/** How the calls of the day went: twenty from eight o'clock on, two of them in vain if the salon is unwell. */
import type { StretchView } from '../../src/lib/ipc/StretchView';

const UNTIL = Date.parse('2026-11-27T12:00:00+01:00');

export function courseOf(unwell: boolean): StretchView[] {
  return Array.from({ length: 24 }, (_, number) => {
    const from = new Date(UNTIL - (24 - number) * 3_600_000).toISOString();
    const open = number >= 20;
    const failed = unwell && number >= 22 ? 1 : 0;
    return {
      from,
      done: open ? 5 - failed : 0,
      failed,
      mean_ms: open ? 900 + number * 10 : 0,
      max_ms: open ? 4000 : 0,
    };
  });
}
