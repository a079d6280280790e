import { desk } from '../desk/commands';
import { Latest } from '../desk/latest';
import { tongue } from '../i18n/i18n.svelte';
import type { CatalogueView } from '../ipc/CatalogueView';
import type { SalonInfo } from '../ipc/SalonInfo';
import type { ServiceView } from '../ipc/ServiceView';
import type { StaffView } from '../ipc/StaffView';
import type { Moment } from '../time/civil';
import { instantDate, instantDateTime, instantSeenOn } from '../time/format';
import { label, momentOf, onWall, startOf, wallDay } from '../time/wall';

const TICK = 15_000;

/** What holds for the whole sitting: the salon, what it sells, and the program's clock. */
class Session {
  salon = $state.raw<SalonInfo | null>(null);
  catalogue = $state.raw<CatalogueView>({ services: [], staff: [] });
  now = $state.raw(new Date());
  /** The book is being set up, where the day would stand. */
  settingUp = $state(false);
  #ahead = 0;
  readonly #latest = new Latest();

  async open(): Promise<void> {
    const [salon, catalogue] = await Promise.all([desk.salon(), desk.catalogue()]);
    this.begin(salon, catalogue);
  }

  begin(salon: SalonInfo, catalogue: CatalogueView): void {
    this.salon = salon;
    this.catalogue = catalogue;
    // The program's clock counts, not the browser's: both can differ, and only one of them books.
    this.#ahead = Date.parse(salon.now) - Date.now();
    this.tick();
  }

  /** The program's clock this very millisecond; `now` is the one that screens follow. */
  instant(): number {
    return Date.now() + this.#ahead;
  }

  tick(): void {
    this.now = new Date(this.instant());
  }

  startClock(): () => void {
    const timer = window.setInterval(() => this.tick(), TICK);
    return () => window.clearInterval(timer);
  }

  async reloadCatalogue(): Promise<void> {
    const isLatest = this.#latest.begin();
    const catalogue = await desk.catalogue();
    if (isLatest()) this.catalogue = catalogue;
  }

  /** The book cannot be worked with yet: it has no name, nobody, or nothing to sell. */
  get bare(): boolean {
    const { services, staff } = this.catalogue;
    return !this.salon?.salon_name || staff.length === 0 || services.length === 0;
  }

  get zone(): string {
    return this.salon?.zone ?? 'Europe/Berlin';
  }

  /** The salon's date and minute right now. */
  get civilNow(): Moment {
    return momentOf(this.now.getTime(), this.zone);
  }

  /** `09:30`: what the clock in the salon shows at an instant. */
  clock(instant: string): string {
    return onWall(instant, this.zone);
  }

  /** The same of something that may have been on another day: then with its date. */
  moment(instant: string): string {
    return instantSeenOn(this.civilNow.date, instant, this.zone, tongue.locale);
  }

  /** Its day: `30.10.2026`. */
  date(instant: string): string {
    return instantDate(instant, this.zone, tongue.locale);
  }

  /** `27.11.2026, 11:12`. */
  dateTime(instant: string): string {
    return instantDateTime(instant, this.zone, tongue.locale);
  }

  clockAt({ date, minute }: Moment): string {
    return label(wallDay(date, this.zone), minute);
  }

  /** The form in which the program takes a start. */
  startOf(moment: Moment): string {
    return startOf(moment, this.zone);
  }

  service(id: number) {
    return this.catalogue.services.find((service) => service.id === id);
  }

  /** Everybody who does a service. */
  whoDoes({ staff_ids }: ServiceView): StaffView[] {
    return this.catalogue.staff.filter(({ id }) => staff_ids.includes(id));
  }

  staffName(id: number): string {
    return this.catalogue.staff.find((staff) => staff.id === id)?.name ?? '';
  }
}

export const session = new Session();
