/** A move that is written into the book, said, and taken back. */
import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { t } from '../i18n/i18n.svelte';
import type { AlongWish } from '../ipc/AlongWish';
import type { AppointmentDetail } from '../ipc/AppointmentDetail';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { SheetAppointment } from '../ipc/SheetAppointment';
import { session } from '../shell/session.svelte';
import { put } from '../shell/papers';
import { toasts } from '../shell/toasts.svelte';
import { day } from './day.svelte';
import { placeWords, type Target, timeWords } from './place';

/** What was done, with what it takes to undo it. */
type Written = {
  /** As it was. */
  subject: SheetAppointment;
  /** Where it was; null: in the tray. */
  home: Target | null;
  /** Where it is; null: where it was. */
  target: Target | null;
  lengths: LengthOverride[];
  along: AlongWish[];
  /** What went along, with whom it was. */
  back: AlongWish[];
};

export function write(
  subject: SheetAppointment,
  target: Target,
  lengths: LengthOverride[],
  along: AlongWish[],
  despiteWarnings: boolean,
): Promise<AppointmentDetail> {
  return desk.move({
    appointment_id: subject.id,
    start: session.startOf(target),
    staff_id: target.staffId,
    lengths,
    along,
    despite_warnings: despiteWarnings,
  });
}

export function say(written: Written): void {
  const { subject, target, along } = written;
  const customer = subject.customer.name;
  const whole = along.length > 0 ? 'move.done.visit' : 'move.done';
  const done = target
    ? t(whole, { customer, when: wordsFor(target, subject.staff_id) })
    : t('move.stretched', { customer });
  toasts.show(done, { label: t('toast.undo'), run: () => void undo(written) });
}

/** With whom, if that is somebody else now. */
function wordsFor(to: Target, from: number): string {
  return to.staffId === from ? timeWords(to) : placeWords(to);
}

async function undo({ subject, home, target, lengths, along, back }: Written): Promise<void> {
  try {
    if (home) await putBack(subject, home, target ?? home, lengths, back);
    else await desk.park([subject.id, ...along.map((one) => one.appointment_id)]);
    await day.load();
  } catch (cause) {
    toasts.failure(Failure.from(cause));
  }
}

/** It stood there a moment ago, warnings or not. */
async function putBack(
  subject: SheetAppointment,
  home: Target,
  from: Target,
  changed: LengthOverride[],
  along: AlongWish[],
): Promise<void> {
  const before = changed.map(({ key }) => ({
    key,
    minutes: subject.phases.find((phase) => phase.key === key)?.minutes ?? 0,
  }));
  const { appointment } = await write(subject, home, before, along, true);
  put(home.date, appointment);
  toasts.show(t('move.undone', { customer: subject.customer.name, when: wordsFor(home, from.staffId) }));
}
