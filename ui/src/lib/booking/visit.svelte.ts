import type { CheckView } from '../ipc/CheckView';
import type { LengthOverride } from '../ipc/LengthOverride';
import type { ServiceView } from '../ipc/ServiceView';
import type { ServiceWish } from '../ipc/ServiceWish';
import type { Planned } from '../timeline/comb';
import type { Part } from './lengths';

/**
 * One more service of the same visit. `staffId` null: whoever can, preferably who does the one before. `lengths`: what takes another
 * time for this customer.
 */
export type Further = { service: ServiceView; staffId: number | null; lengths: LengthOverride[] };

/** How long each part of a service takes: as the program plans it, else as usual. */
function partsAs(planned: readonly Pick<Part, 'key' | 'minutes'>[], { parts }: ServiceView): Part[] {
  return parts.map((part) => ({
    ...part,
    minutes: planned.find((phase) => phase.key === part.key)?.minutes ?? part.minutes,
  }));
}

/** What is to be done in one visit, how long it takes and with whom. What follows from it for its time, the form knows. */
export class Visit {
  service = $state.raw<ServiceView | null>(null);
  staffId = $state<number | null>(null);
  /** What follows in the same visit. */
  further = $state.raw<Further[]>([]);
  /** What takes another time for this customer. */
  lengths = $state.raw<LengthOverride[]>([]);

  clear(): void {
    this.forget();
    this.staffId = null;
    this.lengths = [];
  }

  /** With whom it was to be, unless they do not do it. */
  choose(service: ServiceView): void {
    this.service = service;
    this.lengths = [];
    if (this.staffId !== null && !service.staff_ids.includes(this.staffId)) this.staffId = null;
  }

  /** Another service is meant, with nothing that was to follow this one. */
  forget(): void {
    this.service = null;
    this.further = [];
  }

  add(service: ServiceView): void {
    this.further = [...this.further, { service, staffId: null, lengths: [] }];
  }

  drop(index: number): void {
    this.further = this.further.filter((_, at) => at !== index);
  }

  /** Something else is said about one that follows. */
  change(index: number, said: Partial<Omit<Further, 'service'>>): void {
    this.further = this.further.map((one, at) => (at === index ? { ...one, ...said } : one));
  }

  get then(): ServiceWish[] {
    return this.further.map(({ service, staffId, lengths }) => ({
      service_id: service.id,
      staff_id: staffId,
      lengths,
    }));
  }

  /** The parts of the first, with whom was chosen. */
  parts(verdict: CheckView | null): Part[] {
    return this.service ? partsAs(verdict?.phases ?? [], this.service) : [];
  }

  /** The parts of one that follows. */
  furtherParts(index: number, verdict: CheckView | null): Part[] {
    const further = this.further[index];
    return further ? partsAs(verdict?.then[index]?.phases ?? [], further.service) : [];
  }

  /** A comb for each of its services, as the program plans them. `staffId`: with whom the first of them was asked for. */
  planned({ phases, then }: CheckView, staffId: number | null): Planned[] {
    const { service } = this;
    if (!service || phases.length === 0) return [];
    const rest = then.map((link, index) => ({
      phases: link.phases,
      staffId: link.staff_id,
      colour: this.further[index]?.service.colour ?? service.colour,
    }));
    return [{ phases, staffId: staffId ?? phases[0]?.staff_id ?? 0, colour: service.colour }, ...rest];
  }
}
