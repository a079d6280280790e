import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { Latest } from '../desk/latest';
import { Work } from '../desk/work.svelte';
import type { EventGrid } from '../ipc/EventGrid';
import type { GridCell } from '../ipc/GridCell';
import type { PairView } from '../ipc/PairView';
import { sheets } from './sheets.svelte';

/** The event map, and the pair that somebody looks at. */
class EventMapState extends Work {
  cells = $state.raw<GridCell[]>([]);
  chosen = $state.raw<GridCell | null>(null);
  pair = $state.raw<PairView | null>(null);
  /** Why it could not be read. What is refused of a pair is a `problem`. */
  unread = $state.raw<Failure | null>(null);
  readonly #latest = new Latest();

  async load(): Promise<void> {
    const isLatest = this.#latest.begin();
    try {
      const [grid] = await Promise.all([desk.eventGrid(), sheets.load()]);
      if (!isLatest()) return;
      this.unread = sheets.problem;
      this.#show(grid.cells);
    } catch (cause) {
      if (isLatest()) this.unread = Failure.from(cause);
    }
  }

  /** Nobody looks at it before it was opened. */
  async heard(): Promise<void> {
    if (this.cells.length === 0) return;
    const isLatest = this.#latest.begin();
    const { turn } = this;
    const { cells } = await desk.eventGrid();
    if (!isLatest()) return;
    const before = this.chosen;
    this.#show(cells);
    const now = this.chosen;
    if (before && now && now.event_type_id !== before.event_type_id)
      await this.#look(() => turn === this.turn);
  }

  choose(cell: GridCell): Promise<boolean> {
    this.takeUp();
    this.chosen = cell;
    this.pair = null;
    return this.doing((current) => this.#look(current));
  }

  /** `null` takes the pair out of the map. */
  link(eventTypeId: number | null): Promise<boolean> {
    return this.doing(async (current) => {
      if (!this.chosen) return;
      const { service_id, segment_key, staff_id } = this.chosen;
      await this.#read(desk.linkEventType({ service_id, segment_key, staff_id, event_type_id: eventTypeId }));
      await this.#look(current);
    });
  }

  /** Looks for the person's child again, instead of believing for a day what was found. */
  resolve(): Promise<boolean> {
    return this.doing(async (current) => {
      if (!this.chosen) return;
      await desk.resolvePair(this.chosen);
      await this.#read(desk.eventGrid());
      await this.#look(current);
    });
  }

  /** Reads the pair that is looked at, unless somebody looks at another one by then. */
  async #look(current: () => boolean): Promise<void> {
    if (!current()) return;
    const pair = this.chosen && (await desk.eventPair(this.chosen));
    if (current()) this.pair = pair;
  }

  /** Of what is asked for at the same time the later stands. */
  async #read(asked: Promise<EventGrid>): Promise<void> {
    const isLatest = this.#latest.begin();
    const { cells } = await asked;
    if (isLatest()) this.#show(cells);
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
