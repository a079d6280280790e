import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { Scale } from './geometry';

/**
 * The sheet of some hours, as far beyond them as what is planned reaches: it is seen also where nobody works. Not for what is in a hand:
 * under that nothing may move.
 */
export function reaching(
  hours: () => Scale,
  planned: () => readonly MinuteSpan[],
): { readonly scale: Scale } {
  const first = $derived(Math.min(hours().from, ...planned().map(({ from_minute }) => from_minute)));
  const last = $derived(Math.max(hours().to, ...planned().map(({ to_minute }) => to_minute)));
  // In numbers, so that what lies within the hours draws nothing anew.
  const from = $derived(Math.floor(first / 60) * 60);
  const to = $derived(Math.ceil(last / 30) * 30);
  const scale = $derived({ ...hours(), from, to });
  return {
    get scale() {
      return scale;
    },
  };
}
