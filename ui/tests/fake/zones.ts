/** The fake's zone. Hours in Cal.com always go by Berlin's. */
import type { OtherZones } from '../../src/lib/ipc/OtherZones';
import { staff } from './catalogue';
import { refuse } from './refuse';
import type { Scene } from './scene';

const THEIRS = 'Europe/Berlin';

export class FakeZones {
  zone: string;
  private readonly booked: boolean;

  constructor(scene: Scene) {
    this.zone = scene.zone ?? THEIRS;
    this.booked = !scene.newBook;
  }

  other(): OtherZones | null {
    if (this.zone === THEIRS) return null;
    const names = staff.map((one) => one.name);
    return { salon_zone: this.zone, others: [{ zone: THEIRS, names }], all_by: THEIRS };
  }

  move(zone: string, despiteAppointments: boolean): null {
    if (this.booked && !despiteAppointments) throw refuse('zone_with_appointments', { count: 12 });
    this.zone = zone;
    return null;
  }

  week() {
    if (this.other()) throw refuse('other_zone');
    return [{ weekday: 3, stretches: [{ from_minute: 600, to_minute: 960 }] }];
  }
}
