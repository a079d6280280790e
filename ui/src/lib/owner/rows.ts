/** The event map as rows of a table. */
import type { GridCell } from '../ipc/GridCell';
import type { ServiceSheet } from '../ipc/ServiceSheet';

type MapRow = { key: string; service: string; segment: string; cells: Map<number, GridCell> };

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
