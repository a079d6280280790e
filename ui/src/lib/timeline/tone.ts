import type { CheckView } from '../ipc/CheckView';

type Tone = 'open' | 'fits' | 'warned' | 'refused';

/** How a checked place looks; `open` while the answer is under way. */
export function toneOf(verdict: CheckView | null): Tone {
  if (!verdict) return 'open';
  if (!verdict.fits) return 'refused';
  return verdict.warnings.length > 0 ? 'warned' : 'fits';
}
