/** What is said about an appointment of a sheet: to whoever hears it, and to the mouse that rests on it. */
import { syncWord } from '../desk/sentences';
import { t } from '../i18n/i18n.svelte';
import type { AppointmentSync } from '../ipc/AppointmentSync';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { SheetPhase } from '../ipc/SheetPhase';
import { session } from '../shell/session.svelte';
import { day } from './day.svelte';
import { type Scale, timesOf } from './geometry';
import { appointmentOf } from './hand';
import { note } from './note.svelte';

/** Who has left, but still stands on the sheet, is named by it. */
export function staffName(id: number): string {
  return day.view?.staff.find((one) => one.id === id)?.name ?? session.staffName(id);
}

export function labelOf(scale: Scale, appointment: SheetAppointment): string {
  return t('comb.label', {
    customer: appointment.customer.name,
    service: appointment.service.name,
    ...timesOf(scale, appointment),
    staff: staffName(appointment.staff_id),
    sync: appointment.status === 'no_show' ? t('comb.no_show') : syncWord(appointment.sync),
  });
}

function titleOf(
  scale: Scale,
  appointment: SheetAppointment,
  phase: SheetPhase,
  sync: AppointmentSync | null,
): string {
  const { from, to } = timesOf(scale, phase);
  const what = phase.name || appointment.service.name;
  return [`${from}–${to} ${appointment.customer.name}`, what, sync && syncWord(sync)]
    .filter(Boolean)
    .join(' · ');
}

/** Where there is no room for the mark whose note would say it. */
function unmarked(
  tooth: HTMLElement,
  appointment: SheetAppointment,
  phase: SheetPhase,
): AppointmentSync | null {
  if ('low' in tooth.dataset) return appointment.sync;
  return tooth.classList.contains('bare') ? (phase.sync?.state ?? null) : null;
}

/** A tooth says what it is in one line, once the mouse rests on it. */
function entitle({ target }: Event, scale: Scale, appointment: SheetAppointment | undefined): void {
  if (!appointment || !(target instanceof Element) || target.closest('[data-mark]')) return;
  const tooth = target.closest<HTMLElement>('[data-low], [data-testid="tooth"]');
  const key = tooth?.dataset['phaseKey'];
  const phase = appointment.phases.find((one) => key === undefined || one.key === key);
  if (tooth && phase) tooth.title = titleOf(scale, appointment, phase, unmarked(tooth, appointment, phase));
}

/** The mouse is over something of the sheet: its mark says how it stands, the rest of it what it is. */
export function answerMouse(
  event: PointerEvent,
  find: (id: number) => SheetAppointment | undefined,
  scaleOf: (id: number) => Scale,
): void {
  if (event.pointerType !== 'mouse') return;
  const mark = event.target instanceof Element ? event.target.closest('[data-mark]') : null;
  const id = appointmentOf(event);
  if (id !== null) entitle(event, scaleOf(id), find(id));
  if (mark && id !== null) note.hover(id, mark);
  else note.leave();
}
