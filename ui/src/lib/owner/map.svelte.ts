import { desk } from '../desk/commands';
import { Work } from '../desk/work.svelte';
import type { GridCell } from '../ipc/GridCell';
import type { PairView } from '../ipc/PairView';
import { sheets } from './sheets.svelte';

/** The event map, and the pair that somebody looks at. */
class EventMapState extends Work {
  cells = $state.raw<GridCell[]>([]);
  chosen = $state.raw<GridCell | null>(null);
  pair = $state.raw<PairView | null>(null);

  async load(): Promise<void> {
    const [grid] = await Promise.all([desk.eventGrid(), sheets.load()]);
    this.#show(grid.cells);
  }

  /** Nobody looks at it before it was opened. */
  async heard(): Promise<void> {
    if (this.cells.length === 0) return;
    const before = this.chosen;
    this.#show((await desk.eventGrid()).cells);
    const now = this.chosen;
    if (before && now && now.event_type_id !== before.event_type_id) this.pair = await desk.eventPair(now);
  }

  choose(cell: GridCell): Promise<boolean> {
    this.chosen = cell;
    this.pair = null;
    return this.doing(async () => {
      this.pair = await desk.eventPair(cell);
    });
  }

  /** `null` takes the pair out of the map. */
  link(eventTypeId: number | null): Promise<boolean> {
    return this.doing(async () => {
      if (!this.chosen) return;
      const { service_id, segment_key, staff_id } = this.chosen;
      const grid = await desk.linkEventType({
        service_id,
        segment_key,
        staff_id,
        event_type_id: eventTypeId,
      });
      this.#show(grid.cells);
      this.pair = this.chosen && (await desk.eventPair({ service_id, segment_key, staff_id }));
    });
  }

  /** Looks for the person's child again, instead of believing for a day what was found. */
  resolve(): Promise<boolean> {
    return this.doing(async () => {
      if (!this.chosen) return;
      await desk.resolvePair(this.chosen);
      this.#show((await desk.eventGrid()).cells);
      this.pair = this.chosen && (await desk.eventPair(this.chosen));
    });
  }

  #show(cells: GridCell[]): void {
    const { chosen } = this;
    this.cells = cells;
    this.chosen =
      cells.find(
        (one) =>
          one.service_id === chosen?.service_id &&
          one.segment_key === chosen.segment_key &&
          one.staff_id === chosen.staff_id,
      ) ?? null;
  }
}

export const eventMap = new EventMapState();
