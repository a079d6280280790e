/** What is shown of a call, in words. */
import { t, tongue } from '../i18n/i18n.svelte';
import type { CallView } from '../ipc/CallView';
import { instantDateTime } from '../time/format';
import { onWall } from '../time/wall';

export function whoOf(call: CallView): string {
  return call.customer?.name ?? call.phone ?? t('calls.withheld');
}

/** `28.11.2026, 10:14 · 3 min`. */
export function whenOf(call: CallView, zone: string): string {
  const start = instantDateTime(call.started, zone, tongue.locale);
  if (!call.ended) return start;
  const minutes = Math.max(1, Math.round((Date.parse(call.ended) - Date.parse(call.started)) / 60_000));
  return `${start} · ${t('calls.minutes', { minutes })}`;
}

const OUTCOMES = ['open', 'successful', 'unsuccessful', 'voicemail', 'failed'] as const;
const DEEDS = ['booked', 'moved', 'cancelled'] as const;

export function outcomeOf(call: CallView): string {
  const known = OUTCOMES.find((one) => one === call.outcome);
  return known ? t(`call_outcome.${known}`) : call.outcome;
}

export function deedOf(deed: string): string {
  const known = DEEDS.find((one) => one === deed);
  return known ? t(`call_deed.${known}`) : deed;
}

/** `10:00–11:40`. */
export function spanOf(from: string, to: string, zone: string): string {
  return `${onWall(from, zone)}–${onWall(to, zone)}`;
}
