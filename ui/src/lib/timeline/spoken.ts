/** What is said about an appointment of the sheet: to whoever hears it, and to the mouse that rests on it. */
import { syncWord } from '../desk/sentences';
import { t } from '../i18n/i18n.svelte';
import type { AppointmentView } from '../ipc/AppointmentView';
import type { PhaseView } from '../ipc/PhaseView';
import { session } from '../shell/session.svelte';
import { clockAt, type Scale } from './geometry';

export function labelOf(appointment: AppointmentView): string {
  return t('comb.label', {
    customer: appointment.customer.name,
    service: appointment.service.name,
    from: session.clock(appointment.start),
    to: session.clock(appointment.end),
    staff: appointment.staff_name,
    sync: appointment.status === 'no_show' ? t('comb.no_show') : syncWord(appointment.sync),
  });
}

export function titleOf(scale: Scale, appointment: AppointmentView, phase: PhaseView): string {
  const when = `${clockAt(scale, phase.from_minute)}–${clockAt(scale, phase.to_minute)}`;
  return `${when} ${appointment.customer.name} · ${phase.name || appointment.service.name}`;
}
