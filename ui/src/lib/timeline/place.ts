/** A place on a sheet: a time, with somebody. */
import { tongue } from '../i18n/i18n.svelte';
import type { ProposalView } from '../ipc/ProposalView';
import { session } from '../shell/session.svelte';
import type { Moment } from '../time/civil';
import { shortDate } from '../time/format';

export type Target = Moment & { staffId: number };

export function samePlace(a: Target, b: Target): boolean {
  return a.date === b.date && a.minute === b.minute && a.staffId === b.staffId;
}

export function targetOf({ date, from_minute: minute, staff_id: staffId }: ProposalView): Target {
  return { date, minute, staffId };
}

/** "Fr., 27.11. 16:45" */
export function timeWords(moment: Moment): string {
  return `${shortDate(moment.date, tongue.locale)} ${session.clockAt(moment)}`;
}

/** "Fr., 27.11. 16:45 · Anna" */
export function placeWords(target: Target): string {
  return `${timeWords(target)} · ${session.staffName(target.staffId)}`;
}
