import { desk } from '../desk/commands';
import { Work } from '../desk/work.svelte';
import { t } from '../i18n/i18n.svelte';
import type { OtherZones } from '../ipc/OtherZones';
import { session } from '../shell/session.svelte';
import { toasts } from '../shell/toasts.svelte';

/** By whose clock the hours in Cal.com go, where it is not the salon's. */
class Zones extends Work {
  other = $state.raw<OtherZones | null>(null);
  /** Appointments are booked, and somebody has to say that it is meant so. */
  asks = $derived(this.problem?.code === 'zone_with_appointments');

  look(): Promise<boolean> {
    this.other = null;
    return this.doing(async () => {
      this.other = await desk.otherZones();
    });
  }

  /** Gives the salon that zone. Whether it was done. */
  take(zone: string): Promise<boolean> {
    const despite = this.asks;
    return this.doing(async () => {
      await desk.moveToZone(zone, despite);
      await session.open();
      this.other = await desk.otherZones();
      toasts.show(t('zones.done', { zone }));
    });
  }
}

export const zones = new Zones();
