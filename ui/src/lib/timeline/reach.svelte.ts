import type { MinuteSpan } from '../ipc/MinuteSpan';
import { around, type Scale } from './geometry';

const NOWHERE: MinuteSpan = { from_minute: Infinity, to_minute: -Infinity };

/**
 * The sheet of some hours, as far beyond them as what is planned reaches: it is seen also where nobody works. It stays so large until
 * nothing is planned any more, because under a hand that drags nothing may shrink.
 */
export function reaching(
  hours: () => Scale,
  planned: () => readonly MinuteSpan[],
): { readonly scale: Scale } {
  let widest = NOWHERE;
  const reach = $derived.by(
    () => (widest = planned().length === 0 ? NOWHERE : planned().reduce(around, widest)),
  );
  // In numbers, so that a step of the hand changes nothing.
  const from = $derived(Math.min(hours().from, Math.floor(reach.from_minute / 60) * 60));
  const to = $derived(Math.max(hours().to, Math.ceil(reach.to_minute / 30) * 30));
  const scale = $derived({ ...hours(), from, to, closes: hours().to });
  return {
    get scale() {
      return scale;
    },
  };
}
