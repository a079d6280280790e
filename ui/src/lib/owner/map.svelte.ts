import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import type { GridCell } from '../ipc/GridCell';
import type { PairView } from '../ipc/PairView';
import type { ServiceSheet } from '../ipc/ServiceSheet';
import { sheets } from './sheets.svelte';

export type MapRow = { key: string; service: string; segment: string; cells: Map<number, GridCell> };

/** A row for each segment that has a pair, in the order of the cells. */
export function rowsOf(cells: readonly GridCell[], services: readonly ServiceSheet[]): MapRow[] {
  const rows = new Map<string, MapRow>();
  for (const cell of cells) {
    const key = `${String(cell.service_id)}-${cell.segment_key}`;
    const service = services.find((one) => one.id === cell.service_id);
    const part = service?.parts.find((one) => one.kind === 'segment' && one.key === cell.segment_key);
    const named = part?.kind === 'segment' && part.name !== '' ? ` ${part.name}` : '';
    const row = rows.get(key) ?? {
      key,
      service: service?.name ?? '',
      segment: `${cell.segment_key}${named}`,
      cells: new Map<number, GridCell>(),
    };
    row.cells.set(cell.staff_id, cell);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** The event map, and the pair that somebody looks at. */
class EventMapState {
  cells = $state.raw<GridCell[]>([]);
  chosen = $state.raw<GridCell | null>(null);
  pair = $state.raw<PairView | null>(null);
  problem = $state.raw<Failure | null>(null);
  busy = $state(false);

  async load(): Promise<void> {
    const [grid] = await Promise.all([desk.eventGrid(), sheets.load()]);
    this.#show(grid.cells);
  }

  choose(cell: GridCell): Promise<void> {
    this.chosen = cell;
    this.pair = null;
    return this.#doing(async () => {
      this.pair = await desk.eventPair(cell);
    });
  }

  /** `null` takes the pair out of the map. */
  link(eventTypeId: number | null): Promise<void> {
    return this.#doing(async () => {
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

  async #doing(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      await work();
    } catch (cause) {
      this.problem = Failure.from(cause);
    } finally {
      this.busy = false;
    }
  }
}

export const eventMap = new EventMapState();
