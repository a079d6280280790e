/** Codes and states in words. An unknown code keeps its name, so that somebody can ask about it. */
import { count, t } from '../i18n/i18n.svelte';
import type { AppointmentSync } from '../ipc/AppointmentSync';
import type { HistoryView } from '../ipc/HistoryView';
import type { ImportFault } from '../ipc/ImportFault';
import type { ProposalView } from '../ipc/ProposalView';
import type { ReasonView } from '../ipc/ReasonView';
import type { ReviewEntry } from '../ipc/ReviewEntry';
import type { SheetSync } from '../ipc/SheetSync';
import type { TakenBy } from '../ipc/TakenBy';
import { ERROR_CODES, known, REASON_CODES, TROUBLE_CODES } from './codes';
import type { Failure } from './failure';

export function errorSentence(code: string): string {
  const one = known(ERROR_CODES, code);
  return one ? t(`error.${one}`) : t('error.other', { code });
}

/** With the reasons, where a time was refused. */
export function failureSentence(failure: Failure): string {
  const { refusals = [], warnings = [] } = failure.verdict ?? {};
  return [errorSentence(failure.code), ...reasonSentences([...refusals, ...warnings])].join(' ');
}

/** Each once, however many phases it stands against. */
export function reasonSentences(reasons: readonly ReasonView[]): string[] {
  return [...new Set(reasons.map(reasonSentence))];
}

export function troubleSentence(code: string): string {
  const one = known(TROUBLE_CODES, code);
  return one ? t(`trouble.${one}`) : t('trouble.other', { code });
}

/** What everybody has to see, with the facts of the entry; `moment` writes an instant. */
export function noticeSentence(entry: ReviewEntry, moment: (instant: string) => string): string {
  const { since, offset_seconds: offset } = entry.facts;
  if (entry.code === 'clock_off' && typeof offset === 'number') {
    const seconds = Math.abs(offset);
    return offset > 0 ? t('bar.clock_ahead', { seconds }) : t('bar.clock_behind', { seconds });
  }
  if (entry.code === 'book_restored' && typeof since === 'string') {
    return t('bar.restored', { since: moment(since) });
  }
  return troubleSentence(entry.code);
}

/** What a restored book has lost, line by line; nothing for any other entry. */
export function lossLines(entry: ReviewEntry, moment: (instant: string) => string): string[] {
  if (entry.code !== 'book_restored') return [];
  const { since, until, appointments, customers, starts } = entry.facts;
  const from = typeof since === 'string' ? moment(since) : '–';
  const lines = [
    typeof until === 'string'
      ? t('restored.between', { since: from, until: moment(until) })
      : t('restored.after', { since: from }),
  ];
  if (typeof appointments !== 'number' || typeof customers !== 'number')
    return [...lines, t('restored.unknown')];
  lines.push(
    t('restored.count', {
      appointments: count(appointments, 'list.total.one', 'list.total.other'),
      customers: count(customers, 'customers.total.one', 'customers.total.other'),
    }),
  );
  const times = Array.isArray(starts) ? starts.filter((start) => typeof start === 'string') : [];
  return [...lines, ...times.map(moment)];
}

export function reasonSentence(reason: ReasonView): string {
  const staff = reason.staff_name ?? t('reason.someone_on_staff');
  const from = reason.from ?? '';
  const to = reason.to ?? '';
  const code = known(REASON_CODES, reason.code);
  switch (code) {
    case 'staff_busy':
      return reason.what && reason.to
        ? t('reason.staff_busy', {
            staff,
            to,
            what: reason.what,
            customer: reason.customer_name ?? t('reason.somebody'),
          })
        : t('reason.staff_busy_plain', { staff, from, to });
    case 'gap_blocked':
      return t('reason.gap_blocked', { staff, to, customer: reason.customer_name ?? t('reason.somebody') });
    case 'busy_in_calcom':
    case 'held':
    case 'outside_hours':
    case 'time_off':
      return t(`reason.${code}`, { staff, from, to });
    case 'cannot_do':
    case 'day_off':
      return t(`reason.${code}`, { staff });
    case 'closed_day':
    case 'in_the_past':
    case 'length_differs':
    case 'host_unknown':
    case 'no_such_time':
      return t(`reason.${code}`);
    case 'customer_busy':
      return t('reason.customer_busy', {
        staff,
        from,
        to,
        customer: reason.customer_name ?? t('reason.the_customer'),
      });
    case undefined:
      return t('reason.other', { code: reason.code });
  }
}

/** Where Cal.com has it now, and why the appointment cannot go along; empty if the entry says nothing of the kind. */
export function becauseLines(entry: ReviewEntry, moment: (instant: string) => string): string[] {
  const { moved_to, because } = entry.facts;
  const lines: string[] = [];
  if (typeof moved_to === 'string') lines.push(t('review.moved_to', { time: moment(moved_to) }));
  if (isReason(because)) lines.push(reasonSentence(because));
  return lines;
}

/** Who has the time that Cal.com does not have free any more. */
export function takenSentence(by: TakenBy): string {
  const { staff_name: staff, from, to } = by;
  if (by.made_online) return t('taken.calcom', { staff, from, to });
  const { appointment_id: appointment, service_name: service } = by;
  return t('taken.appointment', { staff, from, to, appointment: appointment ?? '', service: service ?? '' });
}

const isReason = (facts: unknown): facts is ReasonView =>
  typeof facts === 'object' && facts !== null && 'code' in facts && typeof facts.code === 'string';

/** What is wrong with a line of a file, with what stands against it. */
export function faultSentence(fault: ImportFault): string {
  const said = t(`fault.${fault.code}`, { text: fault.text, first: fault.repeats ?? '' });
  const problem = fault.problem === null ? [] : [errorSentence(fault.problem)];
  const names = fault.names.length > 0 ? [fault.names.join(', ')] : [];
  return [said, ...fault.reasons.map(reasonSentence), ...problem, ...names].join(' ');
}

export function proposalReason(proposal: ProposalView): string {
  const name = proposal.reason_name;
  switch (proposal.reason) {
    case 'fills_gap':
      return name ? t('reason.proposal.fills_gap', { name }) : t('reason.proposal.fills_gap_plain');
    case 'hand_over':
      return name ? t('reason.proposal.hand_over', { name }) : t('reason.proposal.hand_over_plain');
    case 'earliest':
    case 'adjoins':
    case 'fits':
      return t(`reason.proposal.${proposal.reason}`);
  }
}

export function syncWord(state: AppointmentSync): string {
  return t(`sync.${state}`);
}

/** Why time is not for sale. */
export function blockedWord(reason: string): string {
  if (reason === 'break') return t('blocked.break');
  return reason === 'calcom' ? t('blocked.calcom') : t('blocked.time_off');
}

/** `übertragen seit 10:12`, and what went wrong. */
export function syncSentence(sync: SheetSync, clockOf: (instant: string) => string): string {
  const state = t('sync.since', { state: syncWord(sync.state), time: clockOf(sync.since) });
  return sync.code ? `${state}. ${troubleSentence(sync.code)}` : state;
}

const ORIGINS = ['desk', 'phone', 'calcom', 'api', 'system'] as const;

export function originWord(origin: string): string {
  const one = known(ORIGINS, origin);
  return one ? t(`origin.${one}`) : origin;
}

const STATUSES = ['booked', 'cancelled', 'no_show'] as const;

export function statusWord(status: string): string {
  const one = known(STATUSES, status);
  return one ? t(`appointment.status.${one}`) : status;
}

export function historySentence(entry: HistoryView, moment: (instant: string) => string): string {
  const from = entry.from ? moment(entry.from) : '–';
  const to = entry.to ? moment(entry.to) : '–';
  switch (entry.action) {
    case 'booked':
      return t('history.booked', { to });
    case 'moved':
      return t('history.moved', { from, to });
    case 'cancelled':
      return entry.reason ? t('history.cancelled_because', { reason: entry.reason }) : t('history.cancelled');
    case 'segment_cancelled':
      return entry.reason
        ? t('history.segment_cancelled_because', { reason: entry.reason })
        : t('history.segment_cancelled');
    case 'overruled':
      return t('history.overruled', { to });
    case 'handed_over':
      return t('history.handed_over', { reason: entry.reason ?? '' });
    case 'placed':
      return t('history.placed', { to });
    case 'parked':
    case 'adjusted':
    case 'reinstated':
    case 'no_show':
    case 'came':
    case 'kept_local':
    case 'retried':
      return t(`history.${entry.action}`);
    default:
      return t('history.other', { action: entry.action });
  }
}
