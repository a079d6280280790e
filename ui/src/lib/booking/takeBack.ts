import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t } from '../i18n/i18n.svelte';
import type { AppointmentView } from '../ipc/AppointmentView';
import { route } from '../shell/route.svelte';
import { toasts } from '../shell/toasts.svelte';
import { day } from '../timeline/day.svelte';

/** Booked a moment ago, and not meant. */
export async function takeBack({ id, customer }: AppointmentView): Promise<void> {
  try {
    await desk.cancel({ appointment_id: id, whole_visit: true, reason: t('booking.undo.reason') });
    if (route.panel.kind === 'appointment' && route.panel.id === id) route.closePanel();
    toasts.show(t('booking.undone', { customer: customer.name }));
    await day.load();
  } catch (cause) {
    toasts.failure(Failure.from(cause));
  }
}
