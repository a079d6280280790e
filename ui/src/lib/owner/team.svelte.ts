import { desk } from '../desk/commands';
import { t } from '../i18n/i18n.svelte';
import type { AppointmentInTheWay } from '../ipc/AppointmentInTheWay';
import type { DateHoursRequest } from '../ipc/DateHoursRequest';
import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { StaffSaved } from '../ipc/StaffSaved';
import type { StaffSheet } from '../ipc/StaffSheet';
import type { TimeOffRequest } from '../ipc/TimeOffRequest';
import { toasts } from '../shell/toasts.svelte';
import { Drafting } from './draft.svelte';
import { withDay } from './week';

/** The person who is being edited. Name, colour and week are saved together; single days and time off at once. */
class StaffEditing extends Drafting<StaffSheet> {
  /** Still booked where they do not work any more. */
  inTheWay = $state.raw<AppointmentInTheWay[]>([]);
  /** Another with each week that came into the form as a whole. */
  weeks = $state(0);

  open(sheet: StaffSheet): void {
    this.takeUp();
    this.stands(sheet);
    this.inTheWay = [];
  }

  create(): void {
    this.takeUp();
    this.propose({
      id: null,
      version: 0,
      archived: false,
      name: '',
      role: 'stylist',
      colour: 'blue',
      calcom_user_id: null,
      week: [],
      exceptions: [],
      time_off: [],
    });
    this.inTheWay = [];
  }

  /** Puts the usual week that Cal.com has into the form; it holds once it is saved. */
  async takeWeek(): Promise<void> {
    await this.write(async (current) => {
      const id = this.draft?.id;
      if (!id) return;
      const week = await desk.calcomWeek(id);
      if (!current()) return;
      this.change({ week });
      this.weeks += 1;
    });
  }

  /** weekday: 1 = Monday. */
  setDay(weekday: number, stretches: MinuteSpan[]): void {
    if (this.draft) this.change({ week: withDay(this.draft.week, weekday, stretches) });
  }

  save(): Promise<boolean> {
    return this.write(async (current) => {
      if (!this.draft) return;
      const saved = await desk.saveStaff(this.draft);
      if (current()) this.#saved(saved);
      toasts.show(t('owner.saved'));
    });
  }

  archive(archived: boolean): Promise<boolean> {
    return this.write(async (current) => {
      const { id, version } = this.draft ?? {};
      if (!id || version === undefined) return;
      const sheet = await desk.archiveStaff({ id, version, archived });
      if (current()) this.stands(sheet);
    });
  }

  takeOff(request: TimeOffRequest): Promise<boolean> {
    return this.write(async (current) => {
      const saved = await desk.takeTimeOff(request);
      if (current()) this.#adopt(saved);
    });
  }

  giveBack(id: number): Promise<boolean> {
    return this.write(async (current) => {
      const sheet = await desk.giveTimeBack(id);
      if (current()) this.#keep(sheet);
    });
  }

  setDate(request: DateHoursRequest): Promise<boolean> {
    return this.write(async (current) => {
      const saved = await desk.setDateHours(request);
      if (current()) this.#adopt(saved);
    });
  }

  #saved(saved: StaffSaved): void {
    this.stands(saved.staff);
    this.inTheWay = saved.in_the_way;
  }

  #adopt(saved: StaffSaved): void {
    this.#keep(saved.staff);
    this.inTheWay = saved.in_the_way;
  }

  /** Only what is entered day by day; what is half typed stays. */
  #keep({ exceptions, time_off }: StaffSheet): void {
    this.standsIn({ exceptions, time_off });
  }
}

export const person = new StaffEditing();
