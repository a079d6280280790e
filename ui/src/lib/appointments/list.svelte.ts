import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { count, t } from '../i18n/i18n.svelte';
import type { AppointmentSync } from '../ipc/AppointmentSync';
import type { ListRequest } from '../ipc/ListRequest';
import type { ListView } from '../ipc/ListView';
import type { PageMark } from '../ipc/PageMark';
import type { StatusChoice } from '../ipc/StatusChoice';
import { route } from '../shell/route.svelte';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';
import { day } from '../timeline/day.svelte';
import { daysOf, type Period } from './period';

export const PAGE = 50;

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

/** The appointment list as it was left: filter, page, and what was ticked. The newest question wins. */
class List {
  filter = $state.raw<Filter>(EVERYTHING_TO_COME);
  view = $state.raw<ListView | null>(null);
  problem = $state.raw<Failure | null>(null);
  chosen = $state.raw<ReadonlySet<number>>(new Set());
  busy = $state(false);
  /** Where this page and those before it begin. */
  #begins = $state.raw<(PageMark | null)[]>([null]);
  #asked = 0;

  get narrowed(): boolean {
    const { typed, period, status, staffId, serviceId, sync } = this.filter;
    return (
      typed !== '' || period !== 'coming' || [status, staffId, serviceId, sync].some((one) => one !== null)
    );
  }

  /** Number of the first appointment on this page. */
  get first(): number {
    return (this.#begins.length - 1) * PAGE + 1;
  }

  get hasPrevious(): boolean {
    return this.#begins.length > 1;
  }

  narrow(by: Partial<Filter>): Promise<void> {
    this.filter = { ...this.filter, ...by };
    this.#begins = [null];
    return this.load();
  }

  reset(): Promise<void> {
    return this.narrow(EVERYTHING_TO_COME);
  }

  next(): Promise<void> {
    const mark = this.view?.next;
    if (!mark) return Promise.resolve();
    this.#begins = [...this.#begins, mark];
    return this.load();
  }

  previous(): Promise<void> {
    if (!this.hasPrevious) return Promise.resolve();
    this.#begins = this.#begins.slice(0, -1);
    return this.load();
  }

  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const view = await desk.appointments(this.#request());
      if (mine !== this.#asked) return;
      this.view = view;
      this.problem = null;
    } catch (cause) {
      if (mine === this.#asked) this.problem = Failure.from(cause);
    }
  }

  /** Something was committed; what is not on the screen is read when it is opened. */
  heard(): void {
    if (route.screen === 'appointments') void this.load();
  }

  #request(): ListRequest {
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
      after: this.#begins.at(-1) ?? null,
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
  async cancelChosen(reason: string): Promise<boolean> {
    const ids = [...this.chosen];
    this.busy = true;
    try {
      await desk.cancelMany({ appointment_ids: ids, reason });
      this.chooseNone();
      toasts.show(count(ids.length, 'list.cancelled.one', 'list.cancelled.other'), {
        label: t('toast.undo'),
        run: () => void this.#reinstate(ids),
      });
      await Promise.all([this.load(), day.load()]);
      return true;
    } catch (cause) {
      toasts.failure(Failure.from(cause));
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** One after the other: the time of one may be taken by now, which does not keep the others from coming back. */
  async #reinstate(ids: readonly number[]): Promise<void> {
    let back = 0;
    let trouble: Failure | null = null;
    for (const id of ids) {
      try {
        await desk.reinstate(id);
        back += 1;
      } catch (cause) {
        trouble = Failure.from(cause);
      }
    }
    if (back > 0) toasts.show(count(back, 'list.reinstated.one', 'list.reinstated.other'));
    if (trouble) toasts.failure(trouble);
    await Promise.all([this.load(), day.load()]);
  }
}

export const list = new List();
