/** What is shown of a call, in words. */
import { known } from '../desk/codes';
import { t } from '../i18n/i18n.svelte';
import type { CallView } from '../ipc/CallView';
import { session } from '../shell/session.svelte';

export function whoOf(call: CallView): string {
  return call.customer?.name ?? call.phone ?? t('calls.withheld');
}

/** `28.11.2026, 10:14 · 3 min`. */
export function whenOf(call: CallView): string {
  const start = session.dateTime(call.started);
  if (!call.ended) return start;
  const minutes = Math.max(1, Math.round((Date.parse(call.ended) - Date.parse(call.started)) / 60_000));
  return `${start} · ${t('calls.minutes', { minutes })}`;
}

const OUTCOMES = ['open', 'successful', 'unsuccessful', 'voicemail', 'failed'] as const;
const DEEDS = ['booked', 'moved', 'cancelled'] as const;

export function outcomeOf(call: CallView): string {
  const outcome = known(OUTCOMES, call.outcome);
  return outcome ? t(`call_outcome.${outcome}`) : call.outcome;
}

export function deedOf(deed: string): string {
  const one = known(DEEDS, deed);
  return one ? t(`call_deed.${one}`) : deed;
}

/** `10:00–11:40`. */
export function spanOf(from: string, to: string): string {
  return `${session.clock(from)}–${session.clock(to)}`;
}
