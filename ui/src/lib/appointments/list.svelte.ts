import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { PAGE, Pages } from '../desk/pages.svelte';
import { count, t } from '../i18n/i18n.svelte';
import type { AppointmentSync } from '../ipc/AppointmentSync';
import type { ListRequest } from '../ipc/ListRequest';
import type { ListView } from '../ipc/ListView';
import type { PageMark } from '../ipc/PageMark';
import type { StatusChoice } from '../ipc/StatusChoice';
import { keepFocus } from '../shell/focus';
import { route } from '../shell/route.svelte';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';
import { day } from '../timeline/day.svelte';
import { daysOf, type Period } from './period';

export type Filter = {
  typed: string;
  period: Period;
  range: { from: string; to: string };
  status: StatusChoice | null;
  staffId: number | null;
  serviceId: number | null;
  sync: AppointmentSync | null;
};

const EVERYTHING_TO_COME: Filter = {
  typed: '',
  period: 'coming',
  range: { from: '', to: '' },
  status: null,
  staffId: null,
  serviceId: null,
  sync: null,
};

/** The appointment list as it was left: filter, page, and what was ticked. */
class List extends Pages<PageMark, ListView> {
  filter = $state.raw<Filter>(EVERYTHING_TO_COME);
  chosen = $state.raw<ReadonlySet<number>>(new Set());
  busy = $state(false);

  get narrowed(): boolean {
    const { typed, period, status, staffId, serviceId, sync } = this.filter;
    return (
      typed !== '' || period !== 'coming' || [status, staffId, serviceId, sync].some((one) => one !== null)
    );
  }

  narrow(by: Partial<Filter>): Promise<void> {
    this.filter = { ...this.filter, ...by };
    return this.begin();
  }

  reset(): Promise<void> {
    return this.narrow(EVERYTHING_TO_COME);
  }

  protected read(after: PageMark | null): Promise<ListView> {
    return desk.appointments(this.#request(after));
  }

  /** Something was committed; what is not on the screen is read when it is opened. */
  heard(): void {
    if (route.screen === 'appointments') void this.load();
  }

  #request(after: PageMark | null): ListRequest {
    const { typed, period, range, status, staffId, serviceId, sync } = this.filter;
    const { from, to, latestFirst } = daysOf(period, session.civilNow.date, range);
    return {
      typed,
      from,
      to,
      status,
      staff_id: staffId,
      service_id: serviceId,
      customer_id: null,
      sync,
      latest_first: latestFirst,
      after,
      limit: PAGE,
    };
  }

  choose(ids: readonly number[], on: boolean): void {
    const others = [...this.chosen].filter((id) => !ids.includes(id));
    this.chosen = new Set(on ? [...others, ...ids] : others);
  }

  chooseNone(): void {
    this.chosen = new Set();
  }

  /** All that are ticked, together or not at all. */
  async cancelChosen(reason: string): Promise<void> {
    const ids = [...this.chosen];
    const backToFocus = keepFocus();
    this.busy = true;
    try {
      await desk.cancelMany({ appointment_ids: ids, reason });
      this.chooseNone();
      toasts.show(count(ids.length, 'list.cancelled.one', 'list.cancelled.other'), {
        label: t('toast.undo'),
        run: () => void this.#reinstate(ids),
      });
      await Promise.all([this.load(), day.load()]);
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    } finally {
      this.busy = false;
      void backToFocus();
    }
  }

  /** All that were called off together, or, with the reason, none. */
  async #reinstate(ids: number[]): Promise<void> {
    try {
      await desk.reinstate(ids);
      toasts.show(count(ids.length, 'list.reinstated.one', 'list.reinstated.other'));
    } catch (cause) {
      toasts.failure(Failure.from(cause));
    }
    await Promise.all([this.load(), day.load()]);
  }
}

export const list = new List();
