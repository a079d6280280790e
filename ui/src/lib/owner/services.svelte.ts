import { desk } from '../desk/commands';
import { Latest } from '../desk/latest';
import { t } from '../i18n/i18n.svelte';
import type { DifferingAppointment } from '../ipc/DifferingAppointment';
import type { OnlineSheet } from '../ipc/OnlineSheet';
import type { PartSheet } from '../ipc/PartSheet';
import type { ServiceSaved } from '../ipc/ServiceSaved';
import type { ServiceSheet } from '../ipc/ServiceSheet';
import { found } from '../import/found.svelte';
import { toasts } from '../shell/toasts.svelte';
import { newService } from './comb';
import { Drafting } from './draft.svelte';
import { sheets } from './sheets.svelte';

/** The service that is being edited. Nothing reaches the book before it is saved. */
class ServiceEditing extends Drafting<ServiceSheet> {
  /** Appointments to come that have another shape than the saved service. */
  differing = $state.raw<DifferingAppointment[]>([]);
  /** Where customers book the saved service; `null` for one that is not saved yet. */
  online = $state.raw<OnlineSheet | null>(null);
  readonly #opening = new Latest();

  open(id: number): Promise<boolean> {
    found.forget();
    const isLatest = this.#opening.begin();
    return this.write(async (current) => {
      const saved = await desk.serviceSheet(id);
      if (!current() || !isLatest()) return;
      this.takeUp();
      this.#show(saved);
    });
  }

  /** A blank one, done by everybody who has customers of their own. */
  create(): void {
    found.forget();
    const stylists = sheets.team.filter((one) => one.role === 'stylist');
    this.show(newService(stylists.map((one) => ({ staff_id: one.id ?? 0, minutes: null }))));
  }

  /** One that is not in the book: to be looked at, completed and saved. */
  show(proposed: ServiceSheet): void {
    this.takeUp();
    this.propose(proposed);
    this.online = null;
    this.differing = [];
  }

  override close(): void {
    found.forget();
    super.close();
  }

  /** The comb after a pure change. */
  reshape(parts: PartSheet[]): void {
    this.change({ parts });
  }

  replace(index: number, part: PartSheet): void {
    if (this.draft) this.reshape(this.draft.parts.with(index, part));
  }

  save(): Promise<boolean> {
    return this.write(async (current) => {
      if (!this.draft) return;
      const saved = await desk.saveService(this.draft);
      if (current()) this.#show(saved);
      toasts.show(t('owner.saved'));
      await found.saved(saved.service);
    });
  }

  archive(archived: boolean): Promise<boolean> {
    return this.write(async (current) => {
      const { id, version } = this.draft ?? {};
      if (!id || version === undefined) return;
      const saved = await desk.archiveService({ id, version, archived });
      if (current()) this.#show(saved);
    });
  }

  /** Makes or brings up to date the event type on which customers book it. */
  publish(adopt: boolean): Promise<boolean> {
    return this.write(async (current) => {
      const id = this.draft?.id;
      if (!id) return;
      const work = desk.publishService(id, adopt);
      const { done, without_key: names } = await work.finally(() => this.#lookOnline(id, current));
      const told = done.map(({ what, staff_name: name, slug, minutes }) => {
        const sentence = t(`publish.${what}`, { slug, minutes });
        return name === null ? sentence : t('publish.with', { name, what: sentence });
      });
      if (names.length > 0) told.push(t('publish.without_key', { names: names.join(', ') }));
      toasts.show(told.join(' · '));
    });
  }

  /** Brings appointments to today's shape; those that cannot be stay, and the first of them says why. */
  adjust(appointments: readonly DifferingAppointment[]): Promise<boolean> {
    return this.write(async (current) => {
      const id = this.draft?.id;
      const failures: unknown[] = [];
      for (const { id: appointment_id } of appointments) {
        const work = desk.adjust({ appointment_id, despite_warnings: true });
        await work.catch((cause: unknown) => failures.push(cause));
      }
      if (id) {
        const { differing } = await desk.serviceSheet(id);
        if (current()) this.differing = differing;
      }
      if (failures.length > 0) throw failures[0];
    });
  }

  /** How carrying it over went is noted either way. */
  async #lookOnline(id: number, current: () => boolean): Promise<void> {
    const { online } = await desk.serviceSheet(id);
    if (current()) this.online = online;
  }

  #show(saved: ServiceSaved): void {
    this.stands(saved.service);
    this.differing = saved.differing;
    this.online = saved.online;
  }
}

export const editing = new ServiceEditing();
