/**
 * The arrows of a field with a list under it (`aria-controls`): to which of so many rows they lead from this one, around the ends, with
 * that row in sight. `undefined` for any other key.
 */
export function arrowed(event: KeyboardEvent, at: number, rows: number): number | undefined {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || rows === 0) return undefined;
  event.preventDefault();
  const next = (at + by + rows) % rows;
  const field = event.target instanceof Element ? event.target : null;
  const list = document.getElementById(field?.getAttribute('aria-controls') ?? '');
  list?.children[next]?.scrollIntoView({ block: 'nearest' });
  return next;
}
